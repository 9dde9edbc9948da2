// Encodes chunks that differ from one another in few bytes: matches are looked for once, and the bytes that change are written as literals.
import { encodeLz77Huffman } from '../packages/engine/dist/testing/xpress-encoder.js';

const MIN_MATCH = 3;
/** Matches reach back at most so far: pages that repeat whole must not make the container smaller than that of a real table. */
const REACH = 4096;
const highBit = (value) => 31 - Math.clz32(value);

/** LZ77+Huffman (MS-XCA 2.1.4) of chunks of one length. */
export class ChunkTemplate {
  #like = null;
  #changes;
  #program = null;

  constructor(length) {
    this.#changes = new Uint8Array(length);
  }

  /** The payload of a chunk; longer than 65,535 bytes where it does not compress. */
  encode(data) {
    if (this.#like === null) this.#like = Buffer.from(data);
    let different = 0;
    for (let i = 0; i < data.length; i++)
      if (data[i] !== this.#like[i] && this.#changes[i] === 0) {
        this.#changes[i] = 1;
        different++;
      }
    if (different > 4096) {
      // Another kind of chunk: maps, the catalog.
      this.#like = Buffer.from(data);
      this.#changes.fill(0);
      this.#program = null;
      return encodeLz77Huffman(data);
    }
    if (different > 0 || this.#program === null) this.#program = programOf(data, this.#changes);
    return write(this.#program, data);
  }
}

/** Tokens of the chunk and a complete code in which every literal has a place. */
function programOf(data, changes) {
  const places = [];
  const lengths = [];
  const distances = [];
  const last = new Map();
  const key = (at) => (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
  const counts = new Array(512).fill(0);
  counts.fill(1, 0, 256);
  counts[256] = 1;
  for (let at = 0; at < data.length; ) {
    let length = 0;
    let from = -1;
    if (at + MIN_MATCH <= data.length) {
      from = last.get(key(at)) ?? -1;
      if (from >= 0 && at - from <= REACH)
        while (
          at + length < data.length &&
          length < 200 &&
          !changes[at + length] &&
          !changes[from + length] &&
          data[at + length] === data[from + length]
        )
          length++;
    }
    if (length < MIN_MATCH) length = 1;
    places.push(at);
    lengths.push(length);
    distances.push(length === 1 ? 0 : at - from);
    counts[length === 1 ? data[at] : matchSymbol(length, at - from)]++;
    for (const end = at + length; at < end; at++) if (at + MIN_MATCH <= data.length) last.set(key(at), at);
  }
  const bits = codeLengths(counts);
  const codes = new Array(512).fill(0);
  for (let n = 1, code = 0; n <= 15; n++, code <<= 1)
    for (let symbol = 0; symbol < 512; symbol++) if (bits[symbol] === n) codes[symbol] = code++;
  return { places, lengths, distances, bits, codes };
}

const matchSymbol = (length, distance) => 256 + (highBit(distance) << 4) + Math.min(length - MIN_MATCH, 15);

/** Huffman code of at most 15 bits: counts are flattened until it is. */
function codeLengths(counts) {
  for (let flatten = 0; ; flatten++) {
    const nodes = counts.flatMap((count, s) => (count ? [{ weight: (count >> flatten) + 1, symbols: [s] }] : []));
    const lengths = new Array(512).fill(0);
    while (nodes.length > 1) {
      nodes.sort((a, b) => b.weight - a.weight);
      const [a, b] = [nodes.pop(), nodes.pop()];
      for (const s of a.symbols) lengths[s]++;
      for (const s of b.symbols) lengths[s]++;
      nodes.push({ weight: a.weight + b.weight, symbols: a.symbols.concat(b.symbols) });
    }
    if (Math.max(...lengths) <= 15) return lengths;
  }
}

const out = Buffer.alloc(1 << 19);

function write({ places, lengths, distances, bits, codes }, data) {
  for (let i = 0; i < 256; i++) out[i] = bits[2 * i] | (bits[2 * i + 1] << 4);
  let first = 256;
  let second = 258;
  let at = 260;
  let word = 0;
  let free = 16;
  const put = (value, count) => {
    if (free >= count) {
      free -= count;
      word = (word << count) | value;
      return;
    }
    const rest = count - free;
    out.writeUInt16LE(((word << free) | (value >>> rest)) & 0xffff, first);
    first = second;
    second = at;
    at += 2;
    free = 16 - rest;
    word = value & ((1 << rest) - 1);
  };
  for (let t = 0; t < places.length; t++) {
    const length = lengths[t];
    if (length === 1) {
      const literal = data[places[t]];
      put(codes[literal], bits[literal]);
      continue;
    }
    const distance = distances[t];
    const symbol = matchSymbol(length, distance);
    put(codes[symbol], bits[symbol]);
    if (length - MIN_MATCH >= 15) out[at++] = length - MIN_MATCH - 15;
    const count = highBit(distance);
    put(distance - (1 << count), count);
  }
  put(codes[256], bits[256]);
  out.writeUInt16LE((word << free) & 0xffff, first);
  out.writeUInt16LE(0, second);
  return Buffer.from(out.subarray(0, at));
}
