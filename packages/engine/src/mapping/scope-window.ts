import { type PatientWindow, type RowWindow, seenTables } from '../artifacts/scope-plan.js';
import type { StagedTable } from '../vault/contract.js';
import { type DayOrder, daySql, firstDayOf } from './day-sql.js';
import { type MappingEnvironment, TableIndex } from './environment.js';
import { RowScope, type ScopeTable } from './row-scope.js';
import { quoteName, quoteText } from './sql-text.js';
import { findColumn, isAbsentTable } from './staged-sql.js';

/** A rule that the scope plan itself makes: rows that it takes are archived under its name. */
export interface WindowRule {
  /** `window:TABLE.COLUMN:DAY` or `window:patients:TABLE.COLUMN:DAY`, with `+` between several tables of what counts as seen. */
  readonly rule: string;
  /** Mapping fragment, true for rows outside of the window. */
  readonly where: string;
}

type Plan = Pick<MappingEnvironment, 'scope' | 'snapshotAt' | 'cleanContext'>;

/** The window of a table's rows under an alias; null where the plan sets none. Rows whose date cannot be read are inside. */
export function tableWindow(env: Plan, table: StagedTable, alias: string): WindowRule | null {
  const plan = env.scope.tables[`${table.source}/${table.name}`] ?? env.scope.tables[table.name];
  const window = plan?.decision === 'migrate' ? plan.window : undefined;
  const day = window && firstDayOf(window, env.snapshotAt?.(table.source) ?? '');
  if (!window || !day || isAbsentTable(table)) return null;
  const dated = window.via ? window.via.table : table.name;
  return {
    rule: `window:${dated}.${window.column}:${day}`,
    where: `coalesce(${windowDay(window, alias, orderOf(env, window, table))} < ${quoteText(day)}, 0)`,
  };
}

/** Fragment for the day that a row's window goes by; of several rows of another table the latest. */
export function windowDay(window: RowWindow, alias: string, order: DayOrder): string {
  const { via } = window;
  if (!via) return `(${daySql(named(alias, window.column), order)})`;
  const ties = via.columns.map((column, i) => `w.${quoteName(via.references[i] ?? column)} = ${named(alias, column)}`);
  return `(SELECT max(${daySql(named('w', window.column), order)}) FROM ${quoteName(via.table)} w WHERE ${ties.join(' AND ')})`;
}

/**
 * The window of patients over the patient table: those with no row of anything that counts as having been seen, within it. A row without a date that can
 * be read counts as seen. `patient` is the patient key as a column of the table.
 */
export function patientWindow(
  env: Plan,
  table: StagedTable,
  alias: string,
  patient: string,
  find: (name: string) => StagedTable | null,
): WindowRule | null {
  const window = env.scope.patients;
  const day = window && firstDayOf(window, env.snapshotAt?.(table.source) ?? '');
  if (!window || !day) return null;
  const own = findColumn(table, patient)?.cellType;
  const unseen = seenTables(window).flatMap((by) => {
    const seen = find(by.table);
    if (!seen || isAbsentTable(seen)) return [];
    const same = own === findColumn(seen, by.patient)?.cellType;
    const [left, right] = [named('w', by.patient), named(alias, patient)];
    // Whole numbers may stand as text on one side; an index serves each comparison.
    const text = `trim(CAST(CASE WHEN typeof(${right}) = 'real' AND ${right} = CAST(${right} AS INTEGER) THEN CAST(${right} AS INTEGER) ELSE ${right} END AS TEXT))`;
    const number = `CASE WHEN ${text} GLOB '[0-9]*' AND NOT ${text} GLOB '*[^0-9]*' THEN CAST(${text} AS INTEGER) END`;
    const tie = same ? `${left} = ${right}` : `(${left} = ${right} OR ${left} = ${text} OR ${left} = ${number})`;
    const inside = `coalesce(${daySql(named('w', by.column), orderOf(env, by, table))} >= ${quoteText(day)}, 1)`;
    return [`NOT EXISTS (SELECT 1 FROM ${quoteName(by.table)} w WHERE ${tie} AND ${inside})`];
  });
  return unseen.length === 0 ? null : { rule: patientRule(window, day), where: unseen.join(' AND ') };
}

/** The tables by which patients count as seen stand in the rule's name, so that the ledger tells them. */
const patientRule = (window: PatientWindow, day: string): string =>
  `window:patients:${seenTables(window)
    .map(({ table, column }) => `${table}.${column}`)
    .join('+')}:${day}`;

/** All rules' names that a plan may archive rows by, so that each gets a code of its own. */
export function windowNames(env: Plan, tables: readonly StagedTable[]): string[] {
  const names = tables.flatMap((table) => tableWindow(env, table, table.name)?.rule ?? []);
  const patients = env.scope.patients;
  if (patients)
    for (const { source } of tables) {
      const day = firstDayOf(patients, env.snapshotAt?.(source) ?? '');
      if (day) names.push(patientRule(patients, day));
    }
  return [...new Set(names)].sort();
}

/** A fragment over one table as SQL, with the FROM text it stands on. Throws SqlTextError for a column that is not there. */
export function standaloneSql(
  tables: readonly StagedTable[],
  table: StagedTable,
  fragment: (alias: string) => string,
): { readonly sql: string; readonly from: string; readonly alias: string } {
  const index = new TableIndex(tables);
  const find = (name: string) => {
    const found = index.find(name, table.source);
    return found === 'ambiguous' ? null : found;
  };
  const scope = new RowScope(0, null, find, () => index.names());
  const driving: ScopeTable = scope.addTable(table.name, 'driving');
  return { sql: scope.rewrite(fragment(driving.alias)).sql, from: scope.fromSql(), alias: quoteName(driving.alias) };
}

const named = (alias: string, column: string): string => `${quoteName(alias)}.${quoteName(column)}`;

const orderOf = (env: Plan, window: Pick<RowWindow, 'order'>, table: StagedTable): DayOrder =>
  window.order ?? env.cleanContext(table.source).dateOrder ?? null;
