import type { StoredType } from '../stored-type.js';
import { DAY_1900, dayText, LAST_DAY, MINUTES_A_DAY } from './calendar.js';
import { decimalLength, timeLength, XType } from './column-type.js';

/**
 * Writes the text of a value at `to[at]` and gives the place behind it, where that text is plain ASCII of at most {@link MOST_ASCII}
 * characters and nothing is to be noted of it; else -1, and the decoder of the column has the say. It never throws.
 * Strings made one by one cost more than their values; those of a column can be made together.
 */
export type AsciiWriter = (bytes: Buffer, start: number, end: number, to: Uint8Array, at: number) => number;

/** Above it a string of its own costs less than copying it byte by byte (measured). */
export const MOST_ASCII = 40;

const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const COLON = 0x3a;
const T = 0x54;

/** The writer for values of a type in uncompressed form; null where there is none. */
export function asciiWriter({ xtype, precision, scale }: StoredType): AsciiWriter | null {
  switch (xtype) {
    case XType.char:
    case XType.varchar:
      return writeBytes;
    case XType.nchar:
    case XType.nvarchar:
      return writeUnits;
    case XType.guid:
      return writeGuid;
    case XType.datetime:
      return writeDatetime;
    case XType.smalldatetime:
      return writeSmalldatetime;
    case XType.datetime2:
      return datetime2Writer(scale);
    case XType.decimal:
    case XType.numeric:
      return decimalWriter(precision, scale);
    case XType.money:
      return writeMoney;
    default:
      return null;
  }
}

/** Every code page, and UTF-8, has ASCII in its place; what is as short is never cipher text. */
const writeBytes: AsciiWriter = (bytes, start, end, to, at) => {
  if (end - start > MOST_ASCII || start < 0 || end > bytes.length) return -1;
  let all = 0;
  let out = at;
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    all |= byte;
    to[out++] = byte;
  }
  return all < 0x80 ? out : -1;
};

const writeUnits: AsciiWriter = (bytes, start, end, to, at) => {
  if (end - start > 2 * MOST_ASCII || ((end - start) & 1) !== 0 || start < 0 || end > bytes.length) return -1;
  let low = 0;
  let high = 0;
  let out = at;
  for (let i = start; i < end; i += 2) {
    const byte = bytes[i]!;
    low |= byte;
    high |= bytes[i + 1]!;
    to[out++] = byte;
  }
  return low < 0x80 && high === 0 ? out : -1;
};

const isWhole = (bytes: Buffer, start: number, end: number, length: number): boolean =>
  end - start === length && start >= 0 && end <= bytes.length;

const HEX = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
/** Where the digits of each byte stand: the first three groups are little-endian. */
const GUID_PLACES = Uint8Array.of(6, 4, 2, 0, 11, 9, 16, 14, 19, 21, 24, 26, 28, 30, 32, 34);

const writeGuid: AsciiWriter = (bytes, start, end, to, at) => {
  if (!isWhole(bytes, start, end, 16)) return -1;
  to[at + 8] = to[at + 13] = to[at + 18] = to[at + 23] = MINUS;
  for (let i = 0; i < 16; i++) {
    const byte = bytes[start + i]!;
    const out = at + GUID_PLACES[i]!;
    to[out] = HEX[byte >> 4]!;
    to[out + 1] = HEX[byte & 15]!;
  }
  return at + 36;
};

function writeTwo(value: number, to: Uint8Array, at: number): void {
  const tens = (value * 205) >> 11; // a tenth, exact below 1,029
  to[at] = ZERO + tens;
  to[at + 1] = ZERO + value - 10 * tens;
}

// Columns repeat their days, see dayText.
const SLOTS = 4096;
const DAY_LENGTH = 10;
const cachedDays = new Int32Array(SLOTS).fill(-1);
const cachedBytes = new Uint8Array(SLOTS * DAY_LENGTH);

/** `YYYY-MM-DD` and a T of a day in 0 to LAST_DAY, counted from 0001-01-01. */
function writeDay(day: number, to: Uint8Array, at: number): number {
  const slot = day & (SLOTS - 1);
  const from = slot * DAY_LENGTH;
  if (cachedDays[slot] !== day) {
    cachedBytes.set(Buffer.from(dayText(day), 'latin1'), from);
    cachedDays[slot] = day;
  }
  for (let i = 0; i < DAY_LENGTH; i++) to[at + i] = cachedBytes[from + i]!;
  to[at + DAY_LENGTH] = T;
  return at + DAY_LENGTH + 1;
}

/** `HH:MM:SS` of a second of the day. */
function writeSecond(second: number, to: Uint8Array, at: number): number {
  const minutes = (second / 60) | 0;
  const hours = (minutes / 60) | 0;
  writeTwo(hours, to, at);
  to[at + 2] = COLON;
  writeTwo(minutes - 60 * hours, to, at + 3);
  to[at + 5] = COLON;
  writeTwo(second - 60 * minutes, to, at + 6);
  return at + 8;
}

