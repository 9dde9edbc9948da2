import type { Cell } from '../../base/cell.js';
import { type AllocationFault, type PageUse, unitPages } from './allocation.js';
import type { DatabaseTable } from './database-catalog.js';
import { FixedVarRecord, RECORD_KINDS, recordKind } from './fixed-var-record.js';
import { isOffRow, type OffRowPointer, OffRowReader, readPointer } from './off-row.js';
import {
  PAGE_SIZE,
  PAGE_TYPES,
  type PageAddress,
  pageLevel,
  pageObjectId,
  pageType,
  slotCount,
  slotOffset,
} from './page.js';
import type { PageStore } from './page-store.js';
import { type AllocationUnit, UNIT_TYPES } from './rowset.js';
import type { ColumnPlan, RowsetPlan } from './rowset-plan.js';
import { SPARSE_VECTOR, sparseValue } from './sparse-vector.js';
import { DecodeError } from './stored-type.js';

/** The rows of one page, in slot order. */
export interface PageRows {
  readonly address: PageAddress;
  /** `rows[r][c]`; columns in the order of the plan. */
  readonly rows: Cell[][];
  /** Offset of each row's record in its page, and its bytes there. */
  readonly offsets: number[];
  readonly lengths: number[];
  readonly rejected: readonly RejectedRecord[];
}

/** A record that stands for a row and cannot be read as one. */
export interface RejectedRecord {
  readonly slot: number;
  readonly code: string;
  /** Its bytes, as far as they are known. */
  readonly bytes: Buffer;
}

/** What the reader met besides rows. */
export interface TableCounts {
  pages: number;
  rows: number;
  rejected: number;
  forwarded: number;
  ghosts: number;
  /** Pages written after the checkpoint that the backup starts from. */
  changed: number;
}

export interface TableReading {
  readonly store: PageStore;
  readonly use: PageUse;
  readonly onFault: (fault: AllocationFault) => void;
  /** True for a page that was written while the backup was taken; absent: not asked. */
  readonly isChanged?: (page: Buffer) => boolean;
}

interface Pending {
  readonly row: number;
  readonly column: number;
  readonly pointer: OffRowPointer;
}

