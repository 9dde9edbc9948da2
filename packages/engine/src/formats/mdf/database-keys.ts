import type { SystemCatalog } from './system-catalog.js';
import { numberOf } from './system-records.js';

const PRIMARY_KEY = 0x20; // sysidxstats.status (observed)
export interface DatabaseForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly referencesTable: string;
  readonly referencesColumns: readonly string[];
}

/** Columns by the table that has them, and objects, each by object id. */
type ColumnsOf = ReadonlyMap<number, readonly { readonly id: number; readonly name: string }[]>;
type Objects = ReadonlyMap<number, { readonly type: string; readonly name: string; readonly schema: string }>;

// syssingleobjrefs.class of the columns of a foreign key: its own and those that it refers to (observed)
const FOREIGN_KEY_FROM = 28;
const FOREIGN_KEY_TO = 29;

/** Names of the columns of primary keys in key order, by object. */
export async function primaryKeys(catalog: SystemCatalog, columns: ColumnsOf): Promise<Map<number, string[]>> {
  const index = new Map<number, number>();
  for await (const row of catalog.rows('sysidxstats'))
    if (numberOf(row.status) & PRIMARY_KEY) index.set(numberOf(row.id), numberOf(row.indid));
  const ordered = new Map<number, [number, string][]>();
  for await (const row of catalog.rows('sysiscols')) {
    const objectId = numberOf(row.idmajor);
    const ordinal = numberOf(row.tinyprop1);
    if (index.get(objectId) !== numberOf(row.idminor) || ordinal === 0) continue;
    const name = columns.get(objectId)?.find((column) => column.id === numberOf(row.intprop))?.name;
    if (name === undefined) continue;
    const list = ordered.get(objectId) ?? [];
    list.push([ordinal, name]);
    ordered.set(objectId, list);
  }
  return new Map([...ordered].map(([id, list]) => [id, list.sort((a, b) => a[0] - b[0]).map(([, name]) => name)]));
}

/** Foreign keys by the table that has them. */
export async function foreignKeys(
  catalog: SystemCatalog,
  objects: Objects,
  columns: ColumnsOf,
): Promise<Map<number, DatabaseForeignKey[]>> {
  const ends = new Map<string, [table: number, column: string]>();
  const counts = new Map<number, number>();
  for await (const row of catalog.rows('syssingleobjrefs')) {
    const refClass = numberOf(row.class);
    const key = numberOf(row.depid);
    if ((refClass !== FOREIGN_KEY_FROM && refClass !== FOREIGN_KEY_TO) || objects.get(key)?.type !== 'F') continue;
    const table = numberOf(row.indepid);
    const name = columns.get(table)?.find((column) => column.id === numberOf(row.indepsubid))?.name;
    if (name === undefined) continue;
    const ordinal = numberOf(row.depsubid);
    ends.set(`${refClass}:${key}:${ordinal}`, [table, name]);
    counts.set(key, Math.max(counts.get(key) ?? 0, ordinal));
  }
  const found = new Map<number, DatabaseForeignKey[]>();
  for (const [key, count] of counts) {
    const ordinals = Array.from({ length: count }, (_, i) => i + 1);
    const from = ordinals.flatMap((i) => [ends.get(`${FOREIGN_KEY_FROM}:${key}:${i}`)].filter((e) => e !== undefined));
    const to = ordinals.flatMap((i) => [ends.get(`${FOREIGN_KEY_TO}:${key}:${i}`)].filter((e) => e !== undefined));
    const other = objects.get(to[0]?.[0] ?? 0);
    const table = from[0]?.[0];
    if (table === undefined || other === undefined || from.length !== count || to.length !== count) continue;
    const list = found.get(table) ?? [];
    list.push({
      name: objects.get(key)!.name,
      columns: from.map(([, name]) => name),
      referencesTable: `${other.schema}.${other.name}`,
      referencesColumns: to.map(([, name]) => name),
    });
    found.set(table, list);
  }
  return found;
}
