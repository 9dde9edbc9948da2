/** What is kept of a column's distinct values: the smallest hashes, so that two sketches of one hash function can be laid side by side. */
export interface ColumnSketch {
  /** Ascending, without repetition. */
  readonly hashes: Float64Array;
  /** True where every distinct value's hash is in it. */
  readonly complete: boolean;
  /** Estimated where not complete. */
  readonly distinct: number;
}

/** Where values of columns come from beside the profile: sketches, and their hash function. */
export interface ValueEvidence {
  /** null where the column was not sketched. */
  sketch(table: string, column: string): ColumnSketch | null;
  /** Hash of a value's text as the sketches take it. */
  hash(text: string): number;
}

export interface Inclusion {
  /** Share of the child's distinct values (those left out not counted) that stand in the parent. */
  readonly share: number;
  /** Distinct values that were compared; all of the child's where `exact`. */
  readonly compared: number;
  readonly exact: boolean;
}

export const contains = (sketch: ColumnSketch, hash: number): boolean => {
  let low = 0;
  let high = sketch.hashes.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = sketch.hashes[middle] ?? Number.NaN;
    if (value === hash) return true;
    if (value < hash) low = middle + 1;
    else high = middle - 1;
  }
  return false;
};

/**
 * Share of the child's distinct values that the parent holds, from the part of the hash range that both sketches cover whole
 * (bottom-k sampling: Beyer et al., SIGMOD 2007). null where they have no part in common, so that nothing can be said.
 */
export function inclusionOf(child: ColumnSketch, parent: ColumnSketch, leftOut: ReadonlySet<number>): Inclusion | null {
  const limit = Math.min(horizonOf(child), horizonOf(parent));
  let compared = 0;
  let found = 0;
  let p = 0;
  for (const hash of child.hashes) {
    if (hash > limit) break;
    if (leftOut.has(hash)) continue;
    compared++;
    while (p < parent.hashes.length && (parent.hashes[p] ?? 0) < hash) p++;
    if (parent.hashes[p] === hash) found++;
  }
  if (compared === 0) return null;
  return { share: found / compared, compared, exact: child.complete && parent.complete };
}

const horizonOf = (sketch: ColumnSketch): number =>
  sketch.complete ? Number.POSITIVE_INFINITY : (sketch.hashes.at(-1) ?? Number.NEGATIVE_INFINITY);
