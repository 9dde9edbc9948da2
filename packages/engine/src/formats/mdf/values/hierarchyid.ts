import { DecodeError, type ValueDecoder } from '../stored-type.js';
import type { OnNote } from './note.js';
import { decodeBinary, expectWithin } from './scalar.js';

interface Component {
  /** Bits from the first: `0` and `1` are fixed, `x` belong to the number, `T` ends it. */
  readonly bits: string;
  /** The number when all `x` are 0. */
  readonly base: number;
}

/** Component codes in the order of their prefixes (observed; published descriptions of the CLR type). No code is the start of another. */
export const COMPONENTS: readonly Component[] = Object.freeze([
  { bits: '01xxT', base: 0 },
  { bits: '100xxT', base: 4 },
  { bits: '101xxxT', base: 8 },
  { bits: '110xx0x1xxxT', base: 16 },
  { bits: '1110xxx0xxx0x1xxxT', base: 80 },
  { bits: '11110xxxxx0xxx0x1xxxT', base: 1104 },
  { bits: '111110xxxxxxxxxxxxxxxxxxx0xxxxxx0xxx0x1xxxT', base: 5200 },
  { bits: '111111xxxxxxxxxxxxxx0xxxxxxxxxxxxxxxxxxxxx0xxxxxx0xxx0x1xxxT', base: 4_294_972_496 },
  { bits: '00111xxxT', base: -8 },
  { bits: '0010xx0x1xxxT', base: -72 },
  { bits: '000110xxxxx0xxx0x1xxxT', base: -4168 },
  { bits: '000101xxxxxxxxxxxxxxxxxxx0xxxxxx0xxx0x1xxxT', base: -4_294_971_464 },
  { bits: '000100xxxxxxxxxxxxxx0xxxxxxxxxxxxxxxxxxxxx0xxxxxx0xxx0x1xxxT', base: -281_479_271_682_120 },
]);

/** Declared maximum of the type in bytes (Transact-SQL reference, hierarchyid). */
const MAX_LENGTH = 892;

/**
 * hierarchyid as `/1/2.5/`. A value with a component beyond the known codes is handed on as bytes with the note
 * `hierarchyid-as-bytes`. Throws DecodeError for one longer than the type allows.
 */
export function hierarchyidDecoder(onNote: OnNote): ValueDecoder {
  return (bytes, start, end) => {
    expectWithin(bytes, start, end);
    if (end - start > MAX_LENGTH) throw new DecodeError('hierarchyid-invalid', 'a hierarchyid longer than 892 bytes');
    const text = pathText(bytes, start, end);
    if (text !== null) return text;
    onNote('hierarchyid-as-bytes');
    return decodeBinary(bytes, start, end);
  };
}

function pathText(bytes: Buffer, start: number, end: number): string | null {
  const bitCount = (end - start) * 8;
  const bitAt = (bit: number): number => (bytes[start + (bit >>> 3)]! >>> (7 - (bit & 7))) & 1;
  let lastOne = bitCount - 1;
  while (lastOne >= 0 && bitAt(lastOne) === 0) lastOne--;
  // The last component ends with a 1; zeros after it fill its byte, never a byte of their own.
  if (bitCount - 1 - lastOne >= 8) return null;
  let text = '/';
  let at = 0;
  let open = false;
  while (at <= lastOne) {
    const found = componentAt(bitAt, at, bitCount);
    if (!found) return null;
    at += found.length;
    open = !found.isLast;
    text += open ? `${found.value - 1}.` : `${found.value}/`;
  }
  return open ? null : text;
}

interface Found {
  readonly value: number;
  readonly isLast: boolean;
  readonly length: number;
}

function componentAt(bitAt: (bit: number) => number, at: number, bitCount: number): Found | null {
  for (const { bits, base } of COMPONENTS) {
    if (at + bits.length > bitCount) continue;
    let value = 0;
    let isLast = false;
    let fits = true;
    for (let i = 0; i < bits.length && fits; i++) {
      const bit = bitAt(at + i);
      const rule = bits[i];
      if (rule === 'x') value = value * 2 + bit;
      else if (rule === 'T') isLast = bit === 1;
      else fits = bit === (rule === '1' ? 1 : 0);
    }
    if (fits) return { value: base + value, isLast, length: bits.length };
  }
  return null;
}
