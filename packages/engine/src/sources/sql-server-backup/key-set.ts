/** Memory for keys that are remembered, in places of 8 bytes: 64 MB, which is room for 6.2 million scattered keys or 500 million in a row. */
export const MOST_KEY_PLACES = 1 << 23;

/** What is left of the memory for keys; all sets of a database share one. */
export class KeyBudget {
  constructor(private left: number = MOST_KEY_PLACES) {}

  take(places: number): boolean {
    if (places > this.left) return false;
    this.left -= places;
    return true;
  }

  give(places: number): void {
    this.left += places;
  }
}

/** Keys of two 32-bit words. A set that finds no more room is full: it then remembers what it has and takes nothing new. */
export class KeySet {
  isFull = false;
  #keys: DenseKeys | HashedKeys;

  /** `isDense`: the keys are numbers, and may lie close together. */
  constructor(
    private readonly budget: KeyBudget,
    isDense: boolean,
  ) {
    this.#keys = isDense ? new DenseKeys(budget) : new HashedKeys(budget);
  }

  /** False when the key was there already, or the set is full. */
  add(high: number, low: number): boolean {
    if (this.isFull) return false;
    if (this.#keys instanceof DenseKeys && this.#keys.isSparse) this.#scatter(this.#keys);
    const added = this.isFull ? null : this.#keys.add(high, low);
    if (added === null) this.isFull = true;
    return added ?? false;
  }

  has(high: number, low: number): boolean {
    return this.#keys.has(high, low);
  }

  forEach(visit: (high: number, low: number) => void): void {
    this.#keys.forEach(visit);
  }

  /** Gives the memory back; the set is empty and full. */
  clear(): void {
    this.#keys.clear();
    this.isFull = true;
  }

  #scatter(dense: DenseKeys): void {
    const scattered = new HashedKeys(this.budget);
    dense.forEach((high, low) => {
      if (scattered.add(high, low) === null) this.isFull = true;
    });
    // Half a set would call known keys unknown.
    if (this.isFull) scattered.clear();
    else {
      dense.clear();
      this.#keys = scattered;
    }
  }
}

/** Numbers that lie together: a bit each, in stretches of 8,192. */
const STRETCH = 8192;
const STRETCH_PLACES = STRETCH / 64;
const FEW_STRETCHES = 64;
const IN_WORD = 2 ** 32 / STRETCH;
/** High word of the numbers from 0 to 2^32 in a key: their stretches have the small numbers, which a Map finds fastest. */
const USUAL = 0x8000_0000;
const OTHERS = 2 ** 52;

const stretchOf = (high: number, low: number): number =>
  high === USUAL ? low >>> 13 : OTHERS + high * IN_WORD + (low >>> 13);

class DenseKeys {
  readonly #stretches = new Map<number, Uint32Array>();
  #count = 0;
  #last = -1;
  #lastBits: Uint32Array = new Uint32Array(0);

  constructor(private readonly budget: KeyBudget) {}

  /** True when a table of the keys themselves would be smaller. */
  get isSparse(): boolean {
    const stretches = this.#stretches.size;
    return stretches > FEW_STRETCHES && this.#count < stretches * (STRETCH_PLACES / 3);
  }

  /** null: there is no room. */
  add(high: number, low: number): boolean | null {
    const number = stretchOf(high, low);
    if (number !== this.#last) {
      let bits = this.#stretches.get(number);
      if (bits === undefined) {
        if (!this.budget.take(STRETCH_PLACES)) return null;
        bits = new Uint32Array(STRETCH / 32);
        this.#stretches.set(number, bits);
      }
      this.#last = number;
      this.#lastBits = bits;
    }
    const word = (low >>> 5) & 255;
    const bit = 1 << (low & 31);
    if (this.#lastBits[word]! & bit) return false;
    this.#lastBits[word]! |= bit;
    this.#count++;
    return true;
  }

  has(high: number, low: number): boolean {
    const number = stretchOf(high, low);
    const bits = number === this.#last ? this.#lastBits : this.#stretches.get(number);
    return bits !== undefined && (bits[(low >>> 5) & 255]! & (1 << (low & 31))) !== 0;
  }

  forEach(visit: (high: number, low: number) => void): void {
    for (const [number, bits] of this.#stretches) {
      const high = number < OTHERS ? USUAL : Math.floor((number - OTHERS) / IN_WORD);
      const first = (number % IN_WORD) * STRETCH;
      for (let i = 0; i < STRETCH; i++) if (bits[i >>> 5]! & (1 << (i & 31))) visit(high, first + i);
    }
  }

  clear(): void {
    this.budget.give(this.#stretches.size * STRETCH_PLACES);
    this.#stretches.clear();
    this.#last = -1;
    this.#count = 0;
  }
}

/** Any keys, in an open table of at most three quarters. */
class HashedKeys {
  #words = new Uint32Array(0);
  #count = 0;
  #hasZero = false;

  constructor(private readonly budget: KeyBudget) {}

  /** null: there is no room. */
  add(high: number, low: number): boolean | null {
    if ((high | low) === 0) {
      const isNew = !this.#hasZero;
      this.#hasZero = true;
      return isNew;
    }
    if (this.#count * 4 >= (this.#words.length / 2) * 3 && !this.#grow()) return null;
    const at = this.#place(high, low);
    if ((this.#words[at]! | this.#words[at + 1]!) !== 0) return false;
    this.#words[at] = high;
    this.#words[at + 1] = low;
    this.#count++;
    return true;
  }

  has(high: number, low: number): boolean {
    if ((high | low) === 0) return this.#hasZero;
    if (this.#count === 0) return false;
    const at = this.#place(high, low);
    return (this.#words[at]! | this.#words[at + 1]!) !== 0;
  }

  forEach(visit: (high: number, low: number) => void): void {
    if (this.#hasZero) visit(0, 0);
    const words = this.#words;
    for (let at = 0; at < words.length; at += 2)
      if ((words[at]! | words[at + 1]!) !== 0) visit(words[at]!, words[at + 1]!);
  }

  clear(): void {
    this.budget.give(this.#words.length / 2);
    this.#words = new Uint32Array(0);
    this.#count = 0;
    this.#hasZero = false;
  }

  /** Where the key stands or would stand. */
  #place(high: number, low: number): number {
    const words = this.#words;
    const mask = words.length / 2 - 1;
    const mixed = Math.imul(high ^ Math.imul(low, 0x85ebca6b), 0x9e3779b1);
    let place = (mixed ^ (mixed >>> 15)) & mask;
    while (true) {
      const at = 2 * place;
      const isHere = words[at] === high >>> 0 && words[at + 1] === low >>> 0;
      if (isHere || (words[at]! | words[at + 1]!) === 0) return at;
      place = (place + 1) & mask;
    }
  }

  #grow(): boolean {
    const before = this.#words;
    const places = Math.max(1024, before.length);
    if (!this.budget.take(places - before.length / 2)) return false;
    this.#words = new Uint32Array(2 * places);
    for (let at = 0; at < before.length; at += 2) {
      const high = before[at]!;
      const low = before[at + 1]!;
      if ((high | low) === 0) continue;
      const to = this.#place(high, low);
      this.#words[to] = high;
      this.#words[to + 1] = low;
    }
    return true;
  }
}
