/** Slots that all sets of one look may use together: 8 bytes each, at most half of them filled. */
export const LOOK_SLOTS = 1 << 23;
/** The same for sets of columns that may be keys. */
export const KEY_SLOTS = 1 << 21;

/** What the sets of one look share. */
export interface Slots {
  left: number;
}

/** A set of 52-bit hashes without objects: open addressing. Gives up, and says so, where the slots are used up. */
export class HashSet {
  private slots: Float64Array | null = new Float64Array(64).fill(-1);
  size = 0;

  constructor(private readonly budget: Slots) {}

  /** False where there were too many hashes to keep: it can tell nothing then. */
  get isWhole(): boolean {
    return this.slots !== null;
  }

  /** False where the hash was there already, or the set has given up. */
  add(hash: number): boolean {
    if (this.slots === null) return false;
    if (this.size * 2 >= this.slots.length && !this.grow()) return false;
    const isNew = put(this.slots, hash);
    if (isNew) this.size++;
    return isNew;
  }

  /** Gives its slots back; it can tell nothing any more. */
  release(): void {
    this.budget.left += this.slots?.length ?? 0;
    this.slots = null;
  }

  has(hash: number): boolean {
    const { slots } = this;
    if (slots === null) return false;
    const mask = slots.length - 1;
    for (let at = (hash % slots.length) & mask; ; at = (at + 1) & mask) {
      const found = slots[at] ?? -1;
      if (found === hash) return true;
      if (found < 0) return false;
    }
  }

  private grow(): boolean {
    const old = this.slots;
    if (old === null) return false;
    const size = old.length * 2;
    if (size > this.budget.left) {
      this.release();
      return false;
    }
    this.budget.left -= size - old.length;
    const slots = new Float64Array(size).fill(-1);
    for (const hash of old) if (hash >= 0) put(slots, hash);
    this.slots = slots;
    return true;
  }
}

function put(slots: Float64Array, hash: number): boolean {
  const mask = slots.length - 1;
  for (let at = (hash % slots.length) & mask; ; at = (at + 1) & mask) {
    const found = slots[at] ?? -1;
    if (found === hash) return false;
    if (found < 0) {
      slots[at] = hash;
      return true;
    }
  }
}
