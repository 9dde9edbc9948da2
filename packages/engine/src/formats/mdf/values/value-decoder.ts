import { type DatabaseTraits, DecodeError, type StoredType, type ValueDecoder } from '../stored-type.js';
import { UserType, XType } from './column-type.js';
import {
  datetime2Decoder,
  datetimeoffsetDecoder,
  decodeDate,
  decodeDatetime,
  decodeSmalldatetime,
  timeDecoder,
} from './date-time.js';
import { decimalDecoder, decodeMoney, decodeSmallmoney } from './decimal.js';
import {
  decodeBigint,
  decodeBinary,
  decodeBit,
  decodeFloat,
  decodeGuid,
  decodeInt,
  decodeReal,
  decodeSmallint,
  decodeTinyint,
  fixedBinaryDecoder,
} from './scalar.js';
import { codePageDecoder, type OnNote, utf16Decoder } from './text.js';

/** Types whose bytes alone say the value. */
const PLAIN: ReadonlyMap<number, ValueDecoder> = new Map([
  [XType.tinyint, decodeTinyint],
  [XType.smallint, decodeSmallint],
  [XType.int, decodeInt],
  [XType.bigint, decodeBigint],
  [XType.bit, decodeBit],
  [XType.real, decodeReal],
  [XType.float, decodeFloat],
  [XType.money, decodeMoney],
  [XType.smallmoney, decodeSmallmoney],
  [XType.date, decodeDate],
  [XType.datetime, decodeDatetime],
  [XType.smalldatetime, decodeSmalldatetime],
  [XType.guid, decodeGuid],
  [XType.image, decodeBinary],
]);

/** The decoder of a type that needs no more than its facets; null for the others. Throws DecodeError `type-invalid`. */
export function scalarDecoder(xtype: number, precision: number, scale: number): ValueDecoder | null {
  switch (xtype) {
    case XType.time:
      return timeDecoder(scale);
    case XType.datetime2:
      return datetime2Decoder(scale);
    case XType.datetimeoffset:
      return datetimeoffsetDecoder(scale);
    case XType.decimal:
    case XType.numeric:
      return decimalDecoder(precision, scale);
    default:
      return PLAIN.get(xtype) ?? null;
  }
}

/**
 * The decoder of a column, to be made once and used for each of its values in uncompressed form (off-row content whole).
 * The decoder throws DecodeError for bytes that cannot be a value of the type; making it throws `type-unknown` or `type-invalid`.
 * `onNote` receives codes of what was read in a way that a person should know of, some of them at once, some for each value.
 */
export function valueDecoder(type: StoredType, traits: DatabaseTraits, onNote: OnNote): ValueDecoder {
  const scalar = scalarDecoder(type.xtype, type.precision, type.scale);
  if (scalar) return scalar;
  switch (type.xtype) {
    case XType.char:
    case XType.varchar:
    case XType.text:
      return codePageDecoder(type.collation, traits, onNote);
    case XType.nchar:
    case XType.nvarchar:
    case XType.ntext:
      return utf16Decoder(type.collation, traits, onNote);
    case XType.binary:
      return fixedBinaryDecoder(type.length);
    case XType.rowversion:
      return fixedBinaryDecoder(8);
    case XType.varbinary:
      return type.userType === UserType.vector ? noted('vector-as-bytes', onNote) : decodeBinary;
    case XType.sqlVariant:
      return noted('sql-variant-as-bytes', onNote);
    case XType.xml:
      return noted('xml-as-bytes', onNote);
    case XType.json:
      return noted('json-as-bytes', onNote);
    case XType.clr:
      return noted('clr-as-bytes', onNote);
    default:
      throw new DecodeError('type-unknown', `a column of type ${type.xtype}, which is not known`);
  }
}

/** Bytes as they stand, with a note for each value. */
function noted(code: string, onNote: OnNote): ValueDecoder {
  return (bytes, start, end) => {
    onNote(code);
    return decodeBinary(bytes, start, end);
  };
}
