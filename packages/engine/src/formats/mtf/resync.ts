import type { ByteSource } from '../../base/byte-source.js';
import {
  BLOCK_ALIGNMENT,
  BLOCK_HEADER_BYTES,
  isPlausibleBlock,
  KNOWN_STREAMS,
  readStreamHeader,
  STREAM_HEADER_BYTES,
} from './block.js';

/** How far behind a damaged stream header the next one is looked for: padding is shorter. */
const STREAM_SEARCH_BYTES = 4096;
const BLOCK_SEARCH_BYTES = 1 << 20;

async function bufferOf(source: ByteSource, start: number, end: number): Promise<Buffer> {
  const read = await source.slice(start, Math.min(end, source.byteLength));
  return Buffer.from(read.buffer, read.byteOffset, read.byteLength);
}

/** The next stream header behind `at`, near by and in front of any block; null for none. */
export async function findNextStream(source: ByteSource, at: number): Promise<number | null> {
  const bytes = await bufferOf(source, at, at + STREAM_SEARCH_BYTES);
  for (let next = 4; next + STREAM_HEADER_BYTES <= bytes.length; next += 4) {
    const stream = readStreamHeader(bytes, next);
    if (stream !== null && KNOWN_STREAMS.has(stream.id)) return at + next;
    const mayBeBlock = (at + next) % BLOCK_ALIGNMENT === 0 && next + BLOCK_HEADER_BYTES <= bytes.length;
    if (mayBeBlock && isPlausibleBlock(bytes, next)) return null;
  }
  return null;
}

/** The next place behind `at` and before `limit` where a block begins beyond doubt; null for none. */
export async function findNextBlock(
  source: ByteSource,
  at: number,
  limit: number,
  signal?: AbortSignal,
): Promise<number | null> {
  let next = at - (at % BLOCK_ALIGNMENT) + BLOCK_ALIGNMENT;
  while (next + BLOCK_HEADER_BYTES <= source.byteLength && next <= limit) {
    signal?.throwIfAborted();
    const bytes = await bufferOf(source, next, next + BLOCK_SEARCH_BYTES);
    for (let offset = 0; offset + BLOCK_HEADER_BYTES <= bytes.length; offset += BLOCK_ALIGNMENT) {
      if (isPlausibleBlock(bytes, offset)) return next + offset;
    }
    if (bytes.length < BLOCK_SEARCH_BYTES) return null;
    next += BLOCK_SEARCH_BYTES;
  }
  return null;
}
