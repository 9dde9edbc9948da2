import { DecodeError } from '../mdf/stored-type.js';

/** Bytes of the table of code lengths in front of a block: 512 symbols, four bits each (MS-XCA 2.1.4.3). */
export const CODE_LENGTHS_BYTES = 256;

/** Largest output of one block (MS-XCA 2.2.4). */
export const MAX_BLOCK_BYTES = 65_536;

const SYMBOLS = 512;
const LITERALS = 256;
const MAX_CODE_BITS = 15;
const FULL_CODE_SPACE = 1 << MAX_CODE_BITS;
const MIN_MATCH = 3;
const LONG_MATCH = 15;
/** Codes of at most this many bits are found by one look into a table small enough for the first-level cache. */
const ROOT_BITS = 11;
const ROOT_SHIFT = MAX_CODE_BITS - ROOT_BITS;
/** The bit reader starts with two words. */
const FIRST_WORDS_BYTES = 4;
const END_OF_STREAM = 256;
/** Bytes that may follow the end of the stream. */
const PADDING_BYTES = 2;

const corrupt = (rule: string): DecodeError => new DecodeError('xpress-block', `LZ77+Huffman block: ${rule}`);

/**
 * Decodes blocks of LZ77+Huffman (MS-XCA 2.2.4), each with its own code table and nothing carried over. Tables are reused
 * between blocks, so an instance serves one caller at a time. Errors: {@link DecodeError} `xpress-block` for anything but a
 * block that gives exactly the bytes asked for and ends with its input.
 */
export class Lz77HuffmanDecoder {
  /** By the first {@link ROOT_BITS} bits: symbol << 4 | code bits. */
  readonly #root = new Uint16Array(1 << ROOT_BITS);
  /** Longer codes, which canonical order puts last, by the 15 bits less {@link #tailStart}. */
  readonly #tail = new Uint16Array(FULL_CODE_SPACE);
  readonly #next = new Int32Array(MAX_CODE_BITS + 1);
  #tailStart = 0;

  /** Decodes `input[start, end)` to `output[outputStart, outputStart + length)`. */
  decode(input: Uint8Array, start: number, end: number, output: Uint8Array, outputStart: number, length: number): void {
    if (end - start < CODE_LENGTHS_BYTES + FIRST_WORDS_BYTES || end > input.length) throw corrupt('too short');
    if (outputStart + length > output.length) throw corrupt('output larger than its buffer');
    this.#buildTables(input, start);
    const root = this.#root;
    const tail = this.#tail;
    const tailStart = this.#tailStart;
    const outputEnd = outputStart + length;
    let at = start + CODE_LENGTHS_BYTES;
    let out = outputStart;
    let bits = (input[at + 1]! << 24) | (input[at]! << 16) | (input[at + 3]! << 8) | input[at + 2]!;
    let spare = 16;
    at += 4;
    while (out < outputEnd) {
      const window = bits >>> 17;
      const entry = window < tailStart ? root[window >>> ROOT_SHIFT]! : tail[window - tailStart]!;
      const codeBits = entry & 15;
      bits <<= codeBits;
      spare -= codeBits;
      if (spare < 0) {
        if (at + 2 > end) throw corrupt('ends before its output is complete');
        bits |= (input[at]! | (input[at + 1]! << 8)) << -spare;
        spare += 16;
        at += 2;
      }
      const symbol = entry >>> 4;
      if (symbol < LITERALS) {
        output[out++] = symbol;
        continue;
      }
      let matchLength = symbol & 15;
      if (matchLength === LONG_MATCH) {
        // MS-XCA 2.2.4: one byte, then two, then four, each when the one before is full.
        if (at >= end) throw corrupt('ends inside a match length');
        const first = input[at++]!;
        if (first < 255) matchLength += first;
        else {
          if (at + 2 > end) throw corrupt('ends inside a match length');
          matchLength = input[at]! | (input[at + 1]! << 8);
          at += 2;
          if (matchLength === 0) throw corrupt('match longer than a block');
          if (matchLength < LONG_MATCH) throw corrupt('match length is not in its shortest form');
        }
      }
      matchLength += MIN_MATCH;
      const offsetBits = (symbol - LITERALS) >>> 4;
      const distance = ((bits >>> 1) >>> (31 - offsetBits)) + (1 << offsetBits);
      bits <<= offsetBits;
      spare -= offsetBits;
      if (spare < 0) {
        if (at + 2 > end) throw corrupt('ends before its output is complete');
        bits |= (input[at]! | (input[at + 1]! << 8)) << -spare;
        spare += 16;
        at += 2;
      }
      let from = out - distance;
      const copyEnd = out + matchLength;
      if (from < outputStart) throw corrupt('match starts before the block');
      if (copyEnd > outputEnd) throw corrupt('match ends after the block');
      if (matchLength >= 48 && distance >= matchLength) {
        output.copyWithin(out, from, from + matchLength);
        out = copyEnd;
      } else if (matchLength >= 48 && distance === 1) {
        output.fill(output[from]!, out, copyEnd);
        out = copyEnd;
      } else while (out < copyEnd) output[out++] = output[from++]!;
    }
    const window = bits >>> 17;
    const last = window < tailStart ? root[window >>> ROOT_SHIFT]! : tail[window - tailStart]!;
    // MS-XCA 2.2.4: the end of the stream has symbol 256; its code may reach into one more word.
    if (last >>> 4 !== END_OF_STREAM) throw corrupt('goes on after its output is complete');
    if (spare < (last & 15)) at += 2;
    if (at > end) throw corrupt('ends before its output is complete');
    if (end - at > PADDING_BYTES) throw corrupt('goes on after its output is complete');
  }

