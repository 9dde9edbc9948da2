import type { Cell } from '../../base/cell.js';
import { type CompletedProfile, type CompleteOptions, completeProfile } from '../complete-profile.js';
import type { TableRows } from '../input.js';
import { profileSource } from '../profile-source.js';

/** A table for tests: columns as `name` or `name:cellType`, the declared key with a `!` behind it. */
export interface TestTable {
  readonly columns: string;
  readonly rows: readonly (readonly Cell[])[];
}

/** The completed profile of a few small tables, with a second look at them. */
export async function structureOfTables(
  tables: Readonly<Record<string, TestTable>>,
  options: Omit<CompleteOptions, 'look'> & { readonly blind?: boolean } = {},
): Promise<CompletedProfile> {
  const declared = Object.entries(tables).map(([name, table]) => ({
    name,
    comment: null,
    references: [],
    columns: table.columns.split(' ').map((text) => {
      const [column = '', cellType = 'text'] = text.replace('!', '').split(':');
      return { name: column, type: cellType, cellType, comment: null, key: text.includes('!') };
    }),
  }));
  async function* rows(wanted?: readonly string[]): AsyncIterable<TableRows> {
    for (const { name, columns } of declared) {
      if (wanted !== undefined && !wanted.includes(name)) continue;
      const own = tables[name]?.rows ?? [];
      yield { table: name, rowCount: own.length, columns: columns.map((_, c) => own.map((row) => row[c] ?? null)) };
    }
  }
  const input = {
    source: 'test',
    format: 'test',
    product: null,
    snapshotAt: '2026-01-01',
    tables: declared,
    rows: () => rows(),
  };
  const { blind, ...rest } = options;
  return completeProfile(await profileSource(input), { ...rest, ...(blind ? {} : { look: rows }) });
}

/** `table.column -> table.column`, without scores. */
export const joinNames = ({ profile }: CompletedProfile): string[] =>
  profile.joins
    .map(({ from, to }) => `${from.table}.${from.columns.join()} -> ${to.table}.${to.columns.join()}`)
    .sort();

/** Rows with a number counted up and what is made of it. */
export const rowsOf = (count: number, row: (i: number) => readonly Cell[]): (readonly Cell[])[] =>
  Array.from({ length: count }, (_, i) => row(i));
