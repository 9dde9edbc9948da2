import { DecodeError, type ValueDecoder } from '../stored-type.js';
import { expectWithin, shortestReal } from './scalar.js';

/** A9 01, u16 dimensions, u32 0, then float32 (observed in published descriptions only). */
const HEAD = 8;
const MAGIC = 0x01a9;
const FLOAT32 = 0;

const damaged = (rule: string): DecodeError => new DecodeError('vector-invalid', rule);

/** vector(n) as the text of a JSON array of n numbers, each the shortest that gives back its float32. Throws DecodeError. */
export const decodeVector: ValueDecoder = (bytes, start, end) => {
  expectWithin(bytes, start, end);
  if (end - start < HEAD || bytes.readUInt16LE(start) !== MAGIC) throw damaged('a vector without its head');
  const count = bytes.readUInt16LE(start + 2);
  if (bytes.readUInt32LE(start + 4) !== FLOAT32) throw damaged('a vector of elements other than float32');
  if (end - start !== HEAD + count * 4) throw damaged('a vector of another length than its dimensions');
  const parts: string[] = [];
  for (let at = start + HEAD; at < end; at += 4) parts.push(floatText(bytes.readFloatLE(at)));
  return `[${parts.join(',')}]`;
};

function floatText(value: number): string {
  if (!Number.isFinite(value)) throw damaged('a vector element that is not a number');
  return String(shortestReal(value));
}
