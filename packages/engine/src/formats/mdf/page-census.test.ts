import { describe, expect, it } from 'vitest';
import { PAGE_TYPE, PageWriter, protectPage } from '../../synthetic/sql-server/page-writer.js';
import { takeCensus } from './page-census.js';
import { PageStore } from './page-store.js';

const BLANK = Buffer.alloc(8192);

/** A page of rows with its number, and one byte of content. */
function page(id: number, content: number): Buffer {
  const writer = new PageWriter({ file: 1, page: id }, PAGE_TYPE.data);
  writer.add(Buffer.of(content));
  return writer.seal('checksum');
}

const extent = (first: number): Buffer[] => Array.from({ length: 8 }, (_, i) => page(first + i, 1));
const single = (at: number, only: Buffer): Buffer[] => Array.from({ length: 8 }, (_, i) => (i === at ? only : BLANK));

async function read(pages: readonly Buffer[], isLaterPass = false) {
  const bytes = Buffer.concat(pages);
  const store = new PageStore();
  const source = { byteLength: bytes.length, slice: async (from: number, to: number) => bytes.subarray(from, to) };
  const census = await takeCensus(store, [{ bytes: source, name: 'x', offset: 0, pages: pages.length, isLaterPass }]);
  const contentOf = async (id: number) => (await store.page({ file: 1, page: id }))?.[96];
  return { census, contentOf, files: store.files };
}

describe('the places of pages', () => {
  it('are those that the pages of an extent agree on', async () => {
    const stray = extent(8);
    stray[3] = page(40, 9);
    const { census, contentOf } = await read([...stray, ...extent(40)]);
    expect(census.doubts.map(({ kind, address }) => [kind, address.page])).toEqual([['displaced', 11]]);
    expect([await contentOf(40), await contentOf(11), census.contradicting]).toEqual([1, undefined, 0]);
  });

  it('are not taken from a single page that breaks the order, where another page is of that place', async () => {
    for (const [pages, id] of [
      [[...extent(8), ...single(1, page(9, 9)), ...extent(24)], 9],
      [[...extent(8), ...single(1, page(41, 9)), ...extent(24), ...extent(40)], 41],
      // Not even at the place in its extent that its number has.
      [[...extent(8), ...single(1, page(12, 9)), ...extent(24)], 12],
      [[...extent(8), ...single(1, page(44, 9)), ...extent(24), ...extent(40)], 44],
    ] as const) {
      const { census, contentOf } = await read(pages);
      expect([await contentOf(id), census.contradicting, census.damaged]).toEqual([1, 0, 0]);
    }
  });

  it('make no file of a single page that names another', async () => {
    const foreign = page(17, 9);
    foreign.writeUInt16LE(3, 36);
    protectPage(foreign, 'checksum');
    const bytes = await read([...extent(8), ...single(1, foreign), ...extent(24)]);
    expect(bytes.files).toEqual([1]);
  });

  it('are those of a single page where it fits, or no other is of its place', async () => {
    const { contentOf } = await read([
      ...extent(8),
      ...single(1, page(17, 9)),
      ...extent(24),
      ...single(0, page(0x400, 8)),
    ]);
    expect([await contentOf(17), await contentOf(0x400)]).toEqual([9, 8]);
    const alone = await read([...extent(24), ...single(1, page(9, 9)), ...extent(40)]);
    expect(await alone.contentOf(9)).toBe(9);
  });

  it('may be in any order where pages were written while the backup ran: the last copy counts', async () => {
    const { contentOf } = await read([...extent(8), ...single(1, page(9, 9)), ...extent(24)], true);
    expect(await contentOf(9)).toBe(9);
  });

  it('are kept by their own numbers where whole pages are missing in between', async () => {
    const { census, contentOf } = await read([...extent(8), ...extent(16)].slice(3));
    expect([census.doubts, await contentOf(11), await contentOf(23)]).toEqual([[], 1, 1]);
  });
});
