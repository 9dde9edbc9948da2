import type { SystemCatalog } from './system-catalog.js';
import { numberOf } from './system-records.js';

/** The primary key, another index whose key rows cannot share, or the clustered one. */
export interface DatabaseKey {
  /** 1: the clustered index, whose leaves are the rows. */
  readonly indexId: number;
  readonly isPrimary: boolean;
  /** True where the server keeps the key in a B-tree over all rows and all its columns are known: then rows can be held against it. */
  readonly isKept: boolean;
  /** No two rows have the key. */
  readonly isUnique: boolean;
  /** Column names in key order. */
  readonly columns: readonly string[];
  /** Of each column, whether nothing but plain ascending order is stated of it. */
  readonly ascending: readonly boolean[];
}

export interface DatabaseForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly referencesTable: string;
  readonly referencesColumns: readonly string[];
  /** True where the server checks the key and has checked every row: it is neither disabled, nor untrusted, nor off for replication. */
  readonly isEnforced: boolean;
}

/** What keys need to know of an object of sysschobjs. */
export interface NamedObject {
  readonly type: string;
  readonly name: string;
  readonly schema: string;
  /** sysschobjs.status. */
  readonly status: number;
}

type KeyColumns = ReadonlyMap<number, readonly { readonly id: number; readonly name: string }[]>;

// sysidxstats.status (observed)
const UNIQUE = 0x8;
const PRIMARY_KEY = 0x20;
const NOT_FOR_EVERY_ROW = 0x80 | 0x100 | 0x20000; // disabled, hypothetical, filtered
const ROW_INDEXES = [1, 2]; // sysidxstats.type: clustered, nonclustered (sys.indexes.type)
const ASCENDING = 3; // sysiscols.status of a column of an ascending key; more bits say more (observed)
// syssingleobjrefs.class of the columns of a foreign key: its own and those that it refers to (observed)
const FOREIGN_KEY_FROM = 28;
const FOREIGN_KEY_TO = 29;
const NOT_ENFORCED = 0x100 | 0x200 | 0x400; // sysschobjs.status: disabled, not for replication, not trusted (observed)

/** The keys of each table by its object id: the primary key first, then other unique indexes and the clustered one. */
export async function readKeys(catalog: SystemCatalog, columns: KeyColumns): Promise<Map<number, DatabaseKey[]>> {
  const status = new Map<string, { flags: number; isKept: boolean }>();
  for await (const row of catalog.rows('sysidxstats')) {
    const index = numberOf(row.indid);
    const flags = numberOf(row.status);
    if (index !== 1 && (flags & (UNIQUE | PRIMARY_KEY)) === 0) continue;
    const isKept = ROW_INDEXES.includes(numberOf(row.type)) && (flags & NOT_FOR_EVERY_ROW) === 0;
    status.set(`${numberOf(row.id)}:${index}`, { flags, isKept });
  }
  const parts = new Map<string, { ordinal: number; name: string; ascending: boolean }[]>();
  for await (const row of catalog.rows('sysiscols')) {
    const objectId = numberOf(row.idmajor);
    const ordinal = numberOf(row.tinyprop1);
    const index = `${objectId}:${numberOf(row.idminor)}`;
    if (!status.has(index) || ordinal === 0) continue;
    const name = columns.get(objectId)?.find((column) => column.id === numberOf(row.intprop))?.name;
    if (name === undefined) continue;
    const list = parts.get(index) ?? [];
    list.push({ ordinal, name, ascending: numberOf(row.status) === ASCENDING });
    parts.set(index, list);
  }
  const keys = new Map<number, DatabaseKey[]>();
  for (const [index, list] of parts) {
    const [objectId, indexId] = index.split(':').map(Number) as [number, number];
    const { flags, isKept } = status.get(index)!;
    list.sort((a, b) => a.ordinal - b.ordinal);
    const key: DatabaseKey = {
      indexId,
      isPrimary: (flags & PRIMARY_KEY) !== 0,
      isKept: isKept && list.every(({ ordinal }, i) => ordinal === i + 1),
      isUnique: (flags & UNIQUE) !== 0,
      columns: list.map(({ name }) => name),
      ascending: list.map(({ ascending }) => ascending),
    };
    const found = keys.get(objectId) ?? [];
    if (key.isPrimary) found.unshift(key);
    else found.push(key);
    keys.set(objectId, found);
  }
  return keys;
}

/** The foreign keys of each table by its object id. */
export async function readForeignKeys(
  catalog: SystemCatalog,
  objects: ReadonlyMap<number, NamedObject>,
  columns: KeyColumns,
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
    const { name, status } = objects.get(key)!;
    list.push({
      name,
      columns: from.map(([, name]) => name),
      referencesTable: `${other.schema}.${other.name}`,
      referencesColumns: to.map(([, name]) => name),
      isEnforced: (status & NOT_ENFORCED) === 0,
    });
    found.set(table, list);
  }
  return found;
}
