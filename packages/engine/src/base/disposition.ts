/**
 * What became of one source row. A byte, so that a table's dispositions are one `Uint8Array` indexed by row ordinal - 1.
 * `none` is not a place for a row to be: a row that ends there is a gap in the ledger.
 */
export const Disposition = {
  none: 0,
  /** Its resource was carried by at least one selected target. */
  delivered: 1,
  /** Kept readable in the archive on purpose: by the scope plan, or because no selected target has a place for it. */
  archived: 2,
  /** Left out by a named rule. */
  excluded: 3,
  /** Folded into a named survivor. */
  merged: 4,
  /** Set aside with an issue. */
  quarantined: 5,
} as const;

export type Disposition = (typeof Disposition)[keyof typeof Disposition];

/** Names by code, in code order. */
export const DISPOSITION_NAMES = ['none', 'delivered', 'archived', 'excluded', 'merged', 'quarantined'] as const;

export type DispositionName = (typeof DISPOSITION_NAMES)[number];

/** Where several claims meet on one row, the strongest counts: delivered > merged > quarantined > excluded > archived > none. */
const STRENGTH = [0, 5, 1, 2, 4, 3] as const;

/** The stronger of two dispositions; commutative and associative, so the order in which workers report does not matter. */
export function strongerDisposition(a: Disposition, b: Disposition): Disposition {
  return STRENGTH[a] >= STRENGTH[b] ? a : b;
}

/**
 * End of the name of a companion table of what stands in the place of a row but is none (its place, why it was rejected, its text), so that it
 * is staged and the ledger can quarantine it.
 */
export const REJECTED_SUFFIX = '$rejected';
