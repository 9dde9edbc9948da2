import { type AllocationFault, type PageUse, unitPages } from './allocation.js';
import type { DatabaseTable } from './database-catalog.js';
import { OffRowReader } from './off-row.js';
import { PackedRows } from './packed-rows.js';
import { hasChecksum, PAGE_TYPES, pageLevel, pageObjectId, pageType } from './page.js';
import {
  dropRows,
  emptyPage,
  haveOverlap,
  noCounts,
  type PageRows,
  type RowsMode,
  someRows,
  type TableCounts,
} from './page-rows.js';
import type { PageStore } from './page-store.js';
import { PlainRows } from './plain-rows.js';
import type { RowWatch } from './row-watch.js';
import { COMPRESSION, UNIT_TYPES } from './rowset.js';
import type { RowsetPlan } from './rowset-plan.js';
import { DecodeError } from './stored-type.js';

export interface TableReading {
  readonly store: PageStore;
  readonly use: PageUse;
  readonly onFault: (fault: AllocationFault) => void;
  /** True for a page that was written while the backup was taken; absent: not asked. */
  readonly isChanged?: (page: Buffer) => boolean;
  readonly rowWatch?: RowWatch;
}

/** Bytes of large values of a page that are held at once, give or take a row. */
const MOST_HELD = 1 << 20;

/** Reads the rows of a table, rowset after rowset, page after page as its IAM chains give them. */
export class TableReader {
  readonly counts: TableCounts = noCounts();
  readonly large: OffRowReader;

  constructor(
    readonly table: DatabaseTable,
    private readonly plans: readonly RowsetPlan[],
    private readonly reading: TableReading,
  ) {
    this.large = new OffRowReader(reading.store);
  }

  /**
   * Rows page by page; in parts where large values make a page too much to hold. With `try` every row and value is read just as well,
   * but none is given out.
   */
  async *pages(signal?: AbortSignal, mode: RowsMode = 'read'): AsyncGenerator<PageRows> {
    const { store, use, onFault, rowWatch } = this.reading;
    for (const plan of this.plans) {
      const rows =
        plan.rowset.compression === COMPRESSION.none
          ? new PlainRows(plan.columns, this.counts, mode)
          : new PackedRows(plan, mode, rowWatch);
      rowWatch?.begin(plan);
      for (const unit of plan.rowset.units) {
        if (unit.type !== UNIT_TYPES.inRow) continue;
        const objectId = Number((unit.id >> 16n) & 0xffff_ffffn);
        for await (const addresses of unitPages(store, use, unit, onFault)) {
          signal?.throwIfAborted();
          const pages = await store.pages(addresses);
          for (let i = 0; i < pages.length; i++) {
            const page = pages[i];
            if (!page || !isDataOf(page, objectId)) continue;
            const found = emptyPage(addresses[i]!);
            rows.read(page, found);
            rowWatch?.page(page, found, rows instanceof PlainRows ? rows.block : null);
            // A checksum proves as much, and costs less.
            if (!hasChecksum(page) && haveOverlap(found)) onFault({ code: 'records-overlap', address: found.address });
            this.counts.pages++;
            if (!hasChecksum(page)) this.counts.unproven++;
            const isChanged = this.reading.isChanged?.(page) ?? false;
            if (isChanged) this.counts.changedPages++;
            if (found.pending.length === 0) yield this.#counted(found, isChanged);
            else for await (const part of this.#fetch(found, plan, page, mode)) yield this.#counted(part, isChanged);
          }
        }
      }
    }
  }

  #counted(found: PageRows, isChanged: boolean): PageRows {
    const { counts } = this;
    counts.rows += found.count;
    counts.rejected += found.rejected.length;
    if (isChanged) counts.changedRows += found.count;
    return found;
  }

  /**
   * Puts the values that lie outside the rows into their places. A row of which one cannot be read is rejected whole. Rows are given out
   * as soon as their values are large, so that a page of scans is not held at once.
   */
  async *#fetch(found: PageRows, plan: RowsetPlan, page: Buffer, mode: RowsMode): AsyncGenerator<PageRows> {
    const failed = new Map<number, string>();
    const sizes = new Map<number, number>();
    let first = 0;
    let held = 0;
    for (const { row, column, pointer } of found.pending) {
      if (held >= MOST_HELD && !sizes.has(row)) {
        yield partOf(found, page, first, row, failed, sizes);
        first = row;
        held = 0;
      }
      // A text pointer of zeros is NULL.
      if (failed.has(row) || pointer.links.length === 0) continue;
      try {
        const bytes = await this.large.read(pointer);
        const { check, decode } = plan.columns[column]!;
        if (mode === 'try') {
          check(bytes, 0, bytes.length);
          continue;
        }
        found.columns[column]![row] = decode(bytes, 0, bytes.length);
        sizes.set(row, (sizes.get(row) ?? 0) + bytes.length);
        held += bytes.length;
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error;
        failed.set(row, error.code);
      }
    }
    const last = partOf(found, page, first, found.count, failed, sizes);
    last.rejected.unshift(...found.rejected);
    yield last;
  }
}

/** The rows [from, to) with what failed of them; their values are let go of in `found`. */
function partOf(
  found: PageRows,
  page: Buffer,
  from: number,
  to: number,
  failed: ReadonlyMap<number, string>,
  sizes: ReadonlyMap<number, number>,
): PageRows {
  const part = someRows(found, from, to);
  for (const cells of found.columns) cells.fill(null, from, to);
  for (let row = to - 1; row >= from; row--) {
    const code = failed.get(row);
    const at = found.offsets[row]!;
    const length = found.lengths[row]!;
    if (code !== undefined)
      part.rejected.push({ slot: found.slots[row]!, code, bytes: Buffer.from(page.subarray(at, at + length)) });
    part.lengths[row - from] = length + (sizes.get(row) ?? 0);
  }
  if (part.rejected.length > 0) dropRows(part, (row) => failed.has(from + row));
  return part;
}

/**
 * Whether a page holds rows of a unit: its header names the middle part of the unit's id. The index part is not asked: SQL Server 2000
 * wrote 0 on the leaves of a clustered index, and a database that was upgraded keeps them (observed).
 */
const isDataOf = (page: Buffer, objectId: number): boolean =>
  pageType(page) === PAGE_TYPES.data && pageLevel(page) === 0 && pageObjectId(page) === objectId;
