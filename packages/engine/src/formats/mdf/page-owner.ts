import type { Rowset } from './rowset.js';
import type { SystemCatalog } from './system-catalog.js';
import { numberOf, textOf } from './system-records.js';

/** How a page names what it belongs to: m_objId and m_indexId of its header, which are parts of an allocation unit's id. */
export interface OwnedPage {
  readonly objectId: number;
  readonly indexId: number;
}

/** Top part of the ids of allocation units that are not of the first system tables (observed). */
const LATER_UNITS = 256;
const SYS_SCHEMA = 4; // sysschobjs.nsid of the server's own tables (observed)

/**
 * What pages belong to: `table dbo.visit`, `index IX_visit of table dbo.visit`, `system table sysschobjs`; null where no allocation unit
 * has the id that the page names, as where its header is what is damaged. `tables`: names of the user tables by object id.
 */
export async function ownersOf(
  catalog: SystemCatalog,
  tables: ReadonlyMap<number, string>,
  pages: readonly OwnedPage[],
): Promise<(string | null)[]> {
  const owners = pages.map(
    ({ objectId, indexId }) =>
      catalog.rowsetOfUnit(unitId(objectId, indexId)) ??
      // SQL Server 2000 wrote 0 on the leaves of a clustered index.
      (indexId === 0 ? catalog.rowsetOfUnit(unitId(objectId, LATER_UNITS)) : null),
  );
  if (owners.every((owner) => owner === null)) return pages.map(() => null);
  const wanted = new Set(owners.map((owner) => owner?.objectId));
  const names = new Map([...tables].map(([id, name]) => [id, `table ${name}`]));
  for await (const row of catalog.rows('sysschobjs')) {
    const id = numberOf(row.id);
    if (names.has(id) || !wanted.has(id)) continue;
    const kind = numberOf(row.nsid) === SYS_SCHEMA ? 'system table' : 'object';
    names.set(id, `${kind} ${textOf(row.name)}`);
  }
  const indexes = new Map<string, string>();
  for await (const row of catalog.rows('sysidxstats'))
    if (wanted.has(numberOf(row.id))) indexes.set(`${numberOf(row.id)}:${numberOf(row.indid)}`, textOf(row.name));
  return owners.map((owner) => (owner === null ? null : nameOf(owner, names, indexes)));
}

/** Id of the allocation unit that a page names. */
export const unitId = (objectId: number, indexId: number): bigint =>
  (BigInt(indexId) << 48n) | (BigInt(objectId) << 16n);

function nameOf(
  { objectId, indexId }: Rowset,
  names: ReadonlyMap<number, string>,
  indexes: ReadonlyMap<string, string>,
): string {
  const table = names.get(objectId) ?? `object ${objectId}`;
  // A heap and a clustered index are the table itself.
  return indexId <= 1 ? table : `index ${indexes.get(`${objectId}:${indexId}`) || indexId} of ${table}`;
}
