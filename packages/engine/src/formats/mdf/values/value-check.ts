import { type DatabaseTraits, DecodeError, type StoredType, type ValueDecoder } from '../stored-type.js';
import { DAY_1900, LAST_DAY, MINUTES_A_DAY } from './calendar.js';
import { decimalLength, UserType, XType } from './column-type.js';
import { checkDatetime, dayAt, TimeScale } from './date-time.js';
import { expectLength, expectWithin } from './scalar.js';
import { codePageCheck, utf16Check } from './text.js';

/**
 * What throws and notes exactly what `decode`, the decoder of the type, would, without making the value wherever that can be told from
 * the bytes alone: one that has to read every row before the first is given out need not make cells that nobody sees.
 */
export function valueCheck(type: StoredType, traits: DatabaseTraits, decode: ValueDecoder): ValueDecoder {
  switch (type.xtype) {
    case XType.tinyint:
      return lengthCheck(1);
    case XType.smallint:
      return lengthCheck(2);
    case XType.int:
    case XType.smallmoney:
      return lengthCheck(4);
    case XType.bigint:
    case XType.money:
    case XType.rowversion:
      return lengthCheck(8);
    case XType.guid:
      return lengthCheck(16);
    case XType.binary:
      return lengthCheck(type.length);
    case XType.varbinary:
      return type.userType === UserType.vector ? decode : checkWithin;
    case XType.image:
      return checkWithin;
    case XType.date:
      return checkDate;
    case XType.datetime:
      return checkDatetime;
    case XType.smalldatetime:
      return checkSmalldatetime;
    case XType.time:
      return timeCheck(type.scale, 0);
    case XType.datetime2:
      return timeCheck(type.scale, 3);
    case XType.decimal:
    case XType.numeric:
      return decimalCheck(type.precision, decode);
    case XType.char:
    case XType.varchar:
    case XType.text:
      return codePageCheck(type.collation, traits, decode);
    case XType.nchar:
    case XType.nvarchar:
    case XType.ntext:
      return utf16Check(type.collation, traits, decode);
    default:
      return decode;
  }
}

function lengthCheck(length: number): ValueDecoder {
  return (bytes, start, end) => {
    expectLength(bytes, start, end, length);
    return null;
  };
}

const checkWithin: ValueDecoder = (bytes, start, end) => {
  expectWithin(bytes, start, end);
  return null;
};

function expectDay(day: number): void {
  if (day > LAST_DAY) throw outOfRange('a date outside the years 1 to 9999');
}

const checkDate: ValueDecoder = (bytes, start, end) => {
  expectLength(bytes, start, end, 3);
  expectDay(dayAt(bytes, start));
  return null;
};

const checkSmalldatetime: ValueDecoder = (bytes, start, end) => {
  expectLength(bytes, start, end, 4);
  if (bytes.readUInt16LE(start) >= MINUTES_A_DAY) throw outOfRange('a time beyond a day');
  expectDay(bytes.readUInt16LE(start + 2) + DAY_1900);
  return null;
};

/** time(scale) with `dayBytes` of 0, datetime2(scale) with 3. */
function timeCheck(scale: number, dayBytes: 0 | 3): ValueDecoder {
  const time = TimeScale.of(scale);
  return (bytes, start, end) => {
    expectLength(bytes, start, end, time.length + dayBytes);
    time.unitsAt(bytes, start);
    if (dayBytes === 3) expectDay(dayAt(bytes, start + time.length));
    return null;
  };
}

/** A magnitude of up to 15 digits is judged here; what is longer is decoded. */
function decimalCheck(precision: number, decode: ValueDecoder): ValueDecoder {
  if (precision > 15) return decode;
  const length = decimalLength(precision);
  const limit = 10 ** precision;
  return (bytes, start, end) => {
    expectLength(bytes, start, end, length);
    const high = length > 5 ? bytes.readUInt32LE(start + 5) : 0;
    const isPlain = bytes[start]! <= 1 && high * 0x1_0000_0000 + bytes.readUInt32LE(start + 1) < limit;
    return isPlain ? null : decode(bytes, start, end);
  };
}

const outOfRange = (what: string): DecodeError => new DecodeError('value-out-of-range', what);
