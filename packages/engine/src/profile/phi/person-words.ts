import { foldWord } from '../name-words.js';
import { hashOfValue } from '../value-scan.js';

const BITS = 2 ** 24;

/**
 * The names and numbers that the source itself keeps of its people, as a Bloom filter of 2 MiB: a value that is one of them is told of no
 * column, wherever it stands. It may be wrong in calling something a name (1 in 200 with a million names), never in calling a name none.
 */
export class PersonWords {
  private readonly bits = new Uint8Array(BITS / 8);

  addName(value: string): void {
    for (const word of splitWords(value)) if (word.length > 2) this.set(hashOfValue(word));
  }

  addIdentifier(value: string): void {
    if (value.length >= 5) this.set(hashOfValue(`#${value}`));
  }

  /** True where every word is a person's, as far as is known, or the whole is a person's number. */
  tells(value: string): boolean {
    if (value.length >= 5 && this.has(hashOfValue(`#${value}`))) return true;
    const words = splitWords(value).filter((word) => word.length > 2);
    return words.length > 0 && words.length <= 5 && words.every((word) => this.has(hashOfValue(word)));
  }

  private set(hash: number): void {
    for (const at of places(hash)) this.bits[at >> 3]! |= 1 << (at & 7);
  }

  private has(hash: number): boolean {
    return places(hash).every((at) => (this.bits[at >> 3]! & (1 << (at & 7))) !== 0);
  }
}

const splitWords = (value: string): string[] =>
  foldWord(value)
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');

function places(hash: number): number[] {
  const low = hash % 2 ** 26;
  const high = Math.floor(hash / 2 ** 26);
  return [0, 1, 2, 3].map((i) => (low + i * high) % BITS);
}
