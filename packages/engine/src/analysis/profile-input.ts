import { BATCH_ROWS, type Cell } from '../base/cell.js';
import type { ProfileInput, TableRows } from '../profile/input.js';
import type { LookAgain } from '../profile/structure/second-look.js';
import type { TableSource } from '../sources/contract.js';
import type { StagedSource } from '../vault/contract.js';
import type { Vault } from '../vault/vault.js';

/** A staged source as input of a profile: all its tables, row by row from the vault. */
export function profileInputOfStaged(vault: Pick<Vault, 'scan'>, source: StagedSource): ProfileInput {
  return {
    source: source.name,
    format: source.format,
    product: source.product,
    snapshotAt: source.snapshotAt,
    tables: source.tables.map((table) => ({
      name: table.name,
      comment: table.comment ?? null,
      columns: table.columns.map(({ name, type, cellType, key, comment }) => ({
        ...{ name, type, cellType, key },
        comment: comment ?? null,
      })),
      references: table.foreignKeys ?? [],
    })),
    async *rows(signal) {
      for (const table of source.tables) {
        let columns: Cell[][] = table.columns.map(() => []);
        let rowCount = 0;
        for (const { cells } of vault.scan(table)) {
          for (let c = 0; c < columns.length; c++) columns[c]!.push(cells[c]!);
          if (++rowCount < BATCH_ROWS) continue;
          signal?.throwIfAborted();
          yield { table: table.name, columns, rowCount } satisfies TableRows;
          columns = table.columns.map(() => []);
          rowCount = 0;
        }
        if (rowCount > 0) yield { table: table.name, columns, rowCount };
      }
    },
  };
}

/** A source that is read where it lies. `snapshotAt` stands in where the source does not say when it was taken. */
export async function profileInputOfSource(
  source: TableSource,
  given: { readonly name: string; readonly snapshotAt: string },
): Promise<ProfileInput> {
  const catalog = await source.catalog();
  const tables = catalog.tables.filter((table) => table.status === 'read');
  return {
    source: given.name,
    format: catalog.format,
    product: catalog.product,
    snapshotAt: catalog.statedAt ?? given.snapshotAt,
    tables: tables.map((table) => ({
      name: table.name,
      comment: table.comment ?? null,
      columns: table.columns.map(({ name, type, cellType, key, comment }) => ({
        ...{ name, type, cellType, key },
        comment: comment ?? null,
      })),
      references: table.foreignKeys,
    })),
    rows: (signal) => source.scan(signal ? { signal } : {}),
  };
}

/** The rows of some tables of a staged source once more, as `completeProfile` looks at them. */
export function lookAgainAtStaged(vault: Pick<Vault, 'scan'>, source: StagedSource): LookAgain {
  return (wanted) => {
    const tables = source.tables.filter((table) => wanted.includes(table.name));
    return profileInputOfStaged(vault, { ...source, tables }).rows();
  };
}

/** The rows of some tables of a source that is read where it lies once more, as `completeProfile` looks at them. */
export const lookAgainAtSource =
  (source: TableSource): LookAgain =>
  (tables) =>
    source.scan({ tables });
