import { DecodeError, type ValueDecoder } from '../stored-type.js';
import { expectWithin, shortestReal } from './scalar.js';

/** A9 01, u16 dimensions, u8 element type, 3 bytes 0, the elements (published descriptions only; types: ODBC reference, vector). */
const HEAD = 8;
const MAGIC = 0x01a9;
const FLOAT32 = 0;
const FLOAT16 = 1;

const damaged = (rule: string): DecodeError => new DecodeError('vector-invalid', rule);

/** vector(n) as the text of a JSON array of n numbers, each the shortest that gives back its float. Throws DecodeError. */
export const decodeVector: ValueDecoder = (bytes, start, end) => {
  expectWithin(bytes, start, end);
  if (end - start < HEAD || bytes.readUInt16LE(start) !== MAGIC) throw damaged('a vector without its head');
  const count = bytes.readUInt16LE(start + 2);
  const type = bytes.readUInt32LE(start + 4);
  if (type !== FLOAT32 && type !== FLOAT16) throw damaged('a vector of elements other than float32 and float16');
  const size = type === FLOAT32 ? 4 : 2;
  if (end - start !== HEAD + count * size) throw damaged('a vector of another length than its dimensions');
  const parts: string[] = [];
  for (let at = start + HEAD; at < end; at += size)
    parts.push(
      type === FLOAT32
        ? text(shortestReal(finite(bytes.readFloatLE(at))))
        : text(shortestHalf(finite(halfOf(bytes.readUInt16LE(at))))),
    );
  return `[${parts.join(',')}]`;
};

const text = (value: number): string => String(value);

function finite(value: number): number {
  if (!Number.isFinite(value)) throw damaged('a vector element that is not a number');
  return value;
}

/** IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction. */
function halfOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

/** The number of fewest digits that no other half is nearer to. */
function shortestHalf(value: number): number {
  const magnitude = Math.abs(value);
  // Half the way to the next half; below a power of two they stand twice as close.
  const exponent = Math.max(magnitude === 0 ? -14 : Math.floor(Math.log2(magnitude)), -14);
  const reach = 2 ** (exponent - 11);
  const down = magnitude === 2 ** exponent && exponent > -14 ? reach / 2 : reach;
  for (let digits = 1; digits <= 5; digits++) {
    const shorter = Number(value.toPrecision(digits));
    const distance = Math.abs(shorter) - magnitude;
    if (distance < reach && -distance < down) return shorter;
  }
  return value;
}
