import type { Database } from 'better-sqlite3';
import { type RowWindow, type ScopePlan, seenTables } from '../artifacts/scope-plan.js';
import type {
  PatientScope,
  ScopeAmount,
  ScopeCounts,
  ScopeProposal,
  TableProposal,
  WindowChoice,
} from '../artifacts/scope-proposal.js';
import type { PatientPath, SourceProfile } from '../artifacts/source-profile.js';
import { daySql, firstDayOf } from '../mapping/day-sql.js';
import type { MappingEnvironment } from '../mapping/environment.js';
import { standaloneSql, windowDay } from '../mapping/scope-window.js';
import { quoteText } from '../mapping/sql-text.js';
import { columnSql, findColumn, tableSql } from '../mapping/staged-sql.js';
import { domainScopes, seenBy } from '../scope/propose-scope.js';
import type { StagedTable } from '../vault/contract.js';

/** Windows that are counted beside the one that is proposed. */
const YEARS = [1, 2, 3, 5, 7, 10] as const;

/** What counting reads: the staged tables of one source, and how the workspace reads dates. */
export interface CountSource {
  readonly db: Database;
  readonly tables: readonly StagedTable[];
  readonly env: Pick<MappingEnvironment, 'cleanContext'>;
}

/** Fills a proposal with what its windows and choices mean, counted in the staged rows by SQL. What a person decided is already in `decided`. */
export function countScope(proposal: ScopeProposal, profile: SourceProfile, source: CountSource): ScopeProposal {
  const paths = new Map(profile.tables.map((table) => [table.name, table.patientPath]));
  const tables = proposal.tables.map((table) =>
    countTable(table, paths.get(table.table) ?? null, proposal.snapshotAt, source),
  );
  return {
    ...proposal,
    tables,
    domains: domainScopes(tables),
    patients: proposal.patients && countPatients(proposal.patients, profile, proposal.snapshotAt, source),
  };
}

function countTable(
  table: TableProposal,
  path: PatientPath | null,
  snapshotAt: string,
  source: CountSource,
): TableProposal {
  const staged = source.tables.find((one) => one.name === table.table);
  if (!staged || table.rows === 0) return table;
  const window = table.window ?? table.datedBy ?? null;
  const since = table.window ? firstDayOf(table.window, snapshotAt) : null;
  const days = window === null ? [] : YEARS.map((years) => ({ years, since: firstDayOf({ years }, snapshotAt) ?? '' }));
  if (window === null || days.some((day) => day.since === '')) {
    const all = {
      rows: table.rows,
      bytes: table.bytes,
      patients: patientsOf(staged, path, null, [], source)[0] ?? null,
    };
    const kept = (table.decided ?? table.decision) === 'migrate';
    const none = { ...NOTHING, patients: all.patients === null ? null : 0 };
    return { ...table, counts: { migrated: kept ? all : none, archived: kept ? none : all, undated: 0 } };
  }
  const cuts = [...(since === null ? [] : [since]), ...days.map((day) => day.since)];
  const rows = rowsOf(staged, window, cuts, source);
  const patients = patientsOf(staged, path, window, cuts, source);
  const amount = (cut: number): ScopeAmount => ({ ...rows.inside[cut]!, patients: patients[1 + 2 * cut] ?? null });
  const whole: ScopeAmount = { ...rows.all, patients: patients[0] ?? null };
  const counts: ScopeCounts =
    since === null
      ? { migrated: whole, archived: NOTHING, undated: rows.undated }
      : {
          migrated: amount(0),
          archived: {
            rows: rows.all.rows - rows.inside[0]!.rows,
            bytes: rows.all.bytes - rows.inside[0]!.bytes,
            patients: patients[2] ?? null,
          },
          undated: rows.undated,
        };
  const first = since === null ? 0 : 1;
  const choices: WindowChoice[] = days.map((day, i) => ({ ...day, ...amount(first + i) }));
  // Everything out of a window is rather an old export, or the wrong date, than what was meant.
  const isEmpty = since !== null && counts.migrated.rows === 0;
  const reasons = isEmpty
    ? [...table.reasons, 'Its window leaves no row: look at the date and at the snapshot.']
    : table.reasons;
  return { ...table, reasons, review: table.review || isEmpty, counts, choices };
}

const NOTHING: ScopeAmount = { rows: 0, bytes: 0, patients: 0 };

const orderOf = (window: Pick<RowWindow, 'order'>, staged: StagedTable, { env }: CountSource) =>
  window.order ?? env.cleanContext(staged.source).dateOrder ?? null;

function rowsOf(staged: StagedTable, window: RowWindow, cuts: readonly string[], source: CountSource) {
  const day = standaloneSql(source.tables, staged, (alias) =>
    windowDay(window, alias, orderOf(window, staged, source)),
  );
  const alias = staged.name;
  const bytes = staged.columns
    .map((column) => `coalesce(length(CAST(${columnSql(alias, column)} AS BLOB)), 0)`)
    .join(' + ');
  const inside = cuts.map(
    (cut) =>
      `sum(CASE WHEN coalesce(day >= ${quoteText(cut)}, 1) THEN 1 ELSE 0 END), sum(CASE WHEN coalesce(day >= ${quoteText(cut)}, 1) THEN bytes ELSE 0 END)`,
  );
  const sql = `WITH x AS MATERIALIZED (SELECT ${day.sql} AS day, ${bytes} AS bytes FROM ${day.from}) SELECT count(*), sum(bytes), count(*) - count(day), ${inside.join(', ')} FROM x`;
  const found = (source.db.prepare(sql).raw(true).get() as unknown[]).map((value) => Number(value ?? 0));
  return {
    all: { rows: found[0]!, bytes: found[1]! },
    undated: found[2]!,
    inside: cuts.map((_, i) => ({ rows: found[3 + 2 * i]!, bytes: found[4 + 2 * i]! })),
  };
}

