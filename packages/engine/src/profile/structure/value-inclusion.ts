import type { ValueSketch } from '../sketch.js';

export interface Inclusion {
  /** Share of the child's distinct values (those left out not counted) that stand in the parent. */
  readonly share: number;
  /** Distinct values that were compared; all of the child's where `exact`. */
  readonly compared: number;
  readonly exact: boolean;
}

/**
 * Share of the child's distinct values that the parent holds, from the part of the hash range that both sketches cover whole
 * (bottom-k sampling: Beyer et al., SIGMOD 2007). null where they have no part in common, so that nothing can be said.
 */
export function inclusionOf(child: ValueSketch, parent: ValueSketch, leftOut: ReadonlySet<number>): Inclusion | null {
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

const horizonOf = (sketch: ValueSketch): number =>
  sketch.complete ? Number.POSITIVE_INFINITY : (sketch.hashes.at(-1) ?? Number.NEGATIVE_INFINITY);
