import type { CrosswalkRow, Equivalence } from '../artifacts/crosswalk.js';
import { MigrationError } from '../base/error.js';
import type { Concept } from '../terminology/store/contract.js';

export interface CrosswalkDecision {
  readonly sourceCode: string;
  readonly sourceDisplay: string;
  /** null: nothing fits. */
  readonly concept: Concept | null;
  readonly equivalence: Equivalence;
  readonly note: string;
}

/** Who decides, and when (RFC 3339). */
export interface Decider {
  readonly by: string;
  readonly at: string;
}

/** Puts a decision in the place of what the rows say of the value; a code beside others of other systems stays beside them. */
export function decide(
  rows: readonly CrosswalkRow[],
  decision: CrosswalkDecision,
  { by, at }: Decider,
): CrosswalkRow[] {
  const { sourceCode, sourceDisplay, concept, equivalence, note } = decision;
  const row: CrosswalkRow = {
    sourceCode,
    sourceDisplay,
    targetSystem: concept?.system ?? '',
    targetCode: concept?.code ?? '',
    targetDisplay: concept?.display ?? '',
    equivalence: concept === null ? 'unmatched' : equivalence,
    decidedBy: by,
    decidedAt: at,
    note,
  };
  const isReplaced = (other: CrosswalkRow): boolean =>
    other.sourceCode.trim() === sourceCode.trim() &&
    (concept === null || other.equivalence === 'unmatched' || other.targetSystem === row.targetSystem);
  const first = rows.findIndex(isReplaced);
  const kept = rows.filter((other) => !isReplaced(other));
  const place = first < 0 ? kept.length : Math.min(first, kept.length);
  return [...kept.slice(0, place), row, ...kept.slice(place)];
}

/**
 * Marks rows as seen by a second person. Only one who did not decide a row may review it. Gives the rows and how many were marked.
 * Error: CROSSWALK_SAME_REVIEWER where one value is named and the reviewer decided it.
 */
export function review(
  rows: readonly CrosswalkRow[],
  sourceCode: string | null,
  { by, at }: Decider,
): { readonly rows: CrosswalkRow[]; readonly reviewed: number } {
  const person = by.trim().toLowerCase();
  let reviewed = 0;
  const marked = rows.map((row) => {
    if (sourceCode !== null && row.sourceCode.trim() !== sourceCode.trim()) return row;
    if (row.decidedBy === '' || (sourceCode === null && row.reviewedBy)) return row;
    if (row.decidedBy.trim().toLowerCase() === person) {
      if (sourceCode === null) return row;
      throw new MigrationError('Whoever decided a row cannot be its second reviewer', {
        code: 'CROSSWALK_SAME_REVIEWER',
        kind: 'usage',
        hint: 'Let another person review it: --by NAME.',
      });
    }
    reviewed += 1;
    return { ...row, reviewedBy: by, reviewedAt: at };
  });
  return { rows: marked, reviewed };
}
