import { expect, it } from 'vitest';
import { allocatedExtents } from './allocation.js';
import { PageStore } from './page-store.js';

const GAM_INTERVAL = 511_232;

/** A store whose file 1 has its first GAM page, of no allocated extents, and ends with page `last`. */
function storeTo(last: number): PageStore {
  const gam = Buffer.alloc(8192, 0xff);
  gam[0] = 1;
  gam[1] = 8;
  gam.writeUInt16LE(0, 4);
  const store = new PageStore();
  const first = store.open({
    bytes: { byteLength: gam.length, slice: async (from, to) => gam.subarray(from, to) },
    name: 'x',
    offset: 0,
    pages: 1,
  });
  store.place({ file: 1, page: 2 }, first, false);
  store.place({ file: 1, page: last }, first, false);
  return store;
}

async function missingMaps(store: PageStore): Promise<number[]> {
  const missing: number[] = [];
  for await (const extent of allocatedExtents(store, 1, ({ address }) => missing.push(address.page)))
    expect(extent).toBe(-1);
  return missing;
}

it('misses an allocation map only where the file goes on to it', async () => {
  expect(await missingMaps(storeTo(1000))).toEqual([]);
  expect(await missingMaps(storeTo(GAM_INTERVAL - 1))).toEqual([]);
  expect(await missingMaps(storeTo(GAM_INTERVAL + 8))).toEqual([GAM_INTERVAL]);
});
