import { DecodeError, type ValueDecoder } from '../stored-type.js';
import { decimalLength } from './column-type.js';
import { expectLength } from './scalar.js';

const MAX_PRECISION = 38;
const POWERS: readonly bigint[] = Object.freeze(Array.from({ length: MAX_PRECISION + 1 }, (_, n) => 10n ** BigInt(n)));

/** Digits of a magnitude with the point put `scale` digits from the right: `5`, 2 -> `0.05`. */
export function pointed(digits: string, scale: number): string {
  if (scale === 0) return digits;
  const whole = digits.length - scale;
  if (whole > 0) return `${digits.slice(0, whole)}.${digits.slice(whole)}`;
  return `0.${digits.padStart(scale, '0')}`;
}

/** Plain notation of `value / 10^scale`. */
export function scaledText(value: bigint, scale: number): string {
  return value < 0n ? `-${pointed(String(-value), scale)}` : pointed(String(value), scale);
}

/** `value / 10^scale` for an exact integer. */
export function scaledNumberText(value: number, scale: number): string {
  return value < 0 ? `-${pointed(String(-value), scale)}` : pointed(String(value), scale);
}

/** Throws DecodeError for a precision outside 1-38 or a scale outside 0-precision. */
export function checkDecimalFacets(precision: number, scale: number): void {
  const fits = Number.isInteger(precision) && precision >= 1 && precision <= MAX_PRECISION;
  if (!fits || !Number.isInteger(scale) || scale < 0 || scale > precision) {
    throw new DecodeError('type-invalid', 'a decimal precision or scale out of range');
  }
}

/**
 * decimal(precision, scale): sign byte (1 = +, 0 = -), then the little-endian magnitude in 4, 8, 12 or 16 bytes.
 * Text with `scale` digits after the point. Throws DecodeError for another sign or a magnitude beyond the precision.
 */
export function decimalDecoder(precision: number, scale: number): ValueDecoder {
  checkDecimalFacets(precision, scale);
  const length = decimalLength(precision);
  const limit = precision <= 15 ? 10 ** precision : Number.POSITIVE_INFINITY;
  return (bytes, start, end) => {
    expectLength(bytes, start, end, length);
    const sign = bytes[start]!;
    if (sign > 1) throw new DecodeError('value-out-of-range', 'a decimal whose sign is neither + nor -');
    const low = bytes.readUInt32LE(start + 1);
    const high = length > 5 ? bytes.readUInt32LE(start + 5) : 0;
    if (high < 0x20_0000 && (length <= 9 || isZero(bytes, start + 9, end))) {
      const magnitude = high * 0x1_0000_0000 + low;
      if (magnitude >= limit) throw beyondPrecision();
      const text = pointed(String(magnitude), scale);
      return sign === 0 && magnitude !== 0 ? `-${text}` : text;
    }
    const magnitude = magnitudeAt(bytes, start + 1, end);
    if (magnitude >= POWERS[precision]!) throw beyondPrecision();
    const text = pointed(String(magnitude), scale);
    return sign === 0 ? `-${text}` : text;
  };
}

const beyondPrecision = (): DecodeError => new DecodeError('value-out-of-range', 'a decimal beyond its precision');

function isZero(bytes: Buffer, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] !== 0) return false;
  return true;
}

/** Little-endian unsigned integer of whole 32-bit words in [start, end). */
export function magnitudeAt(bytes: Buffer, start: number, end: number): bigint {
  let value = 0n;
  for (let at = end - 4; at >= start; at -= 4) value = (value << 32n) | BigInt(bytes.readUInt32LE(at));
  return value;
}

/** money is a 64-bit, smallmoney a 32-bit count of 1/10000. */
const MONEY_SCALE = 4;

export const decodeMoney: ValueDecoder = (bytes, start, end) => {
  expectLength(bytes, start, end, 8);
  const high = bytes.readInt32LE(start + 4);
  if (high >= -0x10_0000 && high < 0x10_0000) {
    return scaledNumberText(high * 0x1_0000_0000 + bytes.readUInt32LE(start), MONEY_SCALE);
  }
  return scaledText(bytes.readBigInt64LE(start), MONEY_SCALE);
};

export const decodeSmallmoney: ValueDecoder = (bytes, start, end) => {
  expectLength(bytes, start, end, 4);
  return scaledNumberText(bytes.readInt32LE(start), MONEY_SCALE);
};
