import { foldWord } from '../../terminology/words/fold-word.js';
import { hashOfValue } from '../value-scan.js';

const BITS = 2 ** 24;

/**
 * The names and numbers that the source itself keeps of its people, as a Bloom filter of 2 MiB: a value that is one of them is told of no
 * column, wherever it stands. It may be wrong in calling something a name (1 in 200 with a million names), never in calling a name none.
 */
export class PersonWords {
  private readonly bits = new Uint8Array(BITS / 8);

  /** `hash` is `hashOfValue(value)`, which the caller has at hand. */
  addName(value: string, hash: number): void {
    if (value.length > 2 && plainWord.test(value)) this.set(hash);
    else for (const word of splitWords(value)) if (word.length > 2) this.set(hashOfValue(word));
  }

  addIdentifier(value: string, hash: number): void {
    if (value.length >= 5) this.set(hash + IDENTIFIERS);
  }

  /** True where every word is a person's, as far as is known, or the whole is a person's number. */
  tells(value: string): boolean {
    if (value.length >= 5 && this.has(hashOfValue(value) + IDENTIFIERS)) return true;
    const words = splitWords(value).filter((word) => word.length > 2);
    return words.length > 0 && words.length <= 5 && words.every((word) => this.has(hashOfValue(word)));
  }

  private set(hash: number): void {
    for (let i = 0; i < 4; i++) {
      const at = place(hash, i);
      this.bits[at >> 3]! |= 1 << (at & 7);
    }
  }

  private has(hash: number): boolean {
    for (let i = 0; i < 4; i++) {
      const at = place(hash, i);
      if ((this.bits[at >> 3]! & (1 << (at & 7))) === 0) return false;
    }
    return true;
  }
}

const plainWord = /^[A-Za-z]+$/;
/** Keeps numbers apart from words of the same hash. */
const IDENTIFIERS = 2 ** 25 + 12_345;

const splitWords = (value: string): string[] =>
  foldWord(value)
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');

/** Four places in the bits, from two halves of the hash. */
const place = (hash: number, i: number): number => ((hash % 2 ** 26) + i * Math.floor(hash / 2 ** 26)) % BITS;