/** A point and `digits` digits of a fraction below 10^digits; nothing for none. */
function writeFraction(fraction: number, digits: number, to: Uint8Array, at: number): number {
  if (digits === 0) return at;
  to[at] = POINT;
  let rest = fraction;
  for (let i = at + digits; i > at; i--) {
    const tenth = (rest / 10) | 0;
    to[i] = ZERO + rest - 10 * tenth;
    rest = tenth;
  }
  return at + digits + 1;
}

/** datetime counts 1/300 s; 1753-01-01 as days since 1900-01-01. */
const TICKS_A_SECOND = 300;
const FIRST_DATETIME_DAY = -53_690;

const writeDatetime: AsciiWriter = (bytes, start, end, to, at) => {
  if (!isWhole(bytes, start, end, 8)) return -1;
  const ticks = bytes.readUInt32LE(start);
  const days = bytes.readInt32LE(start + 4);
  if (ticks >= TICKS_A_SECOND * 86_400 || days < FIRST_DATETIME_DAY || days > LAST_DAY - DAY_1900) return -1;
  const second = Math.floor(ticks / TICKS_A_SECOND);
  const out = writeSecond(second, to, writeDay(days + DAY_1900, to, at));
  return writeFraction(Math.round(((ticks - second * TICKS_A_SECOND) * 10) / 3), 3, to, out);
};

const writeSmalldatetime: AsciiWriter = (bytes, start, end, to, at) => {
  if (!isWhole(bytes, start, end, 4)) return -1;
  const minutes = bytes.readUInt16LE(start);
  if (minutes >= MINUTES_A_DAY) return -1;
  return writeSecond(60 * minutes, to, writeDay(bytes.readUInt16LE(start + 2) + DAY_1900, to, at));
};

function datetime2Writer(scale: number): AsciiWriter | null {
  if (!Number.isInteger(scale) || scale < 0 || scale > 7) return null;
  const length = timeLength(scale);
  const unit = 10 ** scale;
  return (bytes, start, end, to, at) => {
    if (!isWhole(bytes, start, end, length + 3)) return -1;
    const units = bytes.readUIntLE(start, length);
    const day = bytes[end - 3]! | (bytes[end - 2]! << 8) | (bytes[end - 1]! << 16);
    if (units >= unit * 86_400 || day > LAST_DAY) return -1;
    const second = Math.floor(units / unit);
    return writeFraction(units - second * unit, scale, to, writeSecond(second, to, writeDay(day, to, at)));
  };
}

/** Digits of a number gather here from the last to the first. */
const backwards = new Uint8Array(MOST_ASCII);

/** `magnitude / 10^scale` in plain notation; an integer below 2^53, and a scale of at most 38. */
function writeScaled(magnitude: number, isNegative: boolean, scale: number, to: Uint8Array, at: number): number {
  let high = Math.floor(magnitude / 1e8);
  let low = magnitude - high * 1e8;
  // The quotient may have been rounded up to the next integer.
  if (low < 0) {
    high--;
    low += 1e8;
  }
  let first = MOST_ASCII;
  let left = 8;
  let places = scale;
  let rest = low;
  for (let isFirst = true; isFirst || rest > 0 || high > 0 || places >= 0; isFirst = false) {
    if (left === 0) {
      rest = high;
      high = 0;
      left = 16;
    }
    if (places === 0 && !isFirst) backwards[--first] = POINT;
    places--;
    const tenth = (rest / 10) | 0;
    backwards[--first] = ZERO + rest - 10 * tenth;
    rest = tenth;
    left--;
  }
  let out = at;
  if (isNegative && magnitude > 0) to[out++] = MINUS;
  while (first < MOST_ASCII) to[out++] = backwards[first++]!;
  return out;
}

function decimalWriter(precision: number, scale: number): AsciiWriter | null {
  const isPlain = Number.isInteger(precision) && precision >= 1 && precision <= 28 && scale >= 0 && scale <= precision;
  if (!isPlain) return null;
  const length = decimalLength(precision);
  const limit = precision <= 15 ? 10 ** precision : Number.POSITIVE_INFINITY;
  return (bytes, start, end, to, at) => {
    if (!isWhole(bytes, start, end, length)) return -1;
    const sign = bytes[start]!;
    const high = length > 5 ? bytes.readUInt32LE(start + 5) : 0;
    if (sign > 1 || high >= 0x20_0000) return -1;
    for (let i = start + 9; i < end; i++) if (bytes[i] !== 0) return -1;
    const magnitude = high * 0x1_0000_0000 + bytes.readUInt32LE(start + 1);
    return magnitude < limit ? writeScaled(magnitude, sign === 0, scale, to, at) : -1;
  };
}

const writeMoney: AsciiWriter = (bytes, start, end, to, at) => {
  if (!isWhole(bytes, start, end, 8)) return -1;
  const high = bytes.readInt32LE(start + 4);
  if (high < -0x10_0000 || high >= 0x10_0000) return -1;
  const value = high * 0x1_0000_0000 + bytes.readUInt32LE(start);
  return writeScaled(Math.abs(value), value < 0, 4, to, at);
};
