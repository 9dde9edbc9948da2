import { z } from 'zod';

const dayText = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'must be a date, YYYY-MM-DD, in quotes');

/** How far back: whole years before the snapshot of the source, or a day. */
const reach = {
  years: z.number().int().min(0).max(150).optional(),
  since: dayText.optional(),
  /** Order of all-numeric dates, where the workspace does not say. */
  order: z.enum(['mdy', 'dmy']).optional(),
};
const ONE_REACH = { message: 'needs either years or since' };
const hasOneReach = (window: { years?: number | undefined; since?: string | undefined }): boolean =>
  (window.years === undefined) !== (window.since === undefined);

/** Rows from the window on are migrated, older ones archived; rows without a date that can be read are migrated. */
const rowWindowSchema = z
  .strictObject({
    /** Date column of the table, or of the table of `via`. */
    column: z.string().min(1),
    ...reach,
    /** The date stands in another table's row: `columns` of this table name `references` of that one. */
    via: z
      .strictObject({
        table: z.string().min(1),
        columns: z.array(z.string().min(1)).min(1),
        references: z.array(z.string().min(1)).min(1),
      })
      .optional(),
  })
  .refine(hasOneReach, ONE_REACH);

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
  /** Who decided: `proposed` may be written anew by a later proposal; absent means a person. */
  by: z.enum(['proposed', 'person']).optional(),
  /** A proposal for data of patients that somebody should look at before it is believed; a person's decision takes the mark away. */
  review: z.literal(true).optional(),
  /** migrate only: rows older than this are archived. */
  window: rowWindowSchema.optional(),
});

export const scopePlanSchema = z.strictObject({
  chartlift: z.literal('scope/1'),
  /** What becomes of tables that are not listed; `fail` makes the ledger gate fail when such a table has rows. */
  unlisted: z.enum(['archive', 'fail']),
  /** Only patients seen since are migrated; the others are archived with everything that is theirs. Absent: all. */
  patients: z
    .strictObject({
      /** Table of what counts as having been seen: encounters. */
      table: z.string().min(1),
      /** Its date column. */
      column: z.string().min(1),
      /** Its column that names the patient, as the specs' patient key does. */
      patient: z.string().min(1),
      /** Further tables of what counts as having been seen: appointments, notes. A row of any of them within the window is enough. */
      also: z
        .array(
          z.strictObject({
            table: z.string().min(1),
            column: z.string().min(1),
            patient: z.string().min(1),
            order: z.enum(['mdy', 'dmy']).optional(),
          }),
        )
        .optional(),
      ...reach,
      by: z.enum(['proposed', 'person']).optional(),
    })
    .refine(hasOneReach, ONE_REACH)
    .optional(),
  /** Rules about keeping records that the plan was made under: for people, to be edited. */
  retention: z.array(z.strictObject({ title: z.string(), text: z.string(), source: z.string() })).optional(),
  /** Table name -> decision. Where several sources are staged: `source/table`. */
  tables: z.record(z.string(), tableDecisionSchema),
});

export type TableDecision = z.infer<typeof tableDecisionSchema>;
export type RowWindow = z.infer<typeof rowWindowSchema>;
export type ScopePlan = z.infer<typeof scopePlanSchema>;
export type PatientWindow = NonNullable<ScopePlan['patients']>;
/** One table of what counts as having been seen. */
export type SeenBy = Pick<PatientWindow, 'table' | 'column' | 'patient' | 'order'>;

/** All tables of what counts as having been seen, the first one first. */
export const seenTables = ({
  table,
  column,
  patient,
  order,
  also = [],
}: SeenBy & Pick<PatientWindow, 'also'>): SeenBy[] => [
  { table, column, patient, ...(order ? { order } : {}) },
  ...also,
];
