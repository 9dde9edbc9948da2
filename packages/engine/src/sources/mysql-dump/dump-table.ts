import type { Cell } from '../../base/cell.js';
import type { ColumnDefinition } from '../../formats/sqldump/column-definition.js';
import type { DumpSession } from '../../formats/sqldump/session.js';
import type { TableDefinition } from '../../formats/sqldump/table-definition.js';
import { TupleParser } from '../../formats/sqldump/tuple.js';
import type { ValueReader } from '../../formats/sqldump/value-reader.js';
import { charsetOf, UTF8 } from '../../formats/text/charset.js';
import type { ColumnInfo, SourceOptions } from '../contract.js';

/** A table of the dump as the structure pass gathers it. */
export interface DumpTable {
  readonly database: string | null;
  readonly definition: TableDefinition;
  /** False when only INSERT statements are known of it. */
  isDefined: boolean;
  rows: number;
  rejected: number;
  isView: boolean;
  /** Name in the catalog; with its database when there are several. */
  name: string;
}

export const inferredColumn = (name: string): ColumnDefinition => ({
  name,
  type: 'text',
  cellType: 'unknown',
  kind: 'unknown',
  nullable: true,
  charset: null,
  comment: null,
  primary: false,
  generated: false,
  defaultText: null,
  references: null,
});

export function columnInfo(table: TableDefinition, column: ColumnDefinition): ColumnInfo {
  const isInferred = column.kind === 'unknown';
  const key = table.primaryKey.some((name) => name.toLowerCase() === column.name.toLowerCase());
  return {
    name: column.name,
    type: column.type,
    cellType: column.cellType,
    nullable: isInferred ? null : column.nullable && !key,
    key,
    ...(column.comment ? { comment: column.comment } : {}),
  };
}

/** How the values of one INSERT become rows of its table. */
export interface InsertPlan {
  readonly readers: readonly ValueReader[];
  /** Column of each value position. */
  readonly columns: readonly number[];
  /** True when value positions are the table's columns in order. */
  readonly isDirect: boolean;
  /** What columns hold that a row does not name: their literal default, else null. */
  readonly defaults: readonly Cell[];
  /** Columns whose value the dump does not tell when a row does not name them. */
  readonly untold: readonly string[];
}

/** Position of each named column; -1 where the table has none. */
export function columnIndexes(table: TableDefinition, names: readonly string[] | null): number[] {
  if (names === null) return table.columns.map((_, i) => i);
  const byName = new Map(table.columns.map((c, i) => [c.name.toLowerCase(), i]));
  return names.map((name) => byName.get(name.toLowerCase()) ?? -1);
}

export function planInsert(
  table: TableDefinition,
  names: readonly string[] | null,
  session: DumpSession,
  options: SourceOptions,
): InsertPlan {
  const columns = columnIndexes(table, names);
  const readerOf = (column: ColumnDefinition): ValueReader => valueReader(table, column, session.charset, options);
  const named = new Set(columns);
  const untold: string[] = [];
  const defaults = table.columns.map((column, i) => {
    if (column.defaultText === undefined && !named.has(i)) untold.push(column.name);
    return defaultCell(column, readerOf(column));
  });
  return {
    readers: columns.map((index) => readerOf(table.columns[index]!)),
    columns,
    isDirect: columns.length === table.columns.length && columns.every((c, i) => c === i),
    defaults,
    untold,
  };
}

function defaultCell(column: ColumnDefinition, reader: ValueReader): Cell {
  if (column.defaultText === undefined || column.defaultText === null) return null;
  const parser = new TupleParser({ backslashEscapes: true, ansiQuotes: false, isLead: null });
  parser.bytes = Buffer.from(`${column.defaultText})`);
  parser.end = parser.bytes.length;
  const end = parser.parse(0, [{ ...reader, charset: UTF8 }]);
  return end > 0 && parser.width === 1 ? (parser.row[0] ?? null) : null;
}

/**
 * Text in a dump is in the connection's character set (SET NAMES). Without one it is taken for UTF-8, then for what the column
 * declares; with SET NAMES binary (mydumper) it is in what the column declares.
 */
function valueReader(
  table: TableDefinition,
  column: ColumnDefinition,
  connection: string | null,
  options: SourceOptions,
): ValueReader {
  const declaredName = column.charset ?? table.charset;
  const declared = declaredName === null ? null : charsetOf(declaredName);
  const second = options['fallback-encoding'] === undefined ? null : charsetOf(options['fallback-encoding']);
  const { kind } = column;
  if (options.encoding !== undefined) return { kind, charset: charsetOf(options.encoding) ?? UTF8, fallback: second };
  if (connection === null) return { kind, charset: UTF8, fallback: second ?? (declared === UTF8 ? null : declared) };
  if (connection === 'binary') return { kind, charset: declared ?? UTF8, fallback: second };
  return { kind, charset: charsetOf(connection) ?? UTF8, fallback: second };
}
