/** Checksum of the payload of a chunk, zero-padded to 32-bit words: c = rol(c, 1) xor word, from 0 (observed, 473 of 473 chunks). */
export function chunkChecksum(bytes: Uint8Array, start: number, end: number): number {
  let sum = 0;
  let at = start;
  for (; at + 4 <= end; at += 4) {
    const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    sum = ((sum << 1) | (sum >>> 31)) ^ word;
  }
  if (at < end) {
    let word = 0;
    for (let shift = 0; at < end; at++, shift += 8) word |= bytes[at]! << shift;
    sum = ((sum << 1) | (sum >>> 31)) ^ word;
  }
  return sum >>> 0;
}

/**
 * Shortest length at which the payload from `start` has this checksum and `accept(length)` agrees; null for none up to
 * `end`. One pass: it tells how long a chunk is whose header lies about it.
 */
export function lengthByChecksum(
  bytes: Uint8Array,
  start: number,
  end: number,
  checksum: number,
  accept: (length: number) => boolean,
): number | null {
  const state = { sum: 0, word: 0, bits: 0 };
  for (let at = start; at < end; at++) {
    state.word |= bytes[at]! << state.bits;
    state.bits += 8;
    const sum = ((state.sum << 1) | (state.sum >>> 31)) ^ state.word;
    if (sum >>> 0 === checksum && accept(at + 1 - start)) return at + 1 - start;
    if (state.bits === 32) {
      state.sum = sum;
      state.word = 0;
      state.bits = 0;
    }
  }
  return null;
}
