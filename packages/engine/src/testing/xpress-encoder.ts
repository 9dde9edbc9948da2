/** Encoder of LZ77+Huffman blocks and writer of the compressed backups around them, for fixtures and property tests. */

const SYMBOLS = 512;
const END_OF_STREAM = 256;
const MAX_CODE_BITS = 15;
const MIN_MATCH = 3;
const MAX_DISTANCE = 65_535;
/** Candidates that are compared for a match: enough to compress well, few enough to be quick. */
const MAX_TRIES = 16;
const FIRST_RECORD_AT = 0x1e0;
const UNIT = 512;

export interface CompressOptions {
  /** Bytes of the stream in one chunk, at most 65,536, a multiple of 512. Default 65,536. */
  readonly chunkBytes?: number;
  /** Container version in the header. Default 2. */
  readonly version?: number;
  /** Where the first record stands. Default 0x1E0. */
  readonly firstRecordAt?: number;
  /** Writes a section index in front of the closing soft filemark. Default true. */
  readonly sectionIndex?: boolean;
}

/** A literal is its byte; a match is -1 with its length and distance beside it. */
interface Tokens {
  readonly symbols: number[];
  readonly lengths: number[];
  readonly distances: number[];
}

const highBit = (value: number): number => 31 - Math.clz32(value);

