import { expect, it } from 'vitest';
import { readDatabaseCatalog } from './database-catalog.js';
import type { Rowset } from './rowset.js';
import type { SystemCatalog } from './system-catalog.js';
import type { SystemRow } from './system-records.js';

/** A catalog of one empty table with a rowset of this status, in a database of these files. */
function catalogOf(version: number, status: number, fileTypes: readonly number[]): SystemCatalog {
  const rows: Readonly<Record<string, readonly SystemRow[]>> = {
    sysschobjs: [{ id: 500, name: 't', nsid: 1, type: Buffer.from('U ') }],
    sysprufiles: fileTypes.map((filetype) => ({ filetype })),
  };
  const nowhere = { file: 0, page: 0 };
  const rowset: Rowset = {
    ...{ id: 1n, ownerType: 1, objectId: 500, indexId: 0, partition: 1, status, filestreamGroup: 0, rows: 0 },
    ...{ compression: 0, columns: [], units: [{ id: 1n, type: 1, first: nowhere, root: nowhere, firstIam: nowhere }] },
  };
  const catalog = {
    boot: { version },
    reportOrphans: () => {},
    rowsetsOf: () => [rowset],
    rows: async function* (name: string) {
      yield* rows[name] ?? [];
    },
  };
  return catalog as unknown as SystemCatalog;
}

it('takes an empty table for a memory-optimised one only in a database that can have such', async () => {
  const reasonOf = async (status: number, fileTypes: readonly number[], version = 852) =>
    (await readDatabaseCatalog(catalogOf(version, status, fileTypes), String)).tables[0]?.unreadable;
  // The bit is set of ordinary indexes, too.
  expect(await reasonOf(0x40048946, [0, 1])).toBeNull();
  expect(await reasonOf(0x40048946, [0, 1, 2])).toBe('memory-optimised');
  expect(await reasonOf(0x40048846, [0, 1, 2])).toBeNull();
  expect(await reasonOf(0x40048946, [])).toBe('memory-optimised');
  // SQL Server 2005 does not list its files there, and has no such tables.
  expect(await reasonOf(0x40048946, [], 611)).toBeNull();
});
