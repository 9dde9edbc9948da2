import { type RowWindow, type SeenBy, seenTables } from '../artifacts/scope-plan.js';
import type { Issue } from '../base/issue.js';
import { formatLocator } from '../base/locator.js';
import { daySql, firstDayOf } from '../mapping/day-sql.js';
import type { MappingEnvironment } from '../mapping/environment.js';
import { didYouMean } from '../mapping/nearest-name.js';
import { standaloneSql, tableWindow, windowDay } from '../mapping/scope-window.js';
import { columnSql, findColumn } from '../mapping/staged-sql.js';
import { mappingEnvironment } from '../project/mapping-setup.js';
import type { Project } from '../project/workspace.js';
import { decisionOf } from '../reconciliation/row-ledger.js';
import type { StagedTable } from '../vault/contract.js';
import type { Vault } from '../vault/vault.js';
import { patientsSeen } from './scope-counts.js';

/** Below this share of rows with a day that can be read, a window says little. */
const LEAST_DATED = 0.5;

/**
 * What is wrong with the windows of the plan: on tables that are not migrated, with columns that are not there or hold no dates, without a snapshot to count from,
 * of patients of whom none is left. As information what each leaves in the archive.
 */
export function checkWindows(project: Project, vault: Vault): Issue[] {
  const sources = vault.sources();
  const tables = sources.flatMap((source) => source.tables);
  const env = mappingEnvironment(project, sources, tables);
  return [...tables.flatMap((table) => checkTable(project, env, table, vault)), ...checkPatients(project, env, vault)];
}

const issue = (severity: Issue['severity'], code: string, where: string, message: string, hint: string): Issue => ({
  ...{ severity, code, where, message, hint },
});

const withoutSnapshot = (where: string): Issue =>
  issue(
    'error',
    'window-without-snapshot',
    where,
    'The source does not say when it was taken, so years cannot be counted back.',
    'Write since: with a day.',
  );

function checkTable(project: Project, env: MappingEnvironment, table: StagedTable, vault: Vault): Issue[] {
  const plan = decisionOf(project.scope, table.source, table.name);
  const window = plan?.window;
  if (!plan || !window) return [];
  const where = formatLocator({ source: table.source, table: table.name });
  if (plan.decision !== 'migrate')
    return [
      issue(
        'error',
        'window-without-migrate',
        where,
        `A window stands on a table that the plan gives to ${plan.decision}.`,
        'Decide migrate, or take the window out.',
      ),
    ];
  const lacking = lackingNames(window, table, env.tables);
  if (lacking !== null)
    return [
      issue(
        'error',
        'window-column-unknown',
        where,
        `The window names ${lacking.name}, which is not there.`,
        lacking.hint,
      ),
    ];
  const rule = tableWindow(env, table, table.name);
  if (rule === null) return [withoutSnapshot(where)];
  const order = window.order ?? env.cleanContext(table.source).dateOrder ?? null;
  const day = standaloneSql(env.tables, table, (alias) => windowDay(window, alias, order));
  const outside = standaloneSql(env.tables, table, (alias) => tableWindow(env, table, alias)?.where ?? '0');
  const [rows, dated, left] = (
    vault.db
      .prepare(`SELECT count(*), count(${day.sql}), coalesce(sum(${outside.sql}), 0) FROM ${day.from}`)
      .raw(true)
      .get() as unknown[]
  ).map(Number) as [number, number, number];
  const found: Issue[] = [];
  if (rows > 0 && dated < rows * LEAST_DATED)
    found.push(
      issue(
        dated === 0 ? 'error' : 'warning',
        'window-undated',
        where,
        `Of ${rows} rows ${rows - dated} have no day that can be read: they stay inside of the window.`,
        'Name another column, or state order: mdy or dmy in the window.',
      ),
    );
  found.push(
    issue(
      'information',
      'window-rows',
      where,
      `${left} of ${rows} rows lie before ${firstDayOf(window, env.snapshotAt?.(table.source) ?? '')} and go to the archive.`,
      'Nothing to do.',
    ),
  );
  return found;
}

