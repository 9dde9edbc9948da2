import type { ScopePlan, TableDecision } from '../artifacts/scope-plan.js';
import {
  DISPOSITION_NAMES,
  Disposition,
  type DispositionName,
  REJECTED_SUFFIX,
  strongerDisposition,
} from '../base/disposition.js';
import type { Issue } from '../base/issue.js';
import { formatLocator } from '../base/locator.js';
import { type TableClaims, tableKey } from './row-claims.js';

/** A staged table with its rows counted by `SELECT count(*)`, never taken from what the run says it saw. */
export interface CountedTable {
  readonly source: string;
  readonly table: string;
  readonly rows: number;
}

export interface LedgerTable {
  /** Table name; `source/table` where several sources hold a table of that name. */
  readonly name: string;
  readonly source: string;
  readonly table: string;
  readonly decision: TableDecision['decision'] | 'unlisted';
  readonly staged: number;
  readonly delivered: number;
  readonly archived: number;
  readonly excluded: number;
  readonly merged: number;
  readonly quarantined: number;
  /** staged minus all of these; any other than 0 is a fault of the run. */
  readonly unaccounted: number;
  /** Rows by disposition and reason; names in order. */
  readonly reasons: Readonly<Partial<Record<DispositionName, Readonly<Record<string, number>>>>>;
}

export interface RowLedgerResult {
  /** Every row of every table is in exactly one place, and the scope plan was kept. */
  readonly balanced: boolean;
  readonly tables: readonly LedgerTable[];
  readonly issues: readonly Issue[];
}

/** How many locators of one kind of gap are told for a table; the count is always whole. */
const SHOWN = 5;

/**
 * Closes the row ledger: for each staged table staged = delivered + archived + excluded + merged + quarantined. Tables that the scope plan archives,
 * uses as reference or drops get that claim here, and rows that a reader kept aside are quarantined; everything else must have been claimed by the run. It fails for a row that nobody claimed, a claimed row that
 * does not exist, a claim on a table that is not staged, a delivered row of a dropped table, and an unlisted table where the plan says `fail`.
 */
export function closeRowLedger(
  counted: readonly CountedTable[],
  plan: ScopePlan,
  claims: readonly TableClaims[],
): RowLedgerResult {
  const issues: Issue[] = [];
  const claimed = new Map(claims.map((table) => [tableKey(table.source, table.table), table]));
  const homonyms = new Map<string, number>();
  for (const { table } of counted) homonyms.set(table, (homonyms.get(table) ?? 0) + 1);
  const tables: LedgerTable[] = [];
  for (const table of counted) {
    const key = tableKey(table.source, table.table);
    const several = (homonyms.get(table.table) ?? 0) > 1;
    tables.push(closeTable(table, several, plan, claimed.get(key), issues));
    claimed.delete(key);
  }
  for (const { source, table, dispositions } of claimed.values())
    if (dispositions.some((d) => d !== Disposition.none))
      issues.push(
        fault(
          'ledger-ghost-table',
          formatLocator({ source, table }),
          'The run claims rows of a table that is not staged.',
        ),
      );
  return { balanced: !issues.some((issue) => issue.severity === 'error'), tables, issues };
}

/** What the scope plan says of a table; `source/table` goes before the table's name alone. */
export function decisionOf(plan: ScopePlan, source: string, table: string): TableDecision | null {
  const own = (name: string) => (Object.hasOwn(plan.tables, name) ? plan.tables[name]! : null);
  return own(`${source}/${table}`) ?? own(table);
}

/** Reason of rows that a reader kept aside: the issues of staging say what is wrong with each. */
const ROW_REJECTED = 'row-rejected';

/** Rows kept aside share the scope of their table: dropped with it, else quarantined whatever becomes of the well-formed ones. */
function rejectedClaim(plan: ScopePlan, source: string, table: string) {
  const base = decisionOf(plan, source, table.slice(0, -REJECTED_SUFFIX.length));
  return base?.decision === 'drop'
    ? { disposition: Disposition.excluded, reason: 'scope-drop' }
    : { disposition: Disposition.quarantined, reason: ROW_REJECTED };
}

/** Claim that the plan itself makes on every row of a table; null where the run must say. */
function scopeClaim(decision: TableDecision['decision'] | 'unlisted', plan: ScopePlan) {
  if (decision === 'archive') return { disposition: Disposition.archived, reason: 'scope-archive' };
  if (decision === 'reference') return { disposition: Disposition.archived, reason: 'scope-reference' };
  if (decision === 'drop') return { disposition: Disposition.excluded, reason: 'scope-drop' };
  if (decision === 'unlisted' && plan.unlisted === 'archive')
    return { disposition: Disposition.archived, reason: 'scope-unlisted' };
  return null;
}

