import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../base/cell.js';
import type { DeclaredTable, ProfileInput } from './input.js';
import { profileSource } from './profile-source.js';

/** A table of untyped columns; `rows[r][c]`. */
export function inputOf(tables: Readonly<Record<string, { columns: string[]; rows: Cell[][] }>>): ProfileInput {
  return {
    source: 'test',
    format: 'test',
    product: null,
    snapshotAt: '2024-06-30',
    tables: Object.entries(tables).map(
      ([name, { columns }]): DeclaredTable => ({
        name,
        comment: null,
        columns: columns.map((column) => ({
          name: column,
          type: 'text',
          cellType: 'unknown',
          comment: null,
          key: false,
        })),
        references: [],
      }),
    ),
    async *rows() {
      for (const [table, { columns, rows }] of Object.entries(tables))
        for (let from = 0; from < rows.length; from += 1000) {
          const part = rows.slice(from, from + 1000);
          yield { table, columns: columns.map((_, c) => part.map((row) => row[c]!)), rowCount: part.length };
        }
    },
  };
}

const columnOf = async (name: string, cells: Cell[]) => {
  const done = await profileSource(inputOf({ thing: { columns: [name], rows: cells.map((cell) => [cell]) } }));
  return done.profile.tables[0]!.columns[0]!;
};
const many = (...values: Cell[]): Cell[] => Array.from({ length: 60 }, (_, i) => values[i % values.length]!);

describe('profileSource', () => {
  it('counts as a naive count does', async () => {
    const cell = fc.oneof(
      fc.constant(null),
      fc.constant(' '),
      fc.integer({ min: -5, max: 5 }),
      fc.string({ maxLength: 3 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { maxLength: 300 }), async (cells) => {
        const column = await columnOf('c', cells);
        // The trimming of the profile, written another way.
        const texts = cells.filter((c) => c !== null).map((c) => String(c).replace(/^[\0\s]+|[\0\s]+$/g, ''));
        const filled = texts.filter((text) => text !== '');
        expect(column).toMatchObject({
          nulls: cells.length - texts.length,
          blanks: texts.length - filled.length,
          filled: filled.length,
          distinct: { count: new Set(filled).size, exact: true },
        });
      }),
      { numRuns: 60 },
    );
  });

  it.each<[string, string, Cell[]]>([
    ['integer', 'n', many('1', '25', '317')],
    ['decimal', 'n', many('1.5', '2', '-3.25')],
    ['boolean', 'flag', many('Y', 'N')],
    ['date', 'd', many('2020-01-31', '1999-12-01')],
    ['date', 'd', many('31.01.2020', '1.12.1999')],
    ['datetime', 'd', many('2020-01-31 10:11:12', '1999-12-01 00:00:00')],
    ['date', 'd', many('5-JAN-2020', '17-Dec-1999')],
    ['time', 't', many('10:15', '23:59')],
    ['guid', 'g', many('6f1c6f0e-2f0b-4d57-9a0e-5a2a5c0d9b61', '6F1C6F0E-2F0B-4D57-9A0E-5A2A5C0D9B62')],
    ['code', 'c', many('E11.9', 'I10', 'J45.20')],
    ['code', 'c', many('02134', '10001', '00501')],
    ['word', 'w', many('active', 'inactive', 'resolved')],
    ['empty', 'e', [null, '', '  ']],
  ])('tells %s whatever the declared type says', async (kind, name, cells) => {
    expect((await columnOf(name, cells)).kind).toBe(kind);
  });
});
