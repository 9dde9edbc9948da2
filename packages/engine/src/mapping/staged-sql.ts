import type { StagedColumn, StagedTable } from '../vault/contract.js';
import { quoteName } from './sql-text.js';

/** Names that a mapping may speak of although a source lacks them: other versions of the same system have them. */
export interface OptionalNames {
  readonly tables: readonly string[];
  /** By table name. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** The source that they are names of; absent: any database. */
  readonly source?: string;
}

const ABSENT = 'absent';

/** A table that the source lacks: it has no rows, and every column of it is NULL. */
export const isAbsentTable = (table: StagedTable): boolean => table.sqlName === '';
/** A column that the source lacks: NULL in every row. */
export const isAbsentColumn = (column: StagedColumn): boolean => column.type === ABSENT;

/** The staged tables with what is optional and lacking added as empty: index of a staged table stays what it was. */
export function withOptional(
  tables: readonly StagedTable[],
  optional: OptionalNames | undefined,
): readonly StagedTable[] {
  if (!optional) return tables;
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  const isMeant = (table: StagedTable): boolean =>
    optional.source === undefined ? table.apart !== true : table.source === optional.source;
  const added = tables.map((table) => {
    if (!isMeant(table)) return table;
    const wanted = Object.entries(optional.columns).find(([name]) => same(name, table.name))?.[1] ?? [];
    const lacking = wanted.filter((name) => !table.columns.some((c) => same(c.name, name)));
    if (lacking.length === 0) return table;
    const columns = lacking.map((name): StagedColumn => ({ name, type: ABSENT, cellType: ABSENT, key: false }));
    return { ...table, columns: [...table.columns, ...columns] };
  });
  const source = optional.source ?? tables[0]?.source ?? '';
  const apart =
    optional.source === undefined || tables.some((t) => t.source === source) ? {} : { apart: true as const };
  for (const name of optional.tables) {
    if (!added.some((t) => same(t.name, name) && isMeant(t)))
      added.push({ source, name, sqlName: '', columns: [], rows: 0, ...apart });
  }
  return added;
}

/** Column of a table by name, case ignored; any name is a column of an absent table. */
export function findColumn(table: StagedTable, name: string): StagedColumn | null {
  const exact = table.columns.find((c) => c.name === name);
  if (exact) return exact;
  if (isAbsentTable(table)) return { name, type: ABSENT, cellType: ABSENT, key: false };
  return table.columns.find((c) => c.name.toLowerCase() === name.toLowerCase()) ?? null;
}

/** A staged table in a FROM clause, under its alias. */
export function tableSql(table: StagedTable, alias: string): string {
  if (isAbsentTable(table)) return `(SELECT NULL AS _row WHERE 0) AS ${quoteName(alias)}`;
  return `${quoteName(table.sqlName)} AS ${quoteName(alias)}`;
}

/** A column of the table under that alias; null for the bare table. Very wide tables keep some columns in further tables with the same row numbers. */
export function columnSql(alias: string, column: StagedColumn): string {
  if (isAbsentColumn(column)) return 'NULL';
  const name = quoteName(column.sqlName ?? column.name);
  if (column.sqlTable === undefined) return `${quoteName(alias)}.${name}`;
  return `(SELECT slab.${name} FROM ${quoteName(column.sqlTable)} AS slab WHERE slab._row = ${quoteName(alias)}._row)`;
}

/** What is NULL where the cell is, without reading the bytes of a document: its name says whether it is there. */
export function presenceSql(alias: string, table: StagedTable, column: StagedColumn): string {
  const named = column.blobsOf === undefined ? undefined : table.columns.find((one) => one.name === column.blobsOf);
  return columnSql(alias, named ?? column);
}
