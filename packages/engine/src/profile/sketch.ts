/** Hashes that a sketch keeps. The estimate of distinct values is then within about 3% (1/sqrt(k)), two times in three. */
export const SKETCH_SIZE = 1024;
const SPACE = 2 ** 52;

/**
 * The smallest hashes of a column's distinct values (Bar-Yossef et al. 2002, "k minimum values"). As every column keeps the smallest,
 * two sketches hold the same values where the columns share them: inclusion can be told without the rows.
 */
export interface ValueSketch {
  /** Ascending, at most {@link SKETCH_SIZE}; made by `hashOfValue`. */
  readonly hashes: Float64Array;
  /** True where every distinct value is in it. */
  readonly complete: boolean;
  /** Distinct values: exact where complete, else estimated. */
  readonly distinct: number;
}

/** Gathers the smallest of the hashes added, in memory that does not grow. */
export class SketchBuilder {
  private kept = new Float64Array(64);
  private used = 0;
  /** Hashes from here on are too large to matter. */
  private limit = Number.POSITIVE_INFINITY;
  private full = false;

  add(hash: number): void {
    if (hash >= this.limit) return;
    if (this.used === this.kept.length) this.settle();
    this.kept[this.used++] = hash;
  }

  /** Sorts, drops repetitions and what is beyond the size; grows where most was new. */
  private settle(): void {
    const sorted = this.kept.subarray(0, this.used).sort();
    let kept = 0;
    for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[kept - 1]) sorted[kept++] = sorted[i]!;
    if (kept > SKETCH_SIZE) {
      kept = SKETCH_SIZE;
      this.full = true;
      this.limit = sorted[kept - 1]!;
    }
    this.used = kept;
    if (kept > this.kept.length / 2 && this.kept.length < 2 * SKETCH_SIZE + 2) {
      const larger = new Float64Array(Math.min(this.kept.length * 2, 2 * SKETCH_SIZE + 2));
      larger.set(this.kept.subarray(0, kept));
      this.kept = larger;
    }
  }

  finish(): ValueSketch {
    this.settle();
    const hashes = this.kept.slice(0, this.used);
    if (!this.full) return { hashes, complete: true, distinct: hashes.length };
    const distinct = Math.round((SKETCH_SIZE - 1) / (hashes[SKETCH_SIZE - 1]! / SPACE));
    return { hashes, complete: false, distinct };
  }
}

/** Share of the distinct values of `of` that stand in `among` too, and of how many values that is known. */
export interface Inclusion {
  /** 0 to 1; null where nothing can be compared. */
  readonly share: number | null;
  readonly compared: number;
}

/** Exact where both sketches are complete; else of those values of `of` that `among` would hold if it had them. */
export function inclusionOf(of: ValueSketch, among: ValueSketch): Inclusion {
  const known = among.complete ? Number.POSITIVE_INFINITY : (among.hashes.at(-1) ?? 0);
  let compared = 0;
  let shared = 0;
  let at = 0;
  for (const hash of of.hashes) {
    if (hash > known) break;
    compared++;
    while (at < among.hashes.length && among.hashes[at]! < hash) at++;
    if (among.hashes[at] === hash) shared++;
  }
  return { share: compared === 0 ? null : shared / compared, compared };
}

/** Slots that the exact counts of a source may use together (8 bytes each, half of them filled at most). */
export const EXACT_SLOTS = 1 << 22;
const MOST_SLOTS = 1 << 18;

/** Slots that are left for the columns that share them. */
export interface SlotBudget {
  left: number;
  /** Asked for more: may close counts that are not in use. */
  makeRoom?(slots: number): void;
}

/** Counts distinct hashes exactly up to about 130,000, as long as the budget lasts. Open addressing, no objects. */
export class ExactCount {
  private slots: Float64Array | null = new Float64Array(64).fill(-1);
  private used = 0;
  private known = true;

  constructor(private readonly budget: SlotBudget) {}

  add(hash: number): void {
    if (this.slots === null) {
      // Whether it was counted before it was closed cannot be told any more.
      this.known = false;
      return;
    }
    if (this.used * 2 >= this.slots.length && !this.grow()) return;
    if (put(this.slots, hash)) this.used++;
  }

  /** Gives the slots back and keeps the count, for as long as nothing is added. Gives the number of slots. */
  close(): number {
    const slots = this.slots?.length ?? 0;
    this.budget.left += slots;
    this.slots = null;
    return slots;
  }

  private grow(): boolean {
    const old = this.slots!;
    const size = old.length * 2;
    if (size - old.length > this.budget.left) this.budget.makeRoom?.(size);
    if (size > MOST_SLOTS || size - old.length > this.budget.left) {
      this.close();
      this.known = false;
      return false;
    }
    this.budget.left -= size - old.length;
    const slots = new Float64Array(size).fill(-1);
    for (const hash of old) if (hash >= 0) put(slots, hash);
    this.slots = slots;
    return true;
  }

  /** null where there were too many. */
  get count(): number | null {
    return this.known ? this.used : null;
  }
}

function put(slots: Float64Array, hash: number): boolean {
  const mask = slots.length - 1;
  for (let at = hash & mask; ; at = (at + 1) & mask) {
    const found = slots[at]!;
    if (found === hash) return false;
    if (found < 0) {
      slots[at] = hash;
      return true;
    }
  }
}
