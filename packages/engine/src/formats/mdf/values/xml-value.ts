import type { ValueDecoder } from '../stored-type.js';
import { codePageOf } from './code-page.js';
import { datetimeText, decodeDate, smalldatetimeText } from './date-time.js';
import { decodeMoney, decodeSmallmoney, magnitudeAt, scaledText } from './decimal.js';
import type { OnNote } from './note.js';
import { decodeBigint, decodeGuid, decodeInt, decodeSmallint, shortestReal } from './scalar.js';
import { damagedXml, type XmlCursor } from './xml-cursor.js';
import { moment, xsdDate, xsdDateTime, xsdTime } from './xml-date.js';

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

const MAX_DIGITS = 38;
const BEYOND_DIGITS = 10n ** 38n;

/**
 * mb32 length, u8 precision, u8 scale, u8 sign (1 = +), little-endian 32-bit words. xs:decimal goes without the zeros behind its last
 * decimal, the decimals of SQL keep them (the reader of .NET, MIT).
 */
const decimal =
  (isXsd: boolean): ValueText =>
  (cursor) => {
    const length = cursor.mb32();
    if (length < 7 || length > 19 || (length - 3) % 4 !== 0) throw damagedXml('a decimal of an impossible length');
    const from = cursor.take(length);
    const { bytes } = cursor;
    const scale = bytes[from + 1]!;
    const sign = bytes[from + 2]!;
    const magnitude = magnitudeAt(bytes, from + 3, from + length);
    if (bytes[from]! > MAX_DIGITS || scale > MAX_DIGITS || sign > 1 || magnitude >= BEYOND_DIGITS)
      throw damagedXml('a decimal out of range');
    const text = scaledText(sign === 1 ? magnitude : -magnitude, scale);
    return isXsd && text.includes('.') ? text.replace(/\.?0+$/, '') : text;
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

/** A float in the lexical form of xs:double, which has names for what a column cannot hold. */
const float =
  (length: 4 | 8): ValueText =>
  (cursor) => {
    const from = cursor.take(length);
    const value = length === 4 ? cursor.bytes.readFloatLE(from) : cursor.bytes.readDoubleLE(from);
    if (Number.isNaN(value)) return 'NaN';
    if (!Number.isFinite(value)) return value > 0 ? 'INF' : '-INF';
    return String(length === 4 ? shortestReal(value) : value);
  };

const BASE64 = bytesAs('base64');

/** Value tokens of text, which may come in several pieces. */
export const TEXT_TOKENS: ReadonlySet<number> = new Set([0x0d, 0x0e, 0x10, 0x11, 0x16, 0x18]);

/** Value tokens (MS-BINXML; 7A-7F since version 2). 8C, a qualified name, is read where the names are. */
export const VALUE_TOKENS: ReadonlyMap<number, ValueText> = new Map<number, ValueText>([
  [0x01, as(2, decodeSmallint)],
  [0x02, as(4, decodeInt)],
  [0x03, float(4)],
  [0x04, float(8)],
  [0x05, as(8, decodeMoney)],
  [0x06, boolean('0', '1')],
  [0x07, (cursor) => String(cursor.byte())],
  [0x08, as(8, decodeBigint)],
  [0x09, as(16, decodeGuid)],
  [0x0a, decimal(false)],
  [0x0b, decimal(false)],
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
  [0x81, xsdTime],
  [0x82, xsdDateTime],
  [0x83, xsdDate],
  [0x84, bytesAs('hex')],
  [0x85, BASE64],
  [0x86, boolean('false', 'true')],
  [0x87, decimal(true)],
  [0x88, (cursor) => String(cursor.bytes.readInt8(cursor.take(1)))],
  [0x89, (cursor) => String(cursor.bytes.readUInt16LE(cursor.take(2)))],
  [0x8a, (cursor) => String(cursor.bytes.readUInt32LE(cursor.take(4)))],
  [0x8b, (cursor) => String(cursor.bytes.readBigUInt64LE(cursor.take(8)))],
]);