/** Distinct patients: of all rows, then for each cut of the rows inside and of those outside. Empty where no way leads to them. */
function patientsOf(
  staged: StagedTable,
  path: PatientPath | null,
  window: RowWindow | null,
  cuts: readonly string[],
  source: CountSource,
): number[] {
  if (path === null) return [];
  if (path.steps.length === 0) return [staged.rows];
  const day = standaloneSql(source.tables, staged, (alias) =>
    window ? windowDay(window, alias, orderOf(window, staged, source)) : 'NULL',
  );
  let from = day.from;
  let alias = staged.name;
  let table = staged;
  for (const [i, step] of path.steps.entries()) {
    if (i === path.steps.length - 1) break;
    const next = source.tables.find((one) => one.name === step.to.table);
    if (!next) return [];
    const as = `way${i}`;
    const ties = step.from.columns.map(
      (column, c) => [named(table, alias, column), named(next, as, step.to.columns[c] ?? '')] as const,
    );
    if (ties.some(([left, right]) => left === null || right === null)) return [];
    from += ` JOIN ${tableSql(next, as)} ON ${ties.map(([left, right]) => `${left} = ${right}`).join(' AND ')}`;
    [alias, table] = [as, next];
  }
  const key = path.steps.at(-1)?.from.columns[0];
  const patient = key === undefined ? null : named(table, alias, key);
  if (patient === null) return [];
  const counts = cuts.map((cut) => {
    const isInside = `coalesce(day >= ${quoteText(cut)}, 1)`;
    return `count(DISTINCT CASE WHEN ${isInside} THEN patient END), count(DISTINCT CASE WHEN NOT ${isInside} THEN patient END)`;
  });
  const sql = `WITH x AS MATERIALIZED (SELECT ${day.sql} AS day, nullif(trim(CAST(${patient} AS TEXT)), '') AS patient FROM ${from}) SELECT ${['count(DISTINCT patient)', ...counts].join(', ')} FROM x`;
  return (source.db.prepare(sql).raw(true).get() as unknown[]).map(Number);
}

function named(table: StagedTable, alias: string, name: string): string | null {
  const column = findColumn(table, name);
  return column && columnSql(alias, column);
}

/** The patients that a window of those seen leaves in the migration. */
function countPatients(
  scope: PatientScope,
  profile: SourceProfile,
  snapshotAt: string,
  source: CountSource,
): PatientScope {
  const seen = seenBy(profile) ?? null;
  const window: ScopePlan['patients'] | null = scope.window;
  const by = window ?? seen;
  const table = source.tables.find((one) => one.name === scope.table);
  if (!table || !by) return scope;
  let own: string | null = null;
  const visits: SeenRows[] = [];
  for (const one of seenTables(by)) {
    const staged = source.tables.find((other) => other.name === one.table);
    const key = profile.tables.find((other) => other.name === one.table)?.patientPath?.steps[0]?.to.columns[0];
    own ??= key === undefined ? null : named(table, 'p', key);
    const day = staged && named(staged, 'v', one.column);
    const patient = staged && named(staged, 'v', one.patient);
    if (staged && day && patient)
      visits.push({ visits: staged, patient, day: daySql(day, orderOf(one, staged, source)) });
  }
  if (own === null || visits.length === 0) return scope;
  const since = window ? firstDayOf(window, snapshotAt) : null;
  const choices = YEARS.map((years) => ({ years, since: firstDayOf({ years }, snapshotAt) ?? '' }));
  const cuts = [...(since === null ? [] : [since]), ...choices.map((choice) => choice.since)];
  const found = patientsSeen(source.db, visits, table, own, cuts);
  const migrated = since === null ? found[0]! : found[1]!;
  return {
    ...scope,
    all: found[0]!,
    migrated,
    archived: found[0]! - migrated,
    choices: choices.map((choice, i) => ({ ...choice, patients: found[(since === null ? 1 : 2) + i]! })),
  };
}

/** Rows that say a patient was seen: `patient` and `day` are SQL over the table as `v`. */
export interface SeenRows {
  readonly visits: StagedTable;
  readonly patient: string;
  readonly day: string;
}

/**
 * All patients, then those seen since each day, by any of the tables. A row without a day that can be read counts as of late, as it does in a run. `own` is SQL over
 * the patient table as `p`.
 */
export function patientsSeen(
  db: Database,
  seen: readonly SeenRows[],
  patients: StagedTable,
  own: string,
  since: readonly string[],
): number[] {
  const rows = seen.map(
    ({ visits, patient, day }) =>
      `SELECT ${keyText(patient)} AS patient, coalesce(${day}, '9999') AS day FROM ${tableSql(visits, 'v')} WHERE ${patient} IS NOT NULL`,
  );
  const sql =
    `WITH x AS MATERIALIZED (SELECT patient, max(day) AS last FROM (${rows.join(' UNION ALL ')}) GROUP BY 1) ` +
    `SELECT count(*), ${since.map((one) => `coalesce(sum(x.last >= ${quoteText(one)}), 0)`).join(', ')} FROM ${tableSql(patients, 'p')} LEFT JOIN x ON x.patient = ${keyText(own)}`;
  return (db.prepare(sql).raw(true).get() as unknown[]).map((value) => Number(value ?? 0));
}

const keyText = (sql: string): string => `trim(CAST(${sql} AS TEXT))`;
