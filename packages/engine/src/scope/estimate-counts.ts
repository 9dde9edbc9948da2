import type { WorkKind } from '../artifacts/estimate.js';
import type { ScopeProposal, TableProposal } from '../artifacts/scope-proposal.js';
import type { ColumnProfile, SourceProfile, TableProfile } from '../artifacts/source-profile.js';
import { TRIAL_RUNS } from './default-rates.js';

/** One figure that an estimate rests upon. */
export interface EstimateCount {
  readonly kind: WorkKind;
  readonly item: string;
  readonly count: number;
  readonly origin: string;
  /** Name of the rate. */
  readonly rate: string;
}

/** Values of one column that need a decision each; a column with more holds no local codes. */
const MOST_CODES = 2000;
/** Charts that show, with 95 % certainty, that no more than 1 in 100 is wrong when none of them is: ln 0.05 / ln 0.99. */
const SAMPLE = 299;

/** Counts the work that a proposal means, in the tables of the profile. Pure. */
export function countWork(profile: SourceProfile, proposal: ScopeProposal, abstractionShare: number): EstimateCount[] {
  const byName = new Map(profile.tables.map((table) => [table.name, table]));
  const decided = (wanted: TableProposal['decision']): TableProfile[] =>
    proposal.tables
      .filter((table) => (table.decided ?? table.decision) === wanted && table.rows > 0)
      .flatMap((table) => byName.get(table.table) ?? []);
  const migrated = decided('migrate');
  const columns = migrated.flatMap((table) => table.columns).filter((column) => column.filled > 0);
  const attributes = migrated.reduce((sum, table) => sum + (table.eav?.attributes.length ?? 0), 0);
  const pathless = migrated.filter((table) => table.patientPath === null && !isShared(table));
  const local = columns.filter(isLocalCode);
  const values = local.reduce((sum, column) => sum + column.distinct.count, 0);
  const coded = columns.filter((column) => column.codes.some(({ share }) => share >= LEAST_CODED));
  const difficult = columns.filter(isDifficult);
  const reviews = proposal.tables.filter((table) => table.review && table.decided === null && table.rows > 0);
  const patients = proposal.patients?.migrated ?? 0;
  const abstracted = Math.ceil(patients * abstractionShare);
  const at = `${migrated.length} tables to migrate`;
  const counts: EstimateCount[] = [
    one('mapping', 'Tables mapped', migrated.length, 'tables with rows that are to be migrated', 'table-mapping'),
    one('mapping', 'Columns reviewed', columns.length, `columns with data in ${at}`, 'column-mapping'),
    one(
      'mapping',
      'Look-up tables tied in',
      decided('reference').length,
      'tables with rows for reference',
      'reference-table',
    ),
    one('mapping', 'Attributes decided', attributes, `attributes of EAV tables among ${at}`, 'attribute-mapping'),
    one(
      'mapping',
      'Ways to the patient searched',
      pathless.length,
      `of ${at}, those of which no row leads to a patient`,
      'pathless-table',
    ),
    one(
      'mapping',
      'Difficult columns',
      difficult.length,
      'columns with several date formats, damaged text or parts of a date',
      'difficult-column',
    ),
    one('mapping', 'Scope decisions settled', reviews.length, 'proposals marked for review', 'scope-review'),
    one(
      'code-review',
      'Local values',
      values,
      `different values of ${local.length} columns of local codes in ${at}`,
      'code-value',
    ),
    one(
      'code-review',
      'Columns of standard codes',
      coded.length,
      `columns of ${at} whose values fit a code system`,
      'code-column',
    ),
    one(
      'abstraction',
      'Charts abstracted',
      abstracted,
      `${percent(abstractionShare)} of ${patients} patients in scope`,
      'chart-abstraction',
    ),
    one(
      'validation',
      'Charts compared',
      Math.min(patients, SAMPLE),
      `${SAMPLE} charts or all: none wrong in them shows, with 95 % certainty, less than 1 % wrong`,
      'chart-review',
    ),
    one('validation', 'Trial runs', TRIAL_RUNS, 'runs before the last one', 'trial-run'),
    one('project', 'Cut-over', 1, 'one source', 'cut-over'),
  ];
  return counts.filter(({ count }) => count > 0);
}

const one = (kind: WorkKind, item: string, count: number, origin: string, rate: string): EstimateCount => ({
  kind,
  item,
  count,
  origin,
  rate,
});

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;

const LEAST_CODED = 0.8;
const isShared = (table: TableProfile): boolean =>
  ['users', 'organizations'].includes(table.domain?.domain ?? 'unknown');

/** Values that repeat, are short, are nobody's and fit no code system: someone must say what they mean. */
const isLocalCode = (column: ColumnProfile): boolean =>
  (column.kind === 'code' || column.kind === 'word') &&
  column.phi === null &&
  column.note === null &&
  column.datePart === undefined &&
  !column.codes.some(({ share }) => share >= LEAST_CODED) &&
  column.distinct.count > 1 &&
  column.distinct.count <= MOST_CODES &&
  column.distinct.count * 2 <= column.filled;

const isDifficult = (column: ColumnProfile): boolean =>
  (column.dates?.formats.length ?? 0) > 1 || column.damaged > 0 || column.datePart !== undefined;
