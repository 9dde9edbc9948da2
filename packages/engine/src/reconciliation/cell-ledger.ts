import { Disposition } from '../base/disposition.js';
import type { Issue } from '../base/issue.js';
import { formatLocator, type Locator } from '../base/locator.js';
import { type TableClaims, tableKey } from './row-claims.js';

/** Columns of one table as one mapping spec uses them (its driving table and its detail tables each have an entry). */
export interface SpecColumns {
  /** Mapping spec id, as in `Origin.spec` without `#variant`. */
  readonly spec: string;
  readonly source: string;
  readonly table: string;
  /** Columns that an element, key, patient or rule of the spec names. */
  readonly mapped: readonly string[];
  readonly archiveOnly: readonly string[];
}

/** A staged table to count; `query` streams rows of one SQL statement as arrays. */
export interface CellTable {
  readonly source: string;
  readonly table: string;
  readonly sqlName: string;
  readonly columns: readonly string[];
  /** For each column SQL over the table under the name `t` that is NULL where its cell is; absent: the columns themselves. */
  readonly cells?: readonly string[];
}

export type QueryRows = (sql: string) => Iterable<readonly unknown[]>;

export interface CellLedgerColumn {
  readonly source: string;
  readonly table: string;
  readonly column: string;
  /** Non-null cells of delivered rows, counted in the vault. */
  readonly cells: number;
  readonly mapped: number;
  readonly archiveOnly: number;
  readonly issue: number;
  /** cells minus the three; any other than 0 means data of a delivered row that nobody looked at. */
  readonly unaccounted: number;
}

export interface CellLedgerResult {
  readonly balanced: boolean;
  readonly columns: readonly CellLedgerColumn[];
  readonly totals: Readonly<Record<'cells' | 'mapped' | 'archiveOnly' | 'issue' | 'unaccounted', number>>;
  readonly issues: readonly Issue[];
}

/** Bits of one mask: SQLite integers come back as doubles, exact to 53 bits. */
const MASK_BITS = 48;

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Closes the cell ledger: every non-null cell of a delivered row has an issue of its own, or stands in a column that a spec which delivered the row maps
 * or keeps for the archive. An empty string is a value here: a column of empty strings must be accounted for as well.
 * Delivered rows come from the claims (reason = spec ids joined by `+`), the cells from the vault.
 */
export function closeCellLedger(
  tables: readonly CellTable[],
  claims: readonly TableClaims[],
  specs: readonly SpecColumns[],
  issueCells: Iterable<Locator>,
  query: QueryRows,
): CellLedgerResult {
  const claimed = new Map(claims.map((table) => [tableKey(table.source, table.table), table]));
  const faults = issuesByTable(issueCells);
  const columns: CellLedgerColumn[] = [];
  for (const table of tables) {
    const key = tableKey(table.source, table.table);
    const rows = claimed.get(key);
    if (!rows?.dispositions.includes(Disposition.delivered)) continue;
    columns.push(...countTable(table, rows, specs, faults.get(key) ?? new Map(), query));
  }
  const issues = columns.filter((column) => column.unaccounted !== 0).map(unmapped);
  const sum = (name: 'cells' | 'mapped' | 'archiveOnly' | 'issue' | 'unaccounted') =>
    columns.reduce((total, column) => total + column[name], 0);
  return {
    balanced: issues.length === 0,
    columns,
    totals: {
      cells: sum('cells'),
      mapped: sum('mapped'),
      archiveOnly: sum('archiveOnly'),
      issue: sum('issue'),
      unaccounted: sum('unaccounted'),
    },
    issues,
  };
}

function unmapped({ source, table, column, unaccounted }: CellLedgerColumn): Issue {
  return {
    severity: 'error',
    code: 'cell-unaccounted',
    where: `${formatLocator({ source, table })}/*/${column}`,
    message: `${unaccounted} cells of delivered rows are neither mapped, nor archive-only, nor named by an issue.`,
    hint: 'Map the column, or list it under archive_only in the mapping spec of this table.',
  };
}

/** Rows with an issue by column: numbers in few sets, because a large source may have millions. */
type IssueColumns = Map<string, Set<number>>;

function issuesByTable(cells: Iterable<Locator>): Map<string, IssueColumns> {
  const tables = new Map<string, IssueColumns>();
  for (const { source, table, row, column } of cells) {
    if (row === undefined || column === undefined) continue;
    const key = tableKey(source, table);
    const columns: IssueColumns = tables.get(key) ?? new Map();
    tables.set(key, columns);
    const rows = columns.get(column) ?? new Set<number>();
    columns.set(column, rows);
    rows.add(row);
  }
  return tables;
}

type Use = 'mapped' | 'archiveOnly' | 'unaccounted';

function countTable(
  { source, table, sqlName, columns, cells = columns.map((name) => `t.${quote(name)}`) }: CellTable,
  claims: TableClaims,
  specs: readonly SpecColumns[],
  faults: IssueColumns,
  query: QueryRows,
): CellLedgerColumn[] {
  const counts = columns.map(() => ({ cells: 0, mapped: 0, archiveOnly: 0, issue: 0, unaccounted: 0 }));
  const own = specs.filter((spec) => spec.source === source && spec.table === table);
  const uses = claims.reasonNames.map((): readonly Use[] | undefined => undefined);
  const usesOf = (reason: number): readonly Use[] => {
    uses[reason] ??= columnUses(columns, own, (claims.reasonNames[reason] ?? '').split('+'));
    return uses[reason]!;
  };
  const faulty = columns.map((column) => faults.get(column));
  const masks: string[] = [];
  for (let from = 0; from < columns.length; from += MASK_BITS)
    masks.push(
      cells
        .slice(from, from + MASK_BITS)
        .map((cell, bit) => `(${cell} IS NOT NULL)*${2 ** bit}`)
        .join('+'),
    );
  for (const found of query(`SELECT t._row, ${masks.join(', ')} FROM ${quote(sqlName)} AS t`)) {
    const row = Number(found[0]);
    if (claims.dispositions[row - 1] !== Disposition.delivered) continue;
    const use = usesOf(claims.reasons[row - 1]!);
    for (let m = 0; m < masks.length; m++) {
      const mask = Number(found[m + 1]);
      const width = Math.min(MASK_BITS, columns.length - m * MASK_BITS);
      for (let bit = 0; bit < width; bit++) {
        if (Math.floor(mask / 2 ** bit) % 2 === 0) continue;
        const column = m * MASK_BITS + bit;
        const count = counts[column]!;
        count.cells++;
        if (faulty[column]?.has(row)) count.issue++;
        else count[use[column]!]++;
      }
    }
  }
  return counts.map((count, index) => ({ source, table, column: columns[index]!, ...count }));
}

function columnUses(columns: readonly string[], specs: readonly SpecColumns[], delivering: readonly string[]): Use[] {
  const chosen = specs.filter((spec) => delivering.includes(spec.spec));
  return columns.map((column) => {
    if (chosen.some((spec) => spec.mapped.includes(column))) return 'mapped';
    return chosen.some((spec) => spec.archiveOnly.includes(column)) ? 'archiveOnly' : 'unaccounted';
  });
}
