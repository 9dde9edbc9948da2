/** Values that are counted at the same time. Counts are exact while a column has no more distinct values than this. */
export const COUNTED_VALUES = 2048;

export interface CountedValue {
  readonly value: string;
  /** Rows: exact, or at least so many where {@link FrequentValues.exact} is false. */
  readonly count: number;
}

/**
 * The most frequent values of a column in bounded memory: mergeable summaries of Misra and Gries (Agarwal et al. 2013). Counts fall
 * short by at most {@link FrequentValues.lost}, which is never more than rows / 2,049,
 * and one more for each {@link FrequentValues.prune}.
 */
export class FrequentValues {
  private counts = new Map<string, number>();
  /** So much every count may fall short. */
  lost = 0;

  get exact(): boolean {
    return this.lost === 0;
  }

  /** Counts of a stretch of rows. Strings are kept as copies: a slice would hold the whole chunk of the source that it was cut from. */
  merge(values: readonly string[], rows: readonly number[]): void {
    const fresh: number[] = [];
    for (let i = 0; i < values.length; i++) {
      const known = this.counts.get(values[i]!);
      if (known === undefined) fresh.push(i);
      else this.counts.set(values[i]!, known + rows[i]!);
    }
    let least = 0;
    if (this.counts.size + fresh.length > COUNTED_VALUES) {
      least = this.countAt(COUNTED_VALUES + 1, fresh, rows);
      this.lost += least;
      for (const [value, count] of this.counts)
        if (count > least) this.counts.set(value, count - least);
        else this.counts.delete(value);
    }
    for (const i of fresh) {
      const count = rows[i]! - least;
      if (count <= 0) continue;
      // Two values of the stretch can be the same when white space around them is gone.
      const known = this.counts.get(values[i]!);
      if (known === undefined) this.counts.set(ownCopy(values[i]!), count);
      else this.counts.set(values[i]!, known + count);
    }
  }

  /** Lets go of values seen once, where not all are counted anyway: they are what came last, and say nothing. */
  prune(): void {
    if (this.exact) return;
    this.lost++;
    for (const [value, count] of this.counts) if (count === 1) this.counts.delete(value);
  }

  /** The count in that place, the highest first. */
  private countAt(place: number, fresh: readonly number[], rows: readonly number[]): number {
    const tally = new Float64Array(64);
    let many: number[] = [];
    const take = (count: number): void => {
      if (count < 64) tally[count]!++;
      else many.push(count);
    };
    for (const count of this.counts.values()) take(count);
    for (const i of fresh) take(rows[i]!);
    if (many.length >= place) {
      many = many.sort((a, b) => b - a);
      return many[place - 1]!;
    }
    let seen = many.length;
    for (let count = 63; count > 0; count--) {
      seen += tally[count]!;
      if (seen >= place) return count;
    }
    return 0;
  }

  /** Most frequent first; the same count by the value, so that the same source gives the same profile. */
  list(): CountedValue[] {
    return [...this.counts]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }
}

/** The same characters in memory of their own. Strings of up to 12 characters always are (V8 makes slices from 13 on). */
export function ownCopy(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}
