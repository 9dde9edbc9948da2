import { nextPage, type PageAddress, previousPage } from './page.js';

/** Pages whose ends are kept: 8 GB of one partition; they take 64 bytes each. */
export const MOST_LEAVES = 1 << 20;
const CHUNK = 1 << 12;
/** Words of a leaf: itself, the one before and the next, with their files, rows, and the keys of its first and its last row. */
const WORDS = 16;
const AT = { page: 0, before: 1, next: 2, files: 3, nextFile: 4, rows: 5, first: 6, last: 11 } as const;

/** The key of a row as five words: the image of its first column, whether it has one, and a hash of the whole. */
export const END_WORDS = 5;

export interface LeafSeams {
  /** Links between leaves that were followed, and those that lead nowhere or are not returned. */
  readonly links: number;
  readonly broken: number;
  /** Leaves that were not kept because there are too many. */
  readonly unchecked: number;
}

/**
 * The leaves of a clustered index as they come, in any order, so that afterwards the last row of each can be held against the first of
 * the next one. Memory is bounded: {@link MOST_LEAVES}.
 */
export class LeafChain {
  readonly #chunks: Uint32Array[] = [];
  #count = 0;
  #unchecked = 0;

  /** `first` and `last`: {@link END_WORDS} words each; of a leaf without rows they are not looked at. */
  add(page: Buffer, address: PageAddress, rows: number, first: Uint32Array, last: Uint32Array): void {
    if (this.#count >= MOST_LEAVES) {
      this.#unchecked++;
      return;
    }
    if (this.#count % CHUNK === 0) this.#chunks.push(new Uint32Array(CHUNK * WORDS));
    const chunk = this.#chunks.at(-1)!;
    const at = (this.#count % CHUNK) * WORDS;
    const before = previousPage(page);
    const next = nextPage(page);
    chunk[at + AT.page] = address.page;
    chunk[at + AT.before] = before.page;
    chunk[at + AT.next] = next.page;
    chunk[at + AT.files] = address.file | (before.file << 16);
    chunk[at + AT.nextFile] = next.file;
    chunk[at + AT.rows] = rows;
    if (rows > 0) {
      chunk.set(first, at + AT.first);
      chunk.set(last, at + AT.last);
    }
    this.#count++;
  }

  /** Follows every link; `onSeam` is given the last row of a leaf and the first of the next one, where both have rows. */
  follow(onSeam: (last: Uint32Array, first: Uint32Array) => void): LeafSeams {
    const places = this.#places();
    let links = 0;
    let broken = 0;
    let heads = 0;
    for (let i = 0; i < this.#count; i++) {
      const [chunk, at] = this.#leaf(i);
      if (chunk[at + AT.before] === 0) heads++;
      const page = chunk[at + AT.next]!;
      if (page === 0) continue;
      links++;
      const next = this.#find(places, chunk[at + AT.nextFile]!, page);
      // With too many leaves the next one may be among those that were not kept.
      if (next < 0 && this.#unchecked > 0) continue;
      if (next < 0) {
        broken++;
        continue;
      }
      const [other, there] = this.#leaf(next);
      const files = chunk[at + AT.files]! & 0xffff;
      if (other[there + AT.before] !== chunk[at + AT.page] || other[there + AT.files]! >>> 16 !== files) broken++;
      else if (chunk[at + AT.rows]! > 0 && other[there + AT.rows]! > 0)
        onSeam(ends(chunk, at + AT.last), ends(other, there + AT.first));
    }
    // A leaf that none leads to is not one of the index.
    if (this.#unchecked === 0 && heads > 1) broken += heads - 1;
    return { links, broken, unchecked: this.#unchecked };
  }

  #leaf(i: number): [chunk: Uint32Array, at: number] {
    return [this.#chunks[Math.floor(i / CHUNK)]!, (i % CHUNK) * WORDS];
  }

  /** Leaves by their address: open addressing, the number of a leaf and 1. */
  #places(): Int32Array {
    const places = new Int32Array(2 ** Math.ceil(Math.log2(2 * this.#count + 2)));
    const mask = places.length - 1;
    for (let i = 0; i < this.#count; i++) {
      const [chunk, at] = this.#leaf(i);
      let place = placeOf(chunk[at + AT.files]! & 0xffff, chunk[at + AT.page]!) & mask;
      while (places[place] !== 0) place = (place + 1) & mask;
      places[place] = i + 1;
    }
    return places;
  }

  #find(places: Int32Array, file: number, page: number): number {
    const mask = places.length - 1;
    for (let place = placeOf(file, page) & mask; places[place] !== 0; place = (place + 1) & mask) {
      const i = places[place]! - 1;
      const [chunk, at] = this.#leaf(i);
      if (chunk[at + AT.page] === page && (chunk[at + AT.files]! & 0xffff) === file) return i;
    }
    return -1;
  }
}

const placeOf = (file: number, page: number): number => Math.imul(page ^ (file << 24), 0x9e3779b1) >>> 5;
const ends = (chunk: Uint32Array, at: number): Uint32Array => chunk.subarray(at, at + END_WORDS);