function tokenize(data: Uint8Array): Tokens {
  const tokens: Tokens = { symbols: [], lengths: [], distances: [] };
  const heads = new Int32Array(1 << 15).fill(-1);
  const before = new Int32Array(data.length);
  const keyAt = (at: number): number =>
    (Math.imul((data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!, 0x9e3779b1) >>> 17) & 0x7fff;
  const enter = (at: number): void => {
    if (at + MIN_MATCH > data.length) return;
    const key = keyAt(at);
    before[at] = heads[key]!;
    heads[key] = at;
  };
  for (let at = 0; at < data.length; ) {
    let bestLength = 0;
    let bestDistance = 0;
    if (at + MIN_MATCH <= data.length) {
      let candidate = heads[keyAt(at)]!;
      for (let tries = 0; tries < MAX_TRIES && candidate >= 0; tries++, candidate = before[candidate]!) {
        if (at - candidate > MAX_DISTANCE) break;
        let length = 0;
        while (at + length < data.length && data[candidate + length] === data[at + length]) length++;
        if (length > bestLength) {
          bestLength = length;
          bestDistance = at - candidate;
        }
      }
    }
    const isMatch = bestLength >= MIN_MATCH;
    tokens.lengths.push(isMatch ? bestLength : 1);
    tokens.distances.push(bestDistance);
    tokens.symbols.push(
      isMatch ? 256 + (highBit(bestDistance) << 4) + Math.min(bestLength - MIN_MATCH, 15) : data[at]!,
    );
    const end = at + (isMatch ? bestLength : 1);
    for (; at < end; at++) enter(at);
  }
  return tokens;
}

/** Code bits of each symbol, complete and at most 15: counts are flattened until the tree is shallow enough. */
function codeLengths(counts: readonly number[]): number[] {
  for (let flatten = 0; ; flatten++) {
    const nodes = counts.flatMap((count, symbol) =>
      count === 0 ? [] : [{ weight: (count >>> flatten) + 1, symbols: [symbol] }],
    );
    const lengths: number[] = new Array<number>(SYMBOLS).fill(0);
    nodes.sort((a, b) => a.weight - b.weight);
    while (nodes.length > 1) {
      const [first, second] = nodes.splice(0, 2) as [(typeof nodes)[0], (typeof nodes)[0]];
      const joined = { weight: first.weight + second.weight, symbols: [...first.symbols, ...second.symbols] };
      for (const symbol of joined.symbols) lengths[symbol]!++;
      const place = nodes.findIndex((node) => node.weight >= joined.weight);
      nodes.splice(place < 0 ? nodes.length : place, 0, joined);
    }
    if (Math.max(...lengths) <= MAX_CODE_BITS) return lengths;
  }
}

function canonicalCodes(lengths: readonly number[]): number[] {
  const codes: number[] = new Array<number>(SYMBOLS).fill(0);
  let code = 0;
  for (let bits = 1; bits <= MAX_CODE_BITS; bits++, code <<= 1) {
    for (let symbol = 0; symbol < SYMBOLS; symbol++) if (lengths[symbol] === bits) codes[symbol] = code++;
  }
  return codes;
}

/** Words of bits with bytes between them, as MS-XCA 2.1.4.3 interleaves them: two words are always reserved ahead. */
class BitWriter {
  readonly #bytes: Buffer;
  #at: number;
  #first: number;
  #second: number;
  #word = 0;
  #free = 16;

  constructor(capacity: number, start: number) {
    this.#bytes = Buffer.alloc(capacity);
    this.#first = start;
    this.#second = start + 2;
    this.#at = start + 4;
  }

  get bytes(): Buffer {
    return this.#bytes;
  }

  bits(value: number, count: number): void {
    if (this.#free >= count) {
      this.#free -= count;
      this.#word = (this.#word << count) | value;
      return;
    }
    const rest = count - this.#free;
    this.#bytes.writeUInt16LE(((this.#word << this.#free) | (value >>> rest)) & 0xffff, this.#first);
    this.#first = this.#second;
    this.#second = this.#at;
    this.#at += 2;
    this.#free = 16 - rest;
    this.#word = value & ((1 << rest) - 1);
  }

  byte(value: number): void {
    this.#bytes[this.#at++] = value;
  }

  end(): Buffer {
    this.#bytes.writeUInt16LE((this.#word << this.#free) & 0xffff, this.#first);
    this.#bytes.writeUInt16LE(0, this.#second);
    return this.#bytes.subarray(0, this.#at);
  }
}

/** One LZ77+Huffman block (MS-XCA 2.1.4) of at most 65,536 bytes, end of stream symbol included. */
export function encodeLz77Huffman(data: Uint8Array): Buffer {
  const tokens = tokenize(data);
  const counts: number[] = new Array<number>(SYMBOLS).fill(0);
  for (const symbol of tokens.symbols) counts[symbol]!++;
  counts[END_OF_STREAM]!++;
  // A code of one symbol would not be complete.
  if (counts.filter((count) => count > 0).length < 2) counts[0]!++;
  const lengths = codeLengths(counts);
  const codes = canonicalCodes(lengths);
  const writer = new BitWriter(256 + 16 + data.length * 4, 256);
  for (let pair = 0; pair < 256; pair++) writer.bytes[pair] = lengths[2 * pair]! | (lengths[2 * pair + 1]! << 4);
  tokens.symbols.forEach((symbol, index) => {
    writer.bits(codes[symbol]!, lengths[symbol]!);
    if (symbol < 256) return;
    const extra = tokens.lengths[index]! - MIN_MATCH - 15;
    if (extra >= 0) {
      writer.byte(Math.min(extra, 255));
      if (extra >= 255) {
        writer.byte((extra + 15) & 0xff);
        writer.byte((extra + 15) >>> 8);
      }
    }
    const distanceBits = (symbol - 256) >>> 4;
    writer.bits(tokens.distances[index]! - (1 << distanceBits), distanceBits);
  });
  writer.bits(codes[END_OF_STREAM]!, lengths[END_OF_STREAM]!);
  return writer.end();
}

/** The checksum that a container states of a chunk: c = rol(c, 1) xor word over the zero-padded payload. */
export function containerChecksum(payload: Uint8Array): number {
  const padded = Buffer.alloc(Math.ceil(payload.length / 4) * 4);
  padded.set(payload);
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = ((sum << 1) | (sum >>> 31)) ^ padded.readInt32LE(at);
  return sum >>> 0;
}

function chunkRecords(data: Uint8Array, checksumAt: number): Buffer[] {
  const payload = encodeLz77Huffman(data);
  if (payload.length > 0xffff) {
    const half = Math.ceil(data.length / 2 / UNIT) * UNIT;
    return [...chunkRecords(data.subarray(0, half), checksumAt), ...chunkRecords(data.subarray(half), checksumAt)];
  }
  const header = Buffer.alloc(checksumAt + 4);
  header[0] = 0x21;
  header[1] = data.length / UNIT;
  header.writeUInt16LE(payload.length, 2);
  header.writeUInt32LE(containerChecksum(payload), checksumAt);
  return [header, payload];
}

/** Stretches of the stream: the soft filemarks, which stay as they are, and what lies between them. */
function stretches(mtf: Buffer): { readonly raw: boolean; readonly start: number; readonly end: number }[] {
  const found: { raw: boolean; start: number; end: number }[] = [];
  let start = 0;
  let at = 0;
  const isBlock = mtf.length >= 52 && mtf.toString('latin1', 0, 4) === 'TAPE';
  while (isBlock && at + 52 <= mtf.length) {
    const first = mtf.readUInt16LE(at + 8);
    if (mtf.toString('latin1', at, at + 4) === 'SFMB') {
      if (at > start) found.push({ raw: false, start, end: at });
      const length = first === 0 ? 0x10000 : first;
      found.push({ raw: true, start: at, end: at + length });
      at += length;
      start = at;
      continue;
    }
    let stream = at + first;
    for (let id = ''; id !== 'SPAD' && stream + 22 <= mtf.length; ) {
      id = mtf.toString('latin1', stream, stream + 4);
      stream = (stream + 22 + Number(mtf.readBigUInt64LE(stream + 8)) + 3) & ~3;
    }
    at = stream;
  }
  if (start < mtf.length) found.push({ raw: false, start, end: mtf.length });
  return found;
}

/** Padding or index up to the next physical block; both need room for their headers. */
function filler(position: number, index: boolean, checksumAt: number): Buffer {
  const least = checksumAt + (index ? 16 : 0);
  const total = Math.ceil((position + least) / UNIT) * UNIT - position;
  const record = Buffer.alloc(total);
  record[0] = index ? 0x2c : 0x24;
  if (index) record.writeUInt32LE(total - checksumAt, checksumAt + 8);
  else record.writeUInt16LE(total - checksumAt, 2);
  return record;
}

/**
 * A compressed SQL Server backup of this MTF stream, or of any bytes whose length is a multiple of 512. Soft filemarks stay
 * uncompressed at physical blocks, as SQL Server leaves them.
 */
export function compressToContainer(mtf: Uint8Array, options: CompressOptions = {}): Buffer {
  if (mtf.length % UNIT !== 0) throw new RangeError('the length of the stream must be a multiple of 512');
  const { chunkBytes = 65_536, version = 2, sectionIndex = true, firstRecordAt = FIRST_RECORD_AT } = options;
  // Version 1 as a public note has it; no file of it is known.
  const checksumAt = version < 2 ? 4 : 24;
  const stream = Buffer.from(mtf.buffer, mtf.byteOffset, mtf.byteLength);
  const header = Buffer.alloc(firstRecordAt);
  header.write('MSSQLBAK', 0, 'latin1');
  header.writeUInt32LE(version, 8);
  header.writeUInt32LE(3, 12);
  const parts: Buffer[] = [header];
  let position = header.length;
  const write = (part: Buffer): void => {
    parts.push(part);
    position += part.length;
  };
  const pieces = stretches(stream);
  pieces.forEach((piece, index) => {
    if (piece.raw) {
      const closesData = index === pieces.length - 3;
      if (position % UNIT !== 0) write(filler(position, sectionIndex && closesData, checksumAt));
      write(stream.subarray(piece.start, piece.end));
      return;
    }
    for (let at = piece.start; at < piece.end; at += chunkBytes) {
      for (const part of chunkRecords(stream.subarray(at, Math.min(at + chunkBytes, piece.end)), checksumAt))
        write(part);
    }
  });
  return Buffer.concat(parts);
}