/** Reads the rows of a table, rowset after rowset, page after page as its IAM chains give them. */
export class TableReader {
  readonly counts: TableCounts = { pages: 0, rows: 0, rejected: 0, forwarded: 0, ghosts: 0, changed: 0 };
  readonly large: OffRowReader;
  readonly #record = new FixedVarRecord();

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
      for (const unit of plan.rowset.units) {
        if (unit.type !== UNIT_TYPES.inRow) continue;
        for await (const addresses of unitPages(store, use, unit.firstIam, onFault)) {
          signal?.throwIfAborted();
          const pages = await store.pages(addresses);
          for (let i = 0; i < pages.length; i++) {
            const page = pages[i];
            if (page && isDataOf(page, unit)) yield await this.#read(page, addresses[i]!, plan);
          }
        }
      }
    }
  }

  async #read(page: Buffer, address: PageAddress, plan: RowsetPlan): Promise<PageRows> {
    const { counts } = this;
    counts.pages++;
    if (this.reading.isChanged?.(page)) counts.changed++;
    const found = { address, rows: [] as Cell[][], offsets: [] as number[], lengths: [] as number[] };
    const rejected: RejectedRecord[] = [];
    const pending: Pending[] = [];
    const slots: number[] = [];
    const count = slotCount(page);
    const limit = PAGE_SIZE - 2 * count;
    if (limit < 96) rejected.push({ slot: 0, code: 'slot-array-too-long', bytes: Buffer.alloc(0) });
    for (let slot = 0; slot < count && limit >= 96; slot++) {
      const at = slotOffset(page, slot);
      if (at === 0) continue;
      const before = pending.length;
      try {
        if (at < 96 || at >= limit) throw new DecodeError('slot-outside-page', 'A slot points outside its page.');
        if (!this.#isRow(recordKind(page, at))) continue;
        this.#record.read(page, at, limit);
        found.rows.push(this.#row(plan, found.rows.length, pending));
        found.offsets.push(at);
        found.lengths.push(this.#record.end - at);
        slots.push(slot);
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error;
        pending.length = before;
        rejected.push({ slot, code: error.code, bytes: Buffer.from(page.subarray(at, Math.max(at, limit))) });
      }
    }
    await this.#fetch(pending, plan, found, slots, page, rejected);
    counts.rows += found.rows.length;
    counts.rejected += rejected.length;
    return { ...found, rejected };
  }

  /** Records that a reader of the table would see: a row that has moved counts where it is, not where its stub stands. */
  #isRow(kind: number): boolean {
    if (kind === RECORD_KINDS.primary) return true;
    if (kind === RECORD_KINDS.forwarded) {
      this.counts.forwarded++;
      return true;
    }
    if (kind === RECORD_KINDS.ghostData || kind === RECORD_KINDS.ghostIndex || kind === RECORD_KINDS.ghostVersion)
      this.counts.ghosts++;
    else if (kind !== RECORD_KINDS.forwardingStub)
      throw new DecodeError('record-kind-unknown', 'A record on a data page is none of a table.');
    return false;
  }

  #row({ columns }: RowsetPlan, row: number, pending: Pending[]): Cell[] {
    const cells: Cell[] = new Array(columns.length);
    for (let c = 0; c < columns.length; c++) {
      const column = columns[c]!;
      cells[c] = this.#cell(column, row, c, pending);
    }
    return cells;
  }

  #cell(column: ColumnPlan, row: number, c: number, pending: Pending[]): Cell {
    const record = this.#record;
    if (column.kind === 'absent') return null;
    if (column.kind === 'sparse') return this.#sparse(column);
    if (column.nullBit > record.columns) return column.added;
    if (record.isNull(column.nullBit)) return null;
    const { page } = record;
    if (column.kind === 'variable') {
      const index = column.offset;
      if (index >= record.variables) return column.decode(page, record.end, record.end);
      const from = record.from(index);
      const to = record.to(index);
      if (!record.isComplex(index)) return column.decode(page, from, to);
      const bytes = page.subarray(from, to);
      if (bytes.length !== 16 && !(bytes.length > 0 && isOffRow(bytes)))
        throw new DecodeError('complex-value-unknown', 'A value outside its row is of a kind that is not known.');
      pending.push({ row, column: c, pointer: readPointer(Buffer.from(bytes)) });
      return null;
    }
    const from = record.start + column.offset;
    const to = from + column.size;
    if (to > record.fixedEnd) return column.added;
    if (column.kind === 'bit') return ((page[from]! >> column.bit) & 1) === 1;
    return column.decode(page, from, to);
  }

  #sparse(column: ColumnPlan): Cell {
    const record = this.#record;
    for (let index = record.variables - 1; index >= 0; index--) {
      if (!record.isComplex(index)) continue;
      const from = record.from(index);
      const to = record.to(index);
      if (to - from < 4 || record.page.readUInt16LE(from) !== SPARSE_VECTOR) continue;
      const value = sparseValue(record.page, from, to, column.id);
      return value === null ? null : column.decode(record.page, value.from, value.to);
    }
    return null;
  }

  /** Puts the values that lie outside the rows into their places. A row of which one cannot be read is rejected whole. */
  async #fetch(
    pending: readonly Pending[],
    plan: RowsetPlan,
    found: { rows: Cell[][]; offsets: number[]; lengths: number[] },
    slots: readonly number[],
    page: Buffer,
    rejected: RejectedRecord[],
  ): Promise<void> {
    const failed = new Map<number, string>();
    for (const { row, column, pointer } of pending) {
      if (failed.has(row)) continue;
      try {
        if (pointer.links.length === 0 && pointer.length === null) continue;
        const bytes = await this.large.read(pointer);
        found.rows[row]![column] = plan.columns[column]!.decode(bytes, 0, bytes.length);
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error;
        failed.set(row, error.code);
      }
    }
    for (const [row, code] of [...failed].sort((a, b) => b[0] - a[0])) {
      const at = found.offsets[row]!;
      rejected.push({ slot: slots[row]!, code, bytes: Buffer.from(page.subarray(at, at + found.lengths[row]!)) });
      found.rows.splice(row, 1);
      found.offsets.splice(row, 1);
      found.lengths.splice(row, 1);
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
