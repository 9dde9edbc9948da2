import type { RowWindow, TableDecision } from '../artifacts/scope-plan.js';
import { readScopePlan, writeScopePlan } from '../artifacts/workspace.js';
import { MigrationError } from '../base/error.js';
import { didYouMean } from '../mapping/nearest-name.js';
import { findColumn } from '../mapping/staged-sql.js';
import { stagedTables } from '../project/workspace.js';
import type { StagedTable } from '../vault/contract.js';
import type { Vault } from '../vault/vault.js';

export interface ScopeDecisionRequest {
  /** `table` or `source/table`. */
  readonly table: string;
  readonly decision: TableDecision['decision'];
  readonly reason?: string;
  /** `COLUMN:YEARS`, `COLUMN:YYYY-MM-DD`, or `none` to take a window out; absent: as it was. */
  readonly window?: string;
}

const usage = (message: string, hint: string): MigrationError =>
  new MigrationError(message, { code: 'SCOPE_DECISION_INVALID', kind: 'usage', where: 'scope.yaml', hint });

/**
 * Writes a person's decision for one staged table into scope.yaml; comments and order of the file stay, and no proposal will change it again.
 * Error SCOPE_DECISION_INVALID: unknown table or column, drop without a reason, a window without migrate.
 */
export function setScopeDecision(dir: string, vault: Vault, request: ScopeDecisionRequest): TableDecision {
  const { table, qualified } = findTable(stagedTables(vault), request.table);
  const plan = readScopePlan(dir);
  const listed = [`${table.source}/${table.name}`, table.name].find((name) => Object.hasOwn(plan.tables, name));
  const name = listed ?? (qualified ? `${table.source}/${table.name}` : table.name);
  const known = listed === undefined ? undefined : plan.tables[listed];
  // The reason of another decision, or of a proposal, does not speak for this one.
  const sameMind = known?.decision === request.decision && known.by !== 'proposed';
  const reason = request.reason ?? (sameMind ? known?.reason : undefined);
  if (request.decision === 'drop' && !reason) throw usage('A dropped table needs a reason', 'Give --reason TEXT.');
  const window =
    request.window === undefined
      ? request.decision === 'migrate'
        ? known?.window
        : undefined
      : parseWindow(request.window, table);
  if (window && request.decision !== 'migrate')
    throw usage('Only a table that is migrated can have a window', 'Leave --window out, or decide migrate.');
  const decision: TableDecision = {
    decision: request.decision,
    ...(reason === undefined ? {} : { reason }),
    ...(request.decision === 'migrate' && known?.remainder ? { remainder: known.remainder } : {}),
    by: 'person',
    ...(window ? { window } : {}),
  };
  writeScopePlan(dir, { tables: { ...plan.tables, [name]: decision } });
  return decision;
}

function findTable(tables: readonly StagedTable[], given: string): { table: StagedTable; qualified: boolean } {
  const same = (text: string): boolean => text.toLowerCase() === given.toLowerCase();
  const found = tables.filter((table) => same(table.name) || same(`${table.source}/${table.name}`));
  const [table, ...more] = found;
  if (table === undefined)
    throw usage(
      `No table ${given} is staged`,
      didYouMean(
        given,
        tables.map((one) => one.name),
      ) || '`chartlift scope show` lists the staged tables.',
    );
  if (more.length > 0)
    throw usage(
      `Several sources have a table ${given}`,
      `Write ${found.map((one) => `${one.source}/${one.name}`).join(' or ')}.`,
    );
  return { table, qualified: given.includes('/') };
}

function parseWindow(text: string, table: StagedTable): RowWindow | undefined {
  if (text === 'none') return undefined;
  const parts = /^(.+):(?:(\d{1,3})|(\d{4}-\d\d-\d\d))$/.exec(text);
  if (!parts) throw usage('The window cannot be read', 'Write COLUMN:YEARS, COLUMN:YYYY-MM-DD, or none.');
  const column = findColumn(table, parts[1] ?? '');
  if (!column)
    throw usage(
      `The table ${table.name} has no column ${parts[1]}`,
      didYouMean(
        parts[1] ?? '',
        table.columns.map((one) => one.name),
      ) || 'Name a date column of the table; where the date is in another table, write via in scope.yaml.',
    );
  return parts[2] === undefined
    ? { column: column.name, since: parts[3] ?? '' }
    : { column: column.name, years: Number(parts[2]) };
}
