import { expect, test } from 'vitest';
import type { Cell } from '../base/cell.js';
import { BatchBuilder } from './batch-builder.js';

test('a batch has the cells of its own rows only, also where the one before was larger or smaller', () => {
  const builder = new BatchBuilder('t', ['a', 'b'], 'f');
  const cellOf = (row: number): Cell => (row % 3 === 0 ? null : row % 3 === 1 ? row + 0.5 : `row ${row}`);
  let next = 0;
  for (const size of [3, 10, 1, 7, 7, 2]) {
    const first = next;
    const column: Cell[] = [];
    for (let i = 0; i < size; i++) column.push(cellOf(next++));
    const byColumn = column.slice(0, size >> 1);
    const places = byColumn.map((_, i) => i);
    builder.addColumns(
      { columns: [byColumn, byColumn], count: byColumn.length, offsets: places, lengths: places },
      100,
    );
    for (const cell of column.slice(size >> 1)) builder.add([cell, cell], 1, 1);
    const batch = builder.take();
    expect(batch.columns).toEqual([column, column]);
    expect(batch).toMatchObject({ rowCount: size, firstRow: first + 1 });
    expect(batch.positions).toHaveLength(size);
    expect(builder.isEmpty).toBe(true);
  }
});