function lackingNames(
  window: RowWindow,
  table: StagedTable,
  tables: readonly StagedTable[],
): { name: string; hint: string } | null {
  const { via } = window;
  const dated = via
    ? tables.find((one) => one.source === table.source && one.name.toLowerCase() === via.table.toLowerCase())
    : table;
  if (!dated) return { name: via?.table ?? '', hint: 'via.table names a staged table of the same source.' };
  if (via && via.columns.length !== via.references.length)
    return { name: 'columns and references of different number', hint: 'They pair by their place.' };
  const wanted = [
    [dated, window.column] as const,
    ...(via?.columns ?? []).map((column) => [table, column] as const),
    ...(via?.references ?? []).map((column) => [dated, column] as const),
  ];
  const lacking = wanted.find(([one, column]) => findColumn(one, column) === null);
  if (!lacking) return null;
  const names = lacking[0].columns.map((column) => column.name);
  return {
    name: `${lacking[0].name}.${lacking[1]}`,
    hint: didYouMean(lacking[1], names) || 'Name a column of that table.',
  };
}

function checkPatients(project: Project, env: MappingEnvironment, vault: Vault): Issue[] {
  const window = project.scope.patients;
  if (!window) return [];
  const where = 'scope.yaml: patients';
  const visits: { readonly table: StagedTable; readonly by: SeenBy }[] = [];
  for (const by of seenTables(window)) {
    const table = env.tables.find((one) => one.name.toLowerCase() === by.table.toLowerCase());
    const wrong = table ? lackingColumn(table, by) : lackingTable(by, env);
    if (wrong) return [issue('error', wrong.code, where, wrong.message, wrong.hint)];
    if (table) visits.push({ table, by });
  }
  const spec = project.specs.find((one) => one.resource === 'Patient');
  const from = spec && env.tables.find((table) => table.name.toLowerCase() === spec.from.trim().toLowerCase());
  const key = spec?.patient ?? [spec?.key].flat()[0];
  if (!from || key === undefined || findColumn(from, key) === null) return [];
  const since = firstDayOf(window, env.snapshotAt?.(from.source) ?? '');
  if (since === null) return [withoutSnapshot(where)];
  const sql = (table: StagedTable, alias: string, name: string): string => columnSql(alias, findColumn(table, name)!);
  const rows = visits.map(({ table, by }) => ({
    visits: table,
    patient: sql(table, 'v', by.patient),
    day: daySql(sql(table, 'v', by.column), by.order ?? env.cleanContext(from.source).dateOrder ?? null),
  }));
  const [all = 0, kept = 0] = patientsSeen(vault.db, rows, from, sql(from, 'p', key), [since]);
  const left = all - kept;
  if (all > 0 && left === all)
    return [
      issue(
        'error',
        'window-without-patients',
        where,
        `None of ${all} patients was seen within the window.`,
        'Look at the window: its table, its column that names the patient, its years.',
      ),
    ];
  return [
    issue(
      'information',
      'window-patients',
      where,
      `${left} of ${all} patients were not seen within the window and go to the archive whole.`,
      'Nothing to do.',
    ),
  ];
}

interface Lacking {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

const lackingTable = (by: SeenBy, env: MappingEnvironment): Lacking => ({
  code: 'window-table-unknown',
  message: `The table ${by.table} is not staged.`,
  hint:
    didYouMean(
      by.table,
      env.tables.map((table) => table.name),
    ) || 'Name the table of visits.',
});

function lackingColumn(table: StagedTable, by: SeenBy): Lacking | null {
  const lacking = [by.column, by.patient].find((column) => findColumn(table, column) === null);
  if (lacking === undefined) return null;
  const names = table.columns.map((one) => one.name);
  return {
    code: 'window-column-unknown',
    message: `The table ${table.name} has no column ${lacking}.`,
    hint: didYouMean(lacking, names) || 'Name a column of that table.',
  };
}
