import type { ValueDecoder } from '../stored-type.js';
import { dayText } from './calendar.js';
import { codePageOf } from './code-page.js';
import { datetimeText, dayAt, decodeDate, offsetText, smalldatetimeText, TimeScale } from './date-time.js';
import { checkDecimalFacets, decodeMoney, decodeSmallmoney, magnitudeAt, scaledText } from './decimal.js';
import type { OnNote } from './note.js';
import { decodeBigint, decodeFloat, decodeGuid, decodeInt, decodeReal, decodeSmallint } from './scalar.js';
import { damagedXml, type XmlCursor } from './xml-cursor.js';

/** Reads the content of a value token and gives its text, not yet escaped. */
type ValueText = (cursor: XmlCursor, onNote: OnNote) => string;

/** The text of a value of `length` bytes as a column of the type would show it. */
const as =
  (length: number, decoder: ValueDecoder): ValueText =>
  (cursor) => {
    const from = cursor.take(length);
    return String(decoder(cursor.bytes, from, from + length));
  };

const utf16: ValueText = (cursor) => cursor.text();

/** u32 code page and its text, both counted in the length. */
const codePageText: ValueText = (cursor, onNote) => {
  const length = cursor.mb32();
  if (length < 4) throw damagedXml('a text without its code page');
  const from = cursor.take(length);
  const page = codePageOf(cursor.bytes.readUInt32LE(from));
  if (!page) throw damagedXml('a text of an unknown code page');
  return page.decode(cursor.bytes, from + 4, from + length, () => onNote('text-undefined-byte'));
};

const bytesAs =
  (encoding: 'base64' | 'hex'): ValueText =>
  (cursor) => {
    const length = cursor.mb32();
    const from = cursor.take(length);
    const text = cursor.bytes.toString(encoding, from, from + length);
    return encoding === 'hex' ? text.toUpperCase() : text;
  };

/** mb32 length, u8 precision, u8 scale, u8 sign (1 = +), little-endian 32-bit words. */
const decimal: ValueText = (cursor) => {
  const length = cursor.mb32();
  if (length < 7 || length > 19 || (length - 3) % 4 !== 0) throw damagedXml('a decimal of an impossible length');
  const from = cursor.take(length);
  const { bytes } = cursor;
  const precision = bytes[from]!;
  const scale = bytes[from + 1]!;
  const sign = bytes[from + 2]!;
  checkDecimalFacets(precision, scale);
  const magnitude = magnitudeAt(bytes, from + 3, from + length);
  if (sign > 1 || magnitude >= 10n ** BigInt(precision)) throw damagedXml('a decimal out of range');
  return scaledText(sign === 1 ? magnitude : -magnitude, scale);
};

const boolean =
  (no: string, yes: string): ValueText =>
  (cursor) => {
    const byte = cursor.byte();
    if (byte > 1) throw damagedXml('a truth value that is neither 0 nor 1');
    return byte === 1 ? yes : no;
  };

/** i32 days since 1900-01-01, u32 ticks of 1/300 s: days first, other than in a row. */
const datetime: ValueText = (cursor) => {
  const from = cursor.take(8);
  return datetimeText(cursor.bytes.readUInt32LE(from + 4), cursor.bytes.readInt32LE(from));
};

/** u16 days, u16 minutes: days first, other than in a row. */
const smalldatetime: ValueText = (cursor) => {
  const from = cursor.take(4);
  return smalldatetimeText(cursor.bytes.readUInt16LE(from + 2), cursor.bytes.readUInt16LE(from));
};

/** u8 scale, the time, and where they are part of it 3 bytes of days and i16 minutes east of UTC. */
const moment =
  (part: 'date' | 'datetime' | 'time', zoned: boolean): ValueText =>
  (cursor) => {
    const scale = TimeScale.of(cursor.byte());
    const { bytes } = cursor;
    const units = scale.unitsAt(bytes, cursor.take(scale.length));
    const hasDay = part !== 'time' || zoned;
    const day = hasDay ? dayAt(bytes, cursor.take(3)) : 0;
    if (!zoned) return part === 'time' ? scale.text(units) : `${dayText(day)}T${scale.text(units)}`;
    const full = offsetText(scale, units, day, bytes.readInt16LE(cursor.take(2)));
    if (part === 'datetime') return full;
    if (part === 'time') return full.slice(11);
    return full.slice(0, 10) + full.slice(-6);
  };

/** xsd types of SQL Server 2005, whose encoding is not published: hexadecimal digits, and a note. */
const oldXsd: ValueText = (cursor, onNote) => {
  const from = cursor.take(8);
  onNote('xml-xsd-date-as-hex');
  return cursor.bytes.toString('hex', from, from + 8);
};

/** A float in the lexical form of xs:double. */
const real: ValueText = (cursor) => {
  const from = cursor.take(4);
  return String(decodeReal(cursor.bytes, from, from + 4));
};

const BASE64 = bytesAs('base64');

/** Value tokens (MS-BINXML; 7A-7F since version 2). 8C, a qualified name, is read where the names are. */
export const VALUE_TOKENS: ReadonlyMap<number, ValueText> = new Map<number, ValueText>([
  [0x01, as(2, decodeSmallint)],
  [0x02, as(4, decodeInt)],
  [0x03, real],
  [0x04, as(8, decodeFloat)],
  [0x05, as(8, decodeMoney)],
  [0x06, boolean('0', '1')],
  [0x07, (cursor) => String(cursor.byte())],
  [0x08, as(8, decodeBigint)],
  [0x09, as(16, decodeGuid)],
  [0x0a, decimal],
  [0x0b, decimal],
  [0x0c, BASE64],
  [0x0d, codePageText],
  [0x0e, utf16],
  [0x0f, BASE64],
  [0x10, codePageText],
  [0x11, utf16],
  [0x12, datetime],
  [0x13, smalldatetime],
  [0x14, as(4, decodeSmallmoney)],
  [0x16, codePageText],
  [0x17, BASE64],
  [0x18, utf16],
  [0x1b, BASE64],
  [0x7a, moment('time', true)],
  [0x7b, moment('datetime', true)],
  [0x7c, moment('date', true)],
  [0x7d, moment('time', false)],
  [0x7e, moment('datetime', false)],
  [0x7f, as(3, decodeDate)],
  [0x81, oldXsd],
  [0x82, oldXsd],
  [0x83, oldXsd],
  [0x84, bytesAs('hex')],
  [0x85, BASE64],
  [0x86, boolean('false', 'true')],
  [0x87, decimal],
  [0x88, (cursor) => String(cursor.bytes.readInt8(cursor.take(1)))],
  [0x89, (cursor) => String(cursor.bytes.readUInt16LE(cursor.take(2)))],
  [0x8a, (cursor) => String(cursor.bytes.readUInt32LE(cursor.take(4)))],
  [0x8b, (cursor) => String(cursor.bytes.readBigUInt64LE(cursor.take(8)))],
]);
