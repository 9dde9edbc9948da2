import type { Cell } from '../base/cell.js';

/** Rows of a made-up table, and how its source declares it: nothing, unless `types` says so. */
export interface MadeTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly types?: Readonly<Record<string, string>>;
}

/** Made-up tables as input of a profile, in batches of 1,000 rows. */
export function profileInputOf(tables: Readonly<Record<string, MadeTable>>) {
  return {
    source: 'made-up',
    format: 'test',
    product: null,
    snapshotAt: '2024-06-30',
    tables: Object.entries(tables).map(([name, { columns, types }]) => ({
      name,
      comment: null,
      columns: columns.map((column) => ({
        name: column,
        type: types?.[column] ?? 'text',
        cellType: types?.[column] ?? 'unknown',
        comment: null,
        key: false,
      })),
      references: [],
    })),
    async *rows() {
      for (const [table, { columns, rows }] of Object.entries(tables))
        for (let from = 0; from < rows.length; from += 1000) {
          const part = rows.slice(from, from + 1000);
          yield { table, columns: columns.map((_, c) => part.map((row) => row[c] ?? null)), rowCount: part.length };
        }
    },
  };
}