  /** True when the table of code lengths at `start` is a complete prefix code: the first sign of a block. */
  isCompleteCode(input: Uint8Array, start: number): boolean {
    if (start + CODE_LENGTHS_BYTES > input.length) return false;
    return this.#codeSpace(input, start) === FULL_CODE_SPACE;
  }

  /** Sum of the code space taken, in units of the longest code; leaves the first code of each length in `#next`. */
  #codeSpace(input: Uint8Array, start: number): number {
    const counts = this.#next.fill(0);
    for (let at = start; at < start + CODE_LENGTHS_BYTES; at++) {
      const pair = input[at]!;
      counts[pair & 15]!++;
      counts[pair >>> 4]!++;
    }
    counts[0] = 0;
    let space = 0;
    for (let codeBits = 1; codeBits <= MAX_CODE_BITS; codeBits++) {
      const taken = counts[codeBits]! << (MAX_CODE_BITS - codeBits);
      counts[codeBits] = space;
      if (codeBits === ROOT_BITS + 1) this.#tailStart = space;
      space += taken;
    }
    return space;
  }

  #buildTables(input: Uint8Array, start: number): void {
    // MS-XCA 2.2.4: a table that does not fill the code space exactly is not valid.
    if (this.#codeSpace(input, start) !== FULL_CODE_SPACE) throw corrupt('code table is not complete');
    const next = this.#next;
    for (let symbol = 0; symbol < SYMBOLS; symbol++) {
      const pair = input[start + (symbol >>> 1)]!;
      const codeBits = symbol & 1 ? pair >>> 4 : pair & 15;
      if (codeBits === 0) continue;
      const entry = (symbol << 4) | codeBits;
      const from = next[codeBits]!;
      const to = from + (1 << (MAX_CODE_BITS - codeBits));
      next[codeBits] = to;
      if (codeBits <= ROOT_BITS) this.#root.fill(entry, from >>> ROOT_SHIFT, to >>> ROOT_SHIFT);
      else this.#tail.fill(entry, from - this.#tailStart, to - this.#tailStart);
    }
  }
}