/** Where a row is: what the run claims, unless the scope plan's own claim is the stronger. */
function fateOf(
  scope: { disposition: Disposition; reason: string } | null,
  held: Disposition,
  reason: string,
): { disposition: Disposition; reason: string } {
  if (scope === null) return { disposition: held, reason };
  const byScope = held === Disposition.none || strongerDisposition(held, scope.disposition) !== held;
  return byScope ? scope : { disposition: held, reason };
}

/** The same for one row, as the ledger of a run counted it; `none` where nobody claimed it. */
export function rowFate(
  plan: ScopePlan,
  source: string,
  table: string,
  row: number,
  claims: TableClaims | undefined,
): { readonly disposition: DispositionName; readonly reason: string } {
  const scope = scopeClaim(decisionOf(plan, source, table)?.decision ?? 'unlisted', plan);
  const held = (claims?.dispositions[row - 1] ?? Disposition.none) as Disposition;
  const fate = fateOf(scope, held, claims?.reasonNames[claims.reasons[row - 1]!] ?? '');
  return { disposition: DISPOSITION_NAMES[fate.disposition], reason: fate.reason };
}

function closeTable(
  { source, table, rows }: CountedTable,
  several: boolean,
  plan: ScopePlan,
  claims: TableClaims | undefined,
  issues: Issue[],
): LedgerTable {
  const decision = decisionOf(plan, source, table)?.decision ?? 'unlisted';
  const isAside = decision === 'unlisted' && table.endsWith(REJECTED_SUFFIX);
  const scope = isAside ? rejectedClaim(plan, source, table) : scopeClaim(decision, plan);
  const counts = new Array<number>(DISPOSITION_NAMES.length).fill(0);
  const reasons = DISPOSITION_NAMES.map(() => new Map<string, number>());
  const gaps: number[] = [];
  const dropped: number[] = [];
  for (let row = 1; row <= rows; row++) {
    const held = (claims?.dispositions[row - 1] ?? Disposition.none) as Disposition;
    const { disposition, reason } = fateOf(scope, held, claims?.reasonNames[claims.reasons[row - 1]!] ?? '');
    if (decision === 'drop' && held === Disposition.delivered) dropped.push(row);
    if (disposition === Disposition.none) {
      gaps.push(row);
      continue;
    }
    counts[disposition]!++;
    const byReason = reasons[disposition]!;
    byReason.set(reason, (byReason.get(reason) ?? 0) + 1);
  }
  const place = (row: number) => formatLocator({ source, table, row });
  const tell = (code: string, found: readonly number[], what: string) => {
    for (const row of found.slice(0, SHOWN))
      issues.push(fault(code, place(row), `${what} (${found.length} in this table).`));
  };
  if (decision === 'unlisted' && !isAside && plan.unlisted === 'fail' && rows > 0)
    issues.push({
      ...fault(
        'table-unlisted',
        formatLocator({ source, table }),
        'The table has rows and the scope plan does not say what becomes of it.',
      ),
      hint: 'Add it to scope.yaml: migrate, reference, archive or drop.',
    });
  tell('ledger-gap', gaps, 'Nothing says what became of this row');
  tell('ledger-dropped-row-delivered', dropped, 'The row was delivered although the scope plan drops its table');
  const ghosts: number[] = [];
  for (let i = rows; i < (claims?.dispositions.length ?? 0); i++)
    if (claims!.dispositions[i] !== Disposition.none) ghosts.push(i + 1);
  tell('ledger-ghost-row', ghosts, 'The run claims a row that the table does not have');
  const of = (disposition: Disposition) => counts[disposition]!;
  return {
    name: several ? `${source}/${table}` : table,
    source,
    table,
    decision,
    staged: rows,
    delivered: of(Disposition.delivered),
    archived: of(Disposition.archived),
    excluded: of(Disposition.excluded),
    merged: of(Disposition.merged),
    quarantined: of(Disposition.quarantined),
    unaccounted: rows - counts.reduce((sum, count) => sum + count, 0),
    reasons: Object.fromEntries(
      DISPOSITION_NAMES.map((name, i) => [
        name,
        Object.fromEntries([...reasons[i]!].sort(([a], [b]) => (a < b ? -1 : 1))),
      ]).filter(([, byReason]) => Object.keys(byReason as object).length > 0),
    ),
  };
}

function fault(code: string, where: string, message: string): Issue {
  return {
    severity: 'error',
    code,
    where,
    message,
    hint: 'This is a fault of the run, not of the data: keep the vault and report it with this code.',
  };
}
