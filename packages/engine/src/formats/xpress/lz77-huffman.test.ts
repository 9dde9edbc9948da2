import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeLz77Huffman } from '../../testing/xpress-encoder.js';
import { DecodeError } from '../mdf/stored-type.js';
import { Lz77HuffmanDecoder } from './lz77-huffman.js';

const decoder = new Lz77HuffmanDecoder();

function decode(payload: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  decoder.decode(payload, 0, payload.length, output, 0, length);
  return output;
}

/** Bytes in which pieces come again near and far, as in pages. */
const repetitive = fc
  .tuple(
    fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 6 }),
    fc.array(fc.nat(5), { minLength: 1, maxLength: 400 }),
  )
  .map(([pieces, order]) => Buffer.concat(order.map((n) => pieces[n % pieces.length]!)));

describe('LZ77+Huffman blocks', () => {
  it('decodes what the encoder wrote', () => {
    fc.assert(
      fc.property(fc.oneof(repetitive, fc.uint8Array({ minLength: 1, maxLength: 3000 })), (data) => {
        expect(Buffer.from(decode(encodeLz77Huffman(data), data.length)).equals(Buffer.from(data))).toBe(true);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it('decodes blocks of 64 KiB: zeros, long matches, incompressible bytes', () => {
    const noise = Buffer.alloc(65_536);
    for (let at = 0, state = 7; at < noise.length; at++) {
      state = Math.imul(state, 1_103_515_245) + 12_345;
      noise[at] = state >>> 16;
    }
    const far = Buffer.concat([noise.subarray(0, 32_768), noise.subarray(0, 32_768)]);
    for (const data of [Buffer.alloc(65_536), far, noise.subarray(0, 60_000)]) {
      expect(Buffer.from(decode(encodeLz77Huffman(data), data.length)).equals(data)).toBe(true);
    }
  });

  it('reads the worked example of MS-XCA 3.2', () => {
    // "abcdefghijklmnopqrstuvwxyz": 26 literals and the end of the stream, code bits 4 and 5.
    const table = Buffer.alloc(256);
    table.fill(0x55, 0x31, 0x3b);
    table[0x30] = 0x50;
    table[0x3b] = 0x45;
    table[0x3c] = 0x44;
    table[0x3d] = 0x04;
    table[0x80] = 0x04;
    const data = Buffer.from('d8523ed794115be9195ff9d67cdf8d0400000000', 'hex');
    const text = Buffer.from('abcdefghijklmnopqrstuvwxyz');
    expect(decoder.isCompleteCode(table, 0)).toBe(true);
    expect(Buffer.from(decode(Buffer.concat([table, data]), 26)).toString('latin1')).toBe(text.toString('latin1'));
  });

  it('refuses an incomplete code table, a match before the block and the wrong length of input', () => {
    const payload = encodeLz77Huffman(Buffer.from('one two one two one two one two'));
    const length = 31;
    const incomplete = Buffer.from(payload);
    incomplete.fill(0, 0, 64);
    for (const [bytes, wanted] of [
      [incomplete, length],
      [payload.subarray(0, payload.length - 3), length],
      [payload.subarray(0, 200), length],
      [Buffer.concat([payload, Buffer.alloc(8)]), length],
      [payload, length - 8],
      [payload, length + 8],
    ] as const) {
      expect(() => decode(bytes, wanted)).toThrow(DecodeError);
    }
    // A block of one match has nothing to copy from.
    const table = Buffer.alloc(256);
    table[0] = 0x10;
    table[0x80] = 0x01;
    expect(() => decode(Buffer.concat([table, Buffer.from([0, 0x80, 0, 0, 0, 0])]), 3)).toThrow(/before the block/);
  });

  it('ends in the right bytes or a DecodeError whatever is flipped', () => {
    const payload = encodeLz77Huffman(Buffer.from('patient chart patient chart, chart of a patient'.repeat(20)));
    fc.assert(
      fc.property(fc.nat(payload.length * 8 - 1), fc.nat(payload.length * 8 - 1), (first, second) => {
        const bytes = Buffer.from(payload);
        for (const bit of [first, second]) bytes[bit >>> 3]! ^= 1 << (bit & 7);
        try {
          decode(bytes, 940);
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
        }
      }),
      { numRuns: 500, seed: 2 },
    );
  });
});
