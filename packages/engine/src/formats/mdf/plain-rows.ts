import type { Cell } from '../../base/cell.js';
import { FixedVarRecord, RECORD_KINDS, recordKind } from './fixed-var-record.js';
import { isOffRow, readPointer } from './off-row.js';
import { PAGE_HEADER, PAGE_SIZE, slotCount, slotOffset } from './page.js';
import type { PageRows, PendingValue, TableCounts } from './page-rows.js';
import { addedValue, type ColumnPlan } from './rowset-plan.js';
import { SPARSE_VECTOR, sparseValue } from './sparse-vector.js';
import { DecodeError } from './stored-type.js';

/** Takes rows out of pages whose records are not compressed. */
export class PlainRows {
  readonly #record = new FixedVarRecord();

  constructor(
    private readonly columns: readonly ColumnPlan[],
    private readonly counts: TableCounts,
  ) {}

  read(page: Buffer, into: PageRows): void {
    const count = slotCount(page);
    const limit = PAGE_SIZE - 2 * count;
    if (limit < PAGE_HEADER) {
      into.rejected.push({ slot: 0, code: 'slot-count-impossible', bytes: Buffer.alloc(0) });
      return;
    }
    for (let slot = 0; slot < count; slot++) {
      const at = slotOffset(page, slot);
      if (at === 0) continue;
      const before = into.pending.length;
      try {
        if (at < PAGE_HEADER || at >= limit)
          throw new DecodeError('slot-outside-page', 'A slot points outside its page.');
        if (!this.#isRow(recordKind(page, at))) continue;
        this.#record.read(page, at, limit);
        into.rows.push(this.#row(into.rows.length, into.pending));
        into.slots.push(slot);
        into.offsets.push(at);
        into.lengths.push(this.#record.end - at);
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error;
        into.pending.length = before;
        into.rejected.push({ slot, code: error.code, bytes: Buffer.from(page.subarray(at, Math.max(at, limit))) });
      }
    }
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

  #row(row: number, pending: PendingValue[]): Cell[] {
    const { columns } = this;
    const cells: Cell[] = new Array(columns.length);
    for (let c = 0; c < columns.length; c++) cells[c] = this.#cell(columns[c]!, row, c, pending);
    return cells;
  }

  #cell(column: ColumnPlan, row: number, c: number, pending: PendingValue[]): Cell {
    const record = this.#record;
    if (column.kind === 'absent') return null;
    if (column.kind === 'sparse') return this.#sparse(column);
    if (column.nullBit > record.columns) return addedValue(column);
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
      pending.push({ row, column: c, pointer: readPointer(bytes) });
      return null;
    }
    const from = record.start + column.offset;
    const to = from + column.size;
    if (to > record.fixedEnd) return addedValue(column);
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
}
