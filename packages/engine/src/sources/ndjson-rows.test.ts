import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cell, CellType, ColumnBatch } from '../base/cell.js';
import type { ColumnInfo } from './contract.js';
import { exportValue } from './export-rows.js';
import { ndjsonRows } from './ndjson-rows.js';

const CELL_TYPES: readonly CellType[] = [
  'text',
  'integer',
  'decimal',
  'float',
  'boolean',
  'datetime',
  'guid',
  'unknown',
];

const text = fc.oneof(
  fc.string({ maxLength: 70 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom('a', '"', '\\', '\n', '\u007f', 'é', '中', '😀', '\ud800', '\udc00', ' '),
    maxLength: 70,
  }),
);
const number = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double(),
  fc.float(),
  fc.constantFrom(0, -0, 9, 10, -10, 2 ** 31, 2 ** 31 - 1, -(2 ** 31), 1e21, 5e-324, Number.NaN),
);
const cell: fc.Arbitrary<Cell> = fc.oneof(
  text,
  number,
  fc.boolean(),
  fc.constant(null),
  fc.bigInt(),
  fc.uint8Array({ maxLength: 40 }),
  fc.constantFrom('2020-01-02 03:04:05', '0000-00-00 00:00:00', 'A0EEBC99'),
);

const table = fc
  .tuple(fc.nat(5), fc.nat(6))
  .chain(([width, rowCount]) =>
    fc.tuple(
      fc.uniqueArray(text, { minLength: width, maxLength: width }),
      fc.array(fc.constantFrom(...CELL_TYPES), { minLength: width, maxLength: width }),
      fc.array(fc.boolean(), { minLength: width, maxLength: width }),
      fc.array(fc.array(cell, { minLength: rowCount, maxLength: rowCount }), { minLength: width, maxLength: width }),
      fc.constant(rowCount),
    ),
  );

/** A row as JSON.stringify would write it. */
function expected(batch: ColumnBatch, columns: readonly ColumnInfo[], row: number): string {
  const fields = columns.map(({ name, cellType, single }, c) => {
    const value = exportValue(batch.columns[c]![row] as Cell, cellType, single);
    return `${JSON.stringify(name)}:${Object.is(value, -0) ? '-0' : JSON.stringify(value)}`;
  });
  return `{${fields.join(',')}}\n`;
}

test('rows are the JSON of their values, whatever they hold', () => {
  fc.assert(
    fc.property(table, ([columnNames, types, singles, cells, rowCount]) => {
      const columns = columnNames.map((name, c): ColumnInfo => {
        const cellType = types[c]!;
        const single = cellType === 'float' && singles[c]!;
        return { name, type: cellType, cellType, ...(single ? { single } : {}), nullable: null, key: false };
      });
      const positions = Array.from({ length: rowCount }, (_, r) => r);
      const batch = { table: 't', columnNames, columns: cells, rowCount, firstRow: 1, file: 'f', positions };
      const rows = positions.map((r) => expected(batch, columns, r)).join('');
      expect(Buffer.from(ndjsonRows(batch, columns)).equals(Buffer.from(rows))).toBe(true);
    }),
    { numRuns: 1500 },
  );
});

test('a row that is much longer than was reckoned is written whole', () => {
  const long = '中"'.repeat(50_000);
  const batch = {
    table: 't',
    columnNames: ['a'],
    columns: [[long]],
    rowCount: 1,
    firstRow: 1,
    file: 'f',
    positions: [0],
  };
  expect(Buffer.from(ndjsonRows(batch, [])).toString()).toBe(`${JSON.stringify({ a: long })}\n`);
});
