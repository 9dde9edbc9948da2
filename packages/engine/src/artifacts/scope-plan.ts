import { z } from 'zod';

/**
 * The scope plan, `scope.yaml`: what becomes of every table. No PHI.
 * migrate: rows are delivered by mapping specs. reference: look-up rows, read by specs, kept in the archive.
 * archive: kept readable, not migrated. drop: left out on purpose, with a reason.
 */
const tableDecisionSchema = z.strictObject({
  decision: z.enum(['migrate', 'reference', 'archive', 'drop']),
  /** Needed for drop; advised for archive. */
  reason: z.string().optional(),
  /** migrate only: what becomes of rows that no spec selects and no rule excludes: `quarantine` (default) or `archive` (then a reason is needed). */
  remainder: z.enum(['quarantine', 'archive']).optional(),
});

export const scopePlanSchema = z.strictObject({
  chartlift: z.literal('scope/1'),
  /** What becomes of tables that are not listed; `fail` makes the ledger gate fail when such a table has rows. */
  unlisted: z.enum(['archive', 'fail']),
  /** Table name -> decision. Where several sources are staged: `source/table`. */
  tables: z.record(z.string(), tableDecisionSchema),
});

export type TableDecision = z.infer<typeof tableDecisionSchema>;
export type ScopePlan = z.infer<typeof scopePlanSchema>;
