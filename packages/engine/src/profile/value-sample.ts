import { ownCopy } from './frequent-values.js';

export interface SampledValue {
  /** Trimmed; of a long text or binary its beginning. */
  readonly value: string;
  /** Rows, exact. */
  readonly count: number;
  /** Characters (bytes for binary) of the whole value. */
  readonly length: number;
}

/**
 * The distinct values with the smallest hashes: an even sample of the distinct values, the same ones in every column that has them.
 * Counts are exact, as the limit only ever falls: what is in the sample at the end was never turned away.
 */
export class ValueSample {
  private readonly kept = new Map<number, { value: string; count: number; length: number }>();
  private limit = Number.POSITIVE_INFINITY;

  constructor(
    private readonly size: number,
    private readonly head: number,
  ) {}

  add(hash: number, value: string, rows: number, length: number): void {
    if (hash > this.limit) return;
    const known = this.kept.get(hash);
    if (known) {
      known.count += rows;
      return;
    }
    this.kept.set(hash, { value: ownCopy(value.slice(0, this.head)), count: rows, length });
    if (this.kept.size >= this.size * 2) this.trim();
  }

  /** Down to the size asked for. */
  trim(): void {
    if (this.kept.size <= this.size) return;
    const hashes = Float64Array.from(this.kept.keys()).sort();
    this.limit = hashes[this.size - 1]!;
    for (const other of hashes.subarray(this.size)) this.kept.delete(other);
  }

  /** By hash, at most the size asked for. */
  list(): SampledValue[] {
    return [...this.kept]
      .sort((a, b) => a[0] - b[0])
      .slice(0, this.size)
      .map(([, kept]) => kept);
  }
}
