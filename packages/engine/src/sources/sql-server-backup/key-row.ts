import { mixWord } from '../../formats/mdf/key-image.js';
import { MOST_ROWS, PART, type PageKeys } from '../../formats/mdf/page-keys.js';

/** `words[2 * r]` and the next are the key of row r; `states[r]`: {@link PART}. */
export interface KeyColumn {
  readonly words: Uint32Array;
  readonly states: Uint8Array;
}

/** One key over the parts of {@link PageKeys}: gives the key of a row as two words. */
export class KeyRow {
  #own: KeyColumn | undefined;
  /** The key that {@link read} found. */
  readonly words = new Uint32Array(2);

  constructor(
    /** Numbers of its parts, that which counts most first. */
    readonly parts: readonly number[],
    /** For each part the number of its column in the key. */
    private readonly columns: readonly number[],
    /** Keys of two tables can be compared where this is the same. */
    readonly kind: string,
    /** The two words are the value itself, no hash. */
    readonly isNumber: boolean,
  ) {}

  columnOf(part: number): number {
    return this.columns[this.parts.indexOf(part)] ?? 0;
  }

  /** The keys of all rows of a page: two words and a state for each. They hold until the next page. */
  page(keys: PageKeys): KeyColumn {
    const [first] = this.parts;
    if (this.parts.length === 1 && first !== undefined)
      return { words: keys.words[first]!, states: keys.states[first]! };
    this.#own ??= { words: new Uint32Array(2 * MOST_ROWS), states: new Uint8Array(MOST_ROWS) };
    const { words, states } = this.#own;
    for (let r = 0; r < keys.count; r++) {
      states[r] = this.read(keys, r);
      words[2 * r] = this.words[0]!;
      words[2 * r + 1] = this.words[1]!;
    }
    return this.#own;
  }

  /** The table was read: lets go of what {@link page} gave. */
  end(): void {
    this.#own = undefined;
  }

  /** What the row has: {@link PART}; `null` where any column is NULL. */
  read(keys: PageKeys, r: number): number {
    const { parts, words } = this;
    let isNull = false;
    for (let i = 0; i < parts.length; i++) {
      const state = keys.states[parts[i]!]![r]!;
      if (state === PART.unknown) return PART.unknown;
      if (state === PART.null) isNull = true;
    }
    if (isNull) return PART.null;
    if (this.parts.length === 1) {
      const from = keys.words[parts[0]!]!;
      words[0] = from[2 * r]!;
      words[1] = from[2 * r + 1]!;
      return PART.value;
    }
    words[0] = 0;
    words[1] = 0;
    for (let i = 0; i < parts.length; i++) {
      const from = keys.words[parts[i]!]!;
      mixWord(words, 0, from[2 * r]!);
      mixWord(words, 0, from[2 * r + 1]!);
    }
    return PART.value;
  }
}
