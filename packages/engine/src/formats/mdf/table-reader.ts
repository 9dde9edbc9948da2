import { type AllocationFault, type PageUse, unitPages } from './allocation.js';
import type { DatabaseTable } from './database-catalog.js';
import { OffRowReader } from './off-row.js';
import { PackedRows } from './packed-rows.js';
import { hasChecksum, PAGE_TYPES, type PageAddress, pageLevel, pageObjectId, pageType } from './page.js';
import { emptyPage, haveOverlap, type PageRows, type TableCounts } from './page-rows.js';
import type { PageStore } from './page-store.js';
import { PlainRows } from './plain-rows.js';
import { type AllocationUnit, COMPRESSION, UNIT_TYPES } from './rowset.js';
import type { RowsetPlan } from './rowset-plan.js';
import { DecodeError } from './stored-type.js';

export interface TableReading {
  readonly store: PageStore;
  readonly use: PageUse;
  readonly onFault: (fault: AllocationFault) => void;
  /** True for a page that was written while the backup was taken; absent: not asked. */
  readonly isChanged?: (page: Buffer) => boolean;
}

/** Reads the rows of a table, rowset after rowset, page after page as its IAM chains give them. */
export class TableReader {
  readonly counts: TableCounts = {
    pages: 0,
    rows: 0,
    rejected: 0,
    forwarded: 0,
    ghosts: 0,
    changedPages: 0,
    changedRows: 0,
  };
  readonly large: OffRowReader;

  constructor(
    readonly table: DatabaseTable,
    private readonly plans: readonly RowsetPlan[],
    private readonly reading: TableReading,
  ) {
    this.large = new OffRowReader(reading.store);
  }

  async *pages(signal?: AbortSignal): AsyncGenerator<PageRows> {
    const { store, use, onFault } = this.reading;
    for (const plan of this.plans) {
      const rows =
        plan.rowset.compression === COMPRESSION.none ? new PlainRows(plan.columns, this.counts) : new PackedRows(plan);
      for (const unit of plan.rowset.units) {
        if (unit.type !== UNIT_TYPES.inRow) continue;
        for await (const addresses of unitPages(store, use, unit, onFault)) {
          signal?.throwIfAborted();
          const pages = await store.pages(addresses);
          for (let i = 0; i < pages.length; i++) {
            const page = pages[i];
            if (page && isDataOf(page, unit)) yield await this.#read(rows, page, addresses[i]!, plan);
          }
        }
      }
    }
  }

  async #read(rows: PlainRows | PackedRows, page: Buffer, address: PageAddress, plan: RowsetPlan): Promise<PageRows> {
    const { counts } = this;
    const found = emptyPage(address);
    rows.read(page, found);
    // A checksum proves as much, and costs less.
    if (!hasChecksum(page) && haveOverlap(found)) this.reading.onFault({ code: 'records-overlap', address });
    if (found.pending.length > 0) await this.#fetch(found, plan, page);
    counts.pages++;
    counts.rows += found.rows.length;
    counts.rejected += found.rejected.length;
    if (this.reading.isChanged?.(page)) {
      counts.changedPages++;
      counts.changedRows += found.rows.length;
    }
    return found;
  }

  /** Puts the values that lie outside the rows into their places. A row of which one cannot be read is rejected whole. */
  async #fetch(found: PageRows, plan: RowsetPlan, page: Buffer): Promise<void> {
    const failed = new Map<number, string>();
    for (const { row, column, pointer } of found.pending) {
      // A text pointer of zeros is NULL.
      if (failed.has(row) || pointer.links.length === 0) continue;
      try {
        const bytes = await this.large.read(pointer);
        found.rows[row]![column] = plan.columns[column]!.decode(bytes, 0, bytes.length);
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error;
        failed.set(row, error.code);
      }
    }
    for (const [row, code] of [...failed].sort((a, b) => b[0] - a[0])) {
      const at = found.offsets[row]!;
      const bytes = Buffer.from(page.subarray(at, at + found.lengths[row]!));
      found.rejected.push({ slot: found.slots[row]!, code, bytes });
      for (const list of [found.rows, found.slots, found.offsets, found.lengths]) list.splice(row, 1);
    }
  }
}

/**
 * Whether a page holds rows of a unit: its header names the middle part of the unit's id. The index part is not asked: SQL Server 2000
 * wrote 0 on the leaves of a clustered index, and a database that was upgraded keeps them (observed).
 */
const isDataOf = (page: Buffer, { id }: AllocationUnit): boolean =>
  pageType(page) === PAGE_TYPES.data &&
  pageLevel(page) === 0 &&
  pageObjectId(page) === Number((id >> 16n) & 0xffff_ffffn);
