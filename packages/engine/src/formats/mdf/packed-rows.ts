import type { Cell } from '../../base/cell.js';
import { ColumnState, CompressedPage, type CompressionLevel } from './compression/compressed-rows.js';
import { isOffRow, readPointer } from './off-row.js';
import { PAGE_SIZE, slotCount } from './page.js';
import type { PageRows, PendingValue, RowsMode } from './page-rows.js';
import type { RowWatch } from './row-watch.js';
import type { RowsetColumn } from './rowset.js';
import { addedValue, type ColumnPlan, type RowsetPlan } from './rowset-plan.js';
import { SPARSE_VECTOR, sparseValue } from './sparse-vector.js';
import { DecodeError, type ValueDecoder } from './stored-type.js';

/** The columns of a rowset without those whose place was given to another: a column of a changed type can stand where it stood (observed). */
function placesOf({ rowset, columns }: RowsetPlan): Iterable<RowsetColumn> {
  const living = new Set(columns.map(({ id }) => id));
  const places = new Map<number, RowsetColumn>();
  for (const column of rowset.columns) {
    const other = places.get(column.nullBit);
    if (other === undefined || !living.has(other.id)) places.set(column.nullBit, column);
    else if (living.has(column.id))
      throw new DecodeError('rowset-columns-overlap', 'Two columns of a compressed rowset stand in one place.');
  }
  return places.values();
}

/** Takes rows out of pages of a rowset under ROW or PAGE compression. */
export class PackedRows {
  readonly #page: CompressedPage;

  /** Throws DecodeError when the rowset has a type that cannot be compressed. */
  constructor(
    private readonly plan: RowsetPlan,
    private readonly mode: RowsMode,
    private readonly watch?: RowWatch,
  ) {
    const { rowset } = plan;
    // The place of a column in the record is its number in the null bitmap (observed on 102 rowsets).
    const inOrder = [...placesOf(plan)].sort((a, b) => a.nullBit - b.nullBit);
    if (inOrder.some((column, i) => column.nullBit !== i + 1))
      throw new DecodeError('rowset-columns-gap', 'The columns of a compressed rowset are not numbered without gaps.');
    const packedAs = new Map(plan.columns.map((column) => [column.id, column.packedAs]));
    this.#page = new CompressedPage(
      // What was dropped is never asked for, and may be of any type.
      inOrder.map(({ id, type }) => (packedAs.has(id) ? (packedAs.get(id) ?? type) : null)),
      rowset.compression as CompressionLevel,
    );
  }

  read(page: Buffer, into: PageRows): void {
    const packed = this.#page;
    try {
      packed.open(page, slotCount(page));
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      into.rejected.push({ slot: 0, code: error.code, bytes: Buffer.from(page) });
      return;
    }
    const { columns } = this.plan;
    const isRead = this.mode === 'read';
    if (isRead)
      for (let c = 0; c < columns.length; c++) into.columns.push(new Array<Cell>(packed.slotCount).fill(null));
    for (let slot = 0; slot < packed.slotCount; slot++) {
      const before = into.pending.length;
      const at = packed.offsetOf(slot);
      try {
        if (!packed.readRow(slot)) continue;
        // A row that fails is written over by the next.
        const row = into.count;
        for (let c = 0; c < columns.length; c++) {
          const cell = this.#cell(c, row, into.pending);
          if (isRead) into.columns[c]![row] = cell;
        }
        this.watch?.packed(packed);
        into.count++;
        into.slots.push(slot);
        into.offsets.push(at);
        into.lengths.push(packed.recordLength);
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error;
        into.pending.length = before;
        const limit = PAGE_SIZE - 2 * packed.slotCount;
        into.rejected.push({ slot, code: error.code, bytes: Buffer.from(page.subarray(at, Math.max(at, limit))) });
      }
    }
    for (const cells of into.columns) cells.length = into.count;
  }

  #decoderOf(column: ColumnPlan): ValueDecoder {
    return this.mode === 'try' ? column.check : column.decode;
  }

  #cell(c: number, row: number, pending: PendingValue[]): Cell {
    const column = this.plan.columns[c]!;
    const packed = this.#page;
    if (column.kind === 'absent') return null;
    if (column.kind === 'sparse') return this.#sparse(c);
    if (column.kind === 'elsewhere') return this.#elsewhere(column);
    switch (packed.column(column.nullBit - 1)) {
      case ColumnState.absent:
        return addedValue(column);
      case ColumnState.null:
        return null;
      case ColumnState.false:
        return false;
      case ColumnState.true:
        return true;
      case ColumnState.value:
        return this.#decoderOf(column)(packed.bytes, packed.start, packed.end);
      default: {
        const bytes = packed.bytes.subarray(packed.start, packed.end);
        if (bytes.length !== 16 && !(bytes.length > 0 && isOffRow(bytes)))
          throw new DecodeError('complex-value-unknown', 'A value outside its row is of a kind that is not known.');
        pending.push({ row, column: c, pointer: readPointer(bytes) });
        return null;
      }
    }
  }

  /** What is not NULL is told by the note of its decoder: the cell is NULL all the same. */
  #elsewhere(column: ColumnPlan): Cell {
    const packed = this.#page;
    const state = packed.column(column.nullBit - 1);
    if (state !== ColumnState.absent && state !== ColumnState.null) column.decode(packed.bytes, 0, 0);
    return null;
  }

  #sparse(c: number): Cell {
    const column = this.plan.columns[c]!;
    const packed = this.#page;
    for (let i = packed.columnCount - 1; i >= 0; i--) {
      if (packed.column(i) !== ColumnState.offRow) continue;
      const { bytes, start, end } = packed;
      if (end - start < 4 || bytes.readUInt16LE(start) !== SPARSE_VECTOR) continue;
      const value = sparseValue(bytes, start, end, column.id);
      return value === null ? null : this.#decoderOf(column)(bytes, value.from, value.to);
    }
    return null;
  }
}
