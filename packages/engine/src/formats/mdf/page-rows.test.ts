import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dropRows, emptyPage, type PageRows, someRows } from './page-rows.js';

const pointer = { links: [], length: null };

/** A page whose row r has r in every list. */
function pageOf(count: number, pendingRows: readonly number[]): PageRows {
  const page = emptyPage({ file: 1, page: 9 });
  page.count = count;
  for (let c = 0; c < 3; c++) page.columns.push(Array.from({ length: count }, (_, r) => r));
  for (const list of [page.slots, page.offsets, page.lengths]) for (let r = 0; r < count; r++) list.push(r);
  for (const row of pendingRows) if (row < count) page.pending.push({ row, column: 0, pointer });
  return page;
}

const rowsOf = (page: PageRows): unknown[] => [page.slots, page.offsets, page.lengths, ...page.columns];

describe('dropRows', () => {
  it('takes the same rows out of every list, and what is pending of them', () => {
    fc.assert(
      fc.property(
        fc.nat(30),
        fc.array(fc.nat(30)),
        fc.array(fc.nat(30)).map((list) => list.sort((a, b) => a - b)),
        (count, failed, pending) => {
          const page = pageOf(count, pending);
          dropRows(page, (row) => failed.includes(row));
          const kept = Array.from({ length: count }, (_, r) => r).filter((r) => !failed.includes(r));
          expect(page.count).toBe(kept.length);
          for (const list of rowsOf(page)) expect(list).toEqual(kept);
          expect(page.pending.map(({ row }) => kept[row])).toEqual(
            pending.filter((row) => row < count && !failed.includes(row)),
          );
        },
      ),
    );
  });
});

describe('someRows', () => {
  it('copies a stretch, which then stands alone', () => {
    const page = pageOf(6, [3]);
    const part = someRows(page, 2, 5);
    for (const cells of page.columns) cells.fill(null);
    expect([part.count, part.pending, part.rejected]).toEqual([3, [], []]);
    for (const list of rowsOf(part)) expect(list).toEqual([2, 3, 4]);
  });
});
