import type { Assessment, QualityFinding } from '../../artifacts/assessment.js';
import { FINDING_SEVERITIES, type FindingSeverity } from '../../artifacts/assessment.js';
import type { ScopeDecision } from '../../artifacts/scope-proposal.js';
import type { Join, TableDomain, TableProfile, TableTrait } from '../../artifacts/source-profile.js';
import { CLINICAL, DOMAINS, domainOf, sum } from './words.js';

/** Distinct patients that a table's rows name; null where its rows do not name them themselves. */
export function patientsOf(table: TableProfile, { patient }: Assessment): number | null {
  if (patient === null || table.patientPath === null) return null;
  if (table.name === patient.table) return patient.rows;
  const [step, ...more] = table.patientPath.steps;
  if (step === undefined || more.length > 0 || step.from.columns.length !== 1) return null;
  const column = table.columns.find(({ name }) => name === step.from.columns[0]);
  return column === undefined ? null : Math.min(column.distinct.count, patient.rows);
}

export interface DomainGroup {
  readonly domain: TableDomain;
  /** With rows, most first. */
  readonly tables: readonly TableProfile[];
  readonly rows: number;
  readonly bytes: number;
}

/** Tables with rows by their domain, in the order in which a chart is read. */
export function domainGroups({ profile }: Assessment): DomainGroup[] {
  const filled = profile.tables.filter(({ rows }) => rows > 0);
  return DOMAINS.map((domain) => {
    const tables = filled
      .filter((table) => domainOf(table) === domain)
      .sort((a, b) => b.rows - a.rows || (a.name < b.name ? -1 : 1));
    return { domain, tables, rows: sum(tables, (table) => table.rows), bytes: sum(tables, (table) => table.bytes) };
  }).filter(({ tables }) => tables.length > 0);
}

/** Rows that are not simply charts of today. */
export interface SetApart {
  /** Marked as deleted. */
  readonly deleted: number;
  /** Of test patients. */
  readonly test: number;
  /** Name a row that is not there. */
  readonly orphans: number;
  /** Old versions and copies of other tables' rows. */
  readonly old: number;
  readonly audit: number;
}

/** Of lists and workings of the program only what is old or a log: an entry that is no longer offered is no row of a chart. */
export function setApart(table: TableProfile): SetApart {
  const { traits, orphans } = table;
  const rowsOf = (...wanted: readonly TableTrait[]): number =>
    Math.max(0, ...traits.filter(({ trait }) => wanted.includes(trait)).map(({ rows }) => rows ?? 0));
  const ofPeople = table.patientPath !== null || CLINICAL.includes(domainOf(table));
  return {
    deleted: ofPeople ? rowsOf('soft-delete') : 0,
    test: rowsOf('test-patients'),
    orphans: ofPeople ? (orphans ?? 0) : 0,
    old: rowsOf('history', 'copy'),
    audit: rowsOf('audit'),
  };
}

/** What a column of a table of tables counts, where any table has such rows. */
export const SET_APART_COLUMNS: readonly (readonly [head: string, of: keyof SetApart])[] = [
  ['#Deleted', 'deleted'],
  ['#Test', 'test'],
  ['#Orphans', 'orphans'],
];

export const setApartColumns = (tables: readonly TableProfile[]): typeof SET_APART_COLUMNS =>
  SET_APART_COLUMNS.filter(([, of]) => tables.some((table) => setApart(table)[of] > 0));

/** First and last year in which more than a stray row happened, over the clinical tables, else over all; null where nothing is dated. */
export function yearsOf({ profile, proposal }: Assessment): readonly [string, string] | null {
  const dated = profile.tables.filter(({ activity, rows }) => activity !== null && rows > 0);
  const clinical = dated.filter((table) => CLINICAL.includes(domainOf(table)));
  const rows = new Map<string, number>();
  for (const { activity } of clinical.length > 0 ? clinical : dated)
    for (const [year, count] of Object.entries(activity?.years ?? {})) rows.set(year, (rows.get(year) ?? 0) + count);
  // Dates after the snapshot are plans or typing errors.
  const latest = (proposal?.snapshotAt ?? profile.snapshotAt).slice(0, 4);
  const counted = [...rows].filter(([year]) => year >= '1900' && year <= latest).sort((a, b) => (a[0] < b[0] ? -1 : 1));
  // One row in a thousand at either end is a stray: an onset told from memory, a typing error.
  const stray = Math.max(1, sum(counted, ([, count]) => count) / 1000);
  const years = counted
    .filter((_, i) => {
      const upTo = sum(counted.slice(0, i + 1), ([, count]) => count);
      const from = sum(counted.slice(i), ([, count]) => count);
      return upTo > stray && from > stray;
    })
    .map(([year]) => year);
  const [first, last] = [years[0], years.at(-1)];
  return first === undefined || last === undefined ? null : [first, last];
}

export const countBySeverity = (findings: readonly QualityFinding[]): Record<FindingSeverity, number> =>
  Object.fromEntries(
    FINDING_SEVERITIES.map((severity) => [severity, findings.filter((one) => one.severity === severity).length]),
  ) as Record<FindingSeverity, number>;

export interface FindingGroup {
  /** The gravest of the group's; the others of it may be milder. */
  readonly first: QualityFinding;
  readonly findings: readonly QualityFinding[];
}

/** Findings of one code and severity together, in the order of the first. */
export function findingGroups(findings: readonly QualityFinding[]): FindingGroup[] {
  const groups = new Map<string, QualityFinding[]>();
  for (const one of findings) {
    const key = `${one.severity}\n${one.code}`;
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [one]);
    else list.push(one);
  }
  return [...groups.values()].flatMap((list) => (list[0] === undefined ? [] : [{ first: list[0], findings: list }]));
}

export interface DecisionTotal {
  readonly decision: ScopeDecision;
  readonly tables: number;
  readonly rows: number;
  readonly bytes: number;
}

/** Tables with rows by what is proposed for them; rows outside of a window count as archived. */
export function decisionTotals({ proposal }: Assessment): DecisionTotal[] {
  const filled = proposal?.tables.filter(({ rows }) => rows > 0) ?? [];
  return (['migrate', 'reference', 'archive', 'drop'] as const).map((decision) => {
    const tables = filled.filter((table) => (table.decided ?? table.decision) === decision);
    const outside = decision === 'archive' ? filled.filter(({ counts }) => counts !== null) : [];
    const kept = outside.filter((table) => (table.decided ?? table.decision) === 'migrate');
    return {
      decision,
      tables: tables.length,
      rows: sum(tables, (one) => insideOf(one).rows) + sum(kept, (one) => one.counts?.archived.rows ?? 0),
      bytes: sum(tables, (one) => insideOf(one).bytes) + sum(kept, (one) => one.counts?.archived.bytes ?? 0),
    };
  });
}

type Proposed = NonNullable<Assessment['proposal']>['tables'][number];

const insideOf = (table: Proposed): { readonly rows: number; readonly bytes: number } =>
  (table.decided ?? table.decision) === 'migrate' && table.counts !== null ? table.counts.migrated : table;

/** Joins between tables with rows. */
export const liveJoins = ({ profile }: Assessment): readonly Join[] => {
  const filled = new Set(profile.tables.filter(({ rows }) => rows > 0).map(({ name }) => name));
  return profile.joins.filter(({ from, to }) => filled.has(from.table) && filled.has(to.table));
};
