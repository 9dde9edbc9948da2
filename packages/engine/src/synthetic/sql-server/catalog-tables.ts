import { OBJECT_CATALOG } from './object-catalog.js';
import type { ColumnSpec } from './spec.js';
import { STORAGE_CATALOG } from './storage-catalog.js';

/** A system table as one version of the server has it. */
export interface CatalogTable {
  readonly id: number;
  readonly name: string;
  readonly key: readonly string[];
  readonly columns: readonly ColumnSpec[];
}

const NULLABLE = /^(?:sql_variant|var)/;
/** Collation of the char columns of the catalog: Latin1_General_CI_AS_KS_WS (observed). */
const CATALOG_COLLATION = 0x1008;

export function catalogTables(version: number): CatalogTable[] {
  return [...STORAGE_CATALOG, ...OBJECT_CATALOG]
    .filter(({ since, until }) => version >= (since ?? 0) && version <= (until ?? 9999))
    .map(({ id, name, key, columns }) => ({
      id,
      name,
      key,
      columns: columns.flatMap((text): ColumnSpec[] => {
        const [column = '', type = '', since, until] = text.split(' ');
        if (version < Number(since ?? 0) || version > Number(until ?? 9999)) return [];
        const collation = type.startsWith('char') ? { collation: CATALOG_COLLATION } : {};
        return [
          {
            name: column,
            type,
            nullable: NULLABLE.test(type) || (name === 'sysidxstats' && column === 'name'),
            ...collation,
          },
        ];
      }),
    }));
}

/** Rowsets of the first tables are numbered object id << 16, those of the others have index id 1 in the top bits (observed). */
const LOW_ROWSETS: ReadonlySet<number> = new Set([3, 4, 5, 7, 13]);

export const catalogRowsetId = (id: number): bigint => (LOW_ROWSETS.has(id) ? 0n : 1n << 48n) | (BigInt(id) << 16n);
