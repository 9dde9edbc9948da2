import type { DatabaseForeignKey } from '../../formats/mdf/database-keys.js';
import { PART, type PageKeys } from '../../formats/mdf/page-keys.js';
import type { KeyRow } from './key-row.js';
import { type KeyBudget, KeySet } from './key-set.js';

/** Rows of a unique key that is not the clustered one: each key is remembered while its table is read. */
export class UniqueRows {
  checked = 0;
  repeated = 0;
  /** Rows for whose keys there was no room, or whose keys cannot be seen. */
  unchecked = 0;
  readonly #set: KeySet;

  constructor(
    private readonly key: KeyRow,
    budget: KeyBudget,
  ) {
    this.#set = new KeySet(budget, key.isNumber);
  }

  page(keys: PageKeys): void {
    const set = this.#set;
    const { words, states } = this.key.page(keys);
    for (let r = 0; r < keys.count; r++) {
      const state = states[r]!;
      if (state === PART.null) continue;
      const isNew = state === PART.value && set.add(words[2 * r]!, words[2 * r + 1]!);
      if (state !== PART.value || set.isFull) this.unchecked++;
      else {
        this.checked++;
        if (!isNew) this.repeated++;
      }
    }
  }

  end(): void {
    this.key.end();
    this.#set.clear();
  }
}

/** The keys of a table that foreign keys of others refer to. */
export class ParentKeys {
  /** Set once the table was read. */
  isRead = false;
  /** False while a key that is not in the set may be in the table all the same. */
  isWhole = true;
  /** Pages in which damage cannot be told by a checksum. */
  unproven = 0;
  #set: KeySet | null = null;
  #key: KeyRow | null = null;

  constructor(
    readonly columns: readonly string[],
    private readonly budget: KeyBudget,
  ) {}

  get kind(): string | null {
    return this.#key?.kind ?? null;
  }

  /** How the key is read; null where it cannot be. */
  from(key: KeyRow | null): void {
    this.#key = key;
    this.#set = key === null ? null : new KeySet(this.budget, key.isNumber);
  }

  page(keys: PageKeys): void {
    const key = this.#key;
    const set = this.#set;
    if (key === null || set === null || set.isFull) return;
    const { words, states } = key.page(keys);
    for (let r = 0; r < keys.count; r++) {
      const state = states[r]!;
      if (state === PART.value) set.add(words[2 * r]!, words[2 * r + 1]!);
      else if (state === PART.unknown) this.isWhole = false;
    }
    if (set.isFull) this.isWhole = false;
  }

  /** `isSure`: every row of the table was seen. */
  end(isSure: boolean, unproven: number): void {
    this.#key?.end();
    this.isRead = true;
    this.unproven = unproven;
    if (!isSure || this.#key === null) this.isWhole = false;
    if (!this.isWhole) this.clear();
  }

  has(high: number, low: number): boolean {
    return this.#set?.has(high, low) ?? false;
  }

  clear(): void {
    this.#set?.clear();
  }
}

/** Rows of a table that refer to another. */
export class References {
  checked = 0;
  /** Rows without parent; where the parent was read later, keys without. */
  orphans = 0;
  unchecked = 0;
  /** Set once the table was read: nothing was written to it while the backup ran, and every row was seen. */
  isSure = false;
  /** Pages in which damage cannot be told by a checksum. */
  unproven = 0;
  /** Keys whose parent is still to be read: a table that refers to itself, or two to each other. */
  readonly #later: KeySet;
  #laterRows = 0;
  #high = 0;
  #low = 0;
  #wasThere = false;

  constructor(
    readonly foreignKey: DatabaseForeignKey,
    private readonly key: KeyRow,
    readonly parent: ParentKeys,
    budget: KeyBudget,
  ) {
    this.#later = new KeySet(budget, key.isNumber);
  }

  page(keys: PageKeys): void {
    const { parent } = this;
    const { words, states } = this.key.page(keys);
    for (let r = 0; r < keys.count; r++) {
      const state = states[r]!;
      if (state === PART.null) continue;
      const high = words[2 * r]!;
      const low = words[2 * r + 1]!;
      if (state !== PART.value || (parent.isRead && !parent.isWhole)) this.unchecked++;
      else if (!parent.isRead) this.#keep(high, low);
      else {
        // Rows of one parent often lie together.
        if (!this.#wasThere || high !== this.#high || low !== this.#low) {
          this.#high = high;
          this.#low = low;
          this.#wasThere = parent.has(high, low);
        }
        this.checked++;
        if (!this.#wasThere) this.orphans++;
      }
    }
  }

  #keep(high: number, low: number): void {
    this.#later.add(high, low);
    if (this.#later.isFull) this.unchecked++;
    else this.#laterRows++;
  }

  /** The table was read. */
  end(isSure: boolean, unproven: number): void {
    this.key.end();
    this.isSure = isSure;
    this.unproven = unproven;
  }

  /** All tables were read. */
  settle(): void {
    const { parent } = this;
    const isComparable = parent.isRead && parent.isWhole && parent.kind === this.key.kind;
    if (isComparable) {
      this.#later.forEach((high, low) => {
        if (!parent.has(high, low)) this.orphans++;
      });
      this.checked += this.#laterRows;
    } else this.unchecked += this.#laterRows;
    this.#later.clear();
    if (!isComparable || !this.isSure) {
      this.unchecked += this.checked;
      this.checked = 0;
      this.orphans = 0;
    }
  }
}
