import { DecodeError, type ValueDecoder } from '../stored-type.js';

/** Throws DecodeError unless [start, end) has exactly `length` bytes and lies in the buffer. */
export function expectLength(bytes: Buffer, start: number, end: number, length: number): void {
  if (end - start !== length || start < 0 || end > bytes.length) {
    throw new DecodeError('value-length', `a value of ${end - start} bytes where its type has ${length}`);
  }
}

/** Throws DecodeError unless [start, end) lies in the buffer. */
export function expectWithin(bytes: Buffer, start: number, end: number): void {
  if (!(start >= 0 && start <= end && end <= bytes.length)) {
    throw new DecodeError('value-outside-bytes', 'a value that ends outside its bytes');
  }
}

/** V8 refuses longer strings (2^29 - 24 units). */
const MAX_UNITS = 0x1fff_ffe8;

/** Throws DecodeError unless [start, end) lies in the buffer and is short enough for one string of `unitBytes` a unit. */
export function expectText(bytes: Buffer, start: number, end: number, unitBytes: number): void {
  expectWithin(bytes, start, end);
  if (end - start > MAX_UNITS * unitBytes)
    throw new DecodeError('value-too-large', 'a text longer than any string can be');
}

export const decodeTinyint: ValueDecoder = (bytes, start, end) => {
  expectLength(bytes, start, end, 1);
  return bytes[start]!;
};

export const decodeSmallint: ValueDecoder = (bytes, start, end) => {
  expectLength(bytes, start, end, 2);
  return bytes.readInt16LE(start);
};

export const decodeInt: ValueDecoder = (bytes, start, end) => {
  expectLength(bytes, start, end, 4);
  return bytes.readInt32LE(start);
};

/** A number while it is exact, else a bigint. */
export const decodeBigint: ValueDecoder = (bytes, start, end) => {
  expectLength(bytes, start, end, 8);
  const high = bytes.readInt32LE(start + 4);
  // Below 2^52 on both sides the sum of the halves is exact.
  if (high >= -0x10_0000 && high < 0x10_0000) return high * 0x1_0000_0000 + bytes.readUInt32LE(start);
  const value = bytes.readBigInt64LE(start);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
};

/** The one-byte bit of a sql_variant or a default; a row packs its bits, and its reader unpacks them. */
export const decodeBit: ValueDecoder = (bytes, start, end) => {
  expectLength(bytes, start, end, 1);
  const byte = bytes[start]!;
  if (byte > 1) throw new DecodeError('value-out-of-range', 'a bit that is neither 0 nor 1');
  return byte === 1;
};

/** The exact double of a float32. */
export const decodeReal: ValueDecoder = (bytes, start, end) => {
  expectLength(bytes, start, end, 4);
  return shortestReal(finite(bytes.readFloatLE(start)));
};

/** 10^0 to 10^12: the product with a float32, whose significand has 24 bits, is exact (12 * log2(5) < 29). */
const POWERS_OF_TEN: readonly number[] = Object.freeze(Array.from({ length: 13 }, (_, n) => 10 ** n));
const MOST_DIGITS = 9;

/**
 * The number of fewest digits, at least six, that has the same float32: 0.2, and not 0.20000000298023224.
 * The float must be finite. Beyond 10^-7 and 10^6 it takes the long way, over text.
 */
export function shortestReal(value: number): number {
  const magnitude = Math.abs(value);
  // Zero keeps its sign.
  if (Number.isInteger(value) && magnitude < 1e6) return value;
  if (magnitude < 1e-7 || magnitude >= 1e6) return shortestByText(value);
  // Places after the point that give six digits.
  let places = 6;
  while (places > 0 && magnitude * POWERS_OF_TEN[places]! >= 1e6) places--;
  while (magnitude * POWERS_OF_TEN[places]! < 1e5) places++;
  for (let digits = 6; digits <= MOST_DIGITS; digits++, places++) {
    const power = POWERS_OF_TEN[places];
    if (power === undefined) return shortestByText(value);
    // Both are exact integers, so that the quotient is the number that the decimal text stands for.
    const shorter = Math.round(magnitude * power) / power;
    if (Math.fround(shorter) === magnitude) return value < 0 ? -shorter : shorter;
  }
  return value;
}

function shortestByText(value: number): number {
  for (let digits = 6; digits <= MOST_DIGITS; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return shorter;
  }
  return value;
}

export const decodeFloat: ValueDecoder = (bytes, start, end) => {
  expectLength(bytes, start, end, 8);
  return finite(bytes.readDoubleLE(start));
};

/** float and real hold neither infinities nor NaN (Transact-SQL reference, float and real). */
function finite(value: number): number {
  if (!Number.isFinite(value)) throw new DecodeError('value-out-of-range', 'a float that is not a number');
  return value;
}

/** ASCII of the two hexadecimal digits of each byte. */
const HEX = Buffer.from(
  Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0')).join(''),
  'latin1',
);
/** Where the digits of each byte stand: the first three groups are little-endian. */
const GUID_PLACES = Uint8Array.of(6, 4, 2, 0, 11, 9, 16, 14, 19, 21, 24, 26, 28, 30, 32, 34);
const guidText = Buffer.alloc(36, '-');

/** Lower case, first three groups little-endian (RFC 9562 text of a COM GUID). */
export const decodeGuid: ValueDecoder = (bytes, start, end) => {
  expectLength(bytes, start, end, 16);
  for (let i = 0; i < 16; i++) {
    const place = GUID_PLACES[i]!;
    const digits = bytes[start + i]! * 2;
    guidText[place] = HEX[digits]!;
    guidText[place + 1] = HEX[digits + 1]!;
  }
  return guidText.toString('latin1');
};

/** A copy: the page it came from may be reused. */
export const decodeBinary: ValueDecoder = (bytes, start, end) => {
  expectWithin(bytes, start, end);
  const copy = new Uint8Array(end - start);
  copy.set(bytes.subarray(start, end));
  return copy;
};

/** A copy of exactly `length` bytes. */
export function fixedBinaryDecoder(length: number): ValueDecoder {
  return (bytes, start, end) => {
    expectLength(bytes, start, end, length);
    return decodeBinary(bytes, start, end);
  };
}
