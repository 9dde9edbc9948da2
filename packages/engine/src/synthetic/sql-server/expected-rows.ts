import type { Cell } from '../../base/cell.js';
import { isStored, isVariant, type SpecValue, type TableSpec } from './spec.js';
import { parseType, type SqlType } from './sql-type.js';

/** What a reader must give back for a stored value. */
export function expectedCell(column: SqlType, value: SpecValue): Cell {
  if (isStored(value)) return value.cell;
  if (isVariant(value)) return value.value;
  if (typeof value === 'string' && column.kind === 'fixed') {
    if (column.xtype === 175) return value.padEnd(column.length, ' ');
    if (column.xtype === 239) return value.padEnd(column.length / 2, ' ');
  }
  if (value instanceof Uint8Array && column.xtype === 173) {
    const padded = new Uint8Array(column.length);
    padded.set(value);
    return padded;
  }
  return value;
}

/** The rows as a reader must give them, in the order of the spec. */
export function* expectedRows(table: TableSpec): Generator<Cell[]> {
  const shown = table.columns.flatMap((column, i) =>
    column.dropped || column.computed === 'virtual' ? [] : [{ column, i, type: parseType(column.type) }],
  );
  let row = 0;
  for (const values of table.rows) {
    yield shown.map(({ column, i, type }): Cell => {
      if (column.added && row < column.added.afterRows) return expectedCell(type, column.added.default ?? null);
      const value: SpecValue = values[i] ?? null;
      return expectedCell(type, value);
    });
    row += 1;
  }
}
