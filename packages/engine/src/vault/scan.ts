import type { Cell } from '../base/cell.js';
import { decodeCell, type Stored } from './cell-storage.js';
import type { StagedTable } from './contract.js';
import type { VaultDatabase } from './database.js';
import { quoteIdentifier } from './sql.js';

export interface ScannedRow {
  /** 1-based ordinal in the table. */
  readonly row: number;
  /** Position in its file. */
  readonly position: number;
  /** Index into the table's `files`. */
  readonly file: number;
  /** In column order. */
  readonly cells: readonly Cell[];
}

/** Rows [from, to] of a staged table in order, every cell as it was staged. */
export function* scanTable(db: VaultDatabase, table: StagedTable, from: number, to: number): Iterable<ScannedRow> {
  const slabs = new Map<string, string[]>([[table.sqlName, []]]);
  for (const column of table.columns) {
    const sqlTable = column.sqlTable ?? table.sqlName;
    const names = slabs.get(sqlTable) ?? [];
    names.push(column.sqlName ?? column.name);
    slabs.set(sqlTable, names);
  }
  // One statement for each slab, stepped together: a result cannot have more than 2,000 columns.
  const iterators = [...slabs].map(([sqlTable, names], slab) => {
    const own = slab === 0 ? ['_row', '_pos', '_file'] : [];
    const list = [...own, ...names].map(quoteIdentifier).join(',');
    return db
      .prepare(`SELECT ${list} FROM ${quoteIdentifier(sqlTable)} WHERE _row BETWEEN ? AND ? ORDER BY _row`)
      .raw()
      .safeIntegers()
      .iterate(from, to) as IterableIterator<Stored[]>;
  });
  const [first, ...others] = iterators;
  if (!first) return;
  try {
    for (const [row, position, file, ...cells] of first) {
      for (const other of others) cells.push(...(other.next().value as Stored[]));
      yield {
        row: Number(row),
        position: Number(position),
        file: Number(file),
        cells: table.columns.map((column, i) => decodeCell(cells[i] ?? null, column.cellType)),
      };
    }
  } finally {
    for (const other of others) other.return?.();
  }
}
