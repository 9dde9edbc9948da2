import type { Cell } from '../../base/cell.js';
import { AsciiColumn } from './ascii-column.js';
import { isOffRow, readPointer } from './off-row.js';
import { PAGE_SIZE } from './page.js';
import { dropRows, type PageRows, type RowsMode, type TableCounts } from './page-rows.js';
import { RecordBlock } from './record-block.js';
import { addedValue, type ColumnPlan } from './rowset-plan.js';
import { SPARSE_VECTOR, sparseValue } from './sparse-vector.js';
import { DecodeError, type ValueDecoder } from './stored-type.js';
import type { AsciiWriter } from './values/ascii-writer.js';
import { decodeInt } from './values/scalar.js';

// Rows are taken out of one page at a time, so that all may share it.
const texts = new AsciiColumn();

/** A copy has room for any cell: an array that first sees numbers and then something else is made anew by the engine. */
const NULLS: readonly Cell[] = new Array<Cell>(PAGE_SIZE >> 1).fill(null);

/** Takes rows out of pages whose records are not compressed, one column after the other. */
export class PlainRows {
  /** The records of the page that was read last, those included of which a value could not be read. */
  readonly block: RecordBlock;
  readonly #failed: (string | undefined)[] = [];
  #anyFailed = false;
  /** Row that is being read: where to go on after a value that cannot be. */
  #row = 0;

  constructor(
    private readonly columns: readonly ColumnPlan[],
    counts: TableCounts,
    private readonly mode: RowsMode,
  ) {
    this.block = new RecordBlock(counts);
  }

  read(page: Buffer, into: PageRows): void {
    const block = this.block;
    block.open(page, into);
    const { count } = block;
    into.count = count;
    this.#anyFailed = false;
    const tried: Cell[] = [];
    for (let c = 0; c < this.columns.length; c++) {
      const cells = this.mode === 'try' ? tried : NULLS.slice(0, count);
      if (this.mode === 'read') into.columns.push(cells);
      for (let from = 0; from < count; from = this.#row + 1)
        try {
          this.#column(c, from, cells, into);
          break;
        } catch (error) {
          if (!(error instanceof DecodeError)) throw error;
          if (!this.#anyFailed) this.#failed.length = 0;
          this.#anyFailed = true;
          this.#failed[this.#row] = error.code;
        } finally {
          texts.give(cells);
        }
    }
    if (into.pending.length > 1) into.pending.sort((a, b) => a.row - b.row);
    if (this.#anyFailed) this.#reject(page, into);
  }

  #reject(page: Buffer, into: PageRows): void {
    const failed = this.#failed;
    const limit = PAGE_SIZE - 2 * page.readUInt16LE(22); // m_slotCnt
    for (let r = 0; r < into.count; r++) {
      const code = failed[r];
      if (code === undefined) continue;
      const at = into.offsets[r]!;
      into.rejected.push({ slot: into.slots[r]!, code, bytes: Buffer.from(page.subarray(at, Math.max(at, limit))) });
    }
    into.rejected.sort((a, b) => a.slot - b.slot);
    dropRows(into, (r) => failed[r] !== undefined);
  }

  /** Reads a column from row `from` on; throws DecodeError at the row that `#row` then names. */
  #column(c: number, from: number, cells: Cell[], into: PageRows): void {
    const column = this.columns[c]!;
    if (column.kind === 'bit') this.#bits(column, from, cells);
    else if (column.kind === 'variable') this.#variable(column, c, from, cells, into);
    else if (column.kind === 'sparse') this.#sparse(column, from, cells);
    else if (column.kind === 'elsewhere') this.#elsewhere(column, from, cells);
    else if (column.kind === 'fixed') {
      const isInteger = this.mode === 'read' && column.decode === decodeInt && column.size === 4;
      if (isInteger) this.#integers(column, from, cells);
      else this.#fixed(column, from, cells);
    }
  }

  #isFailed(r: number): boolean {
    return this.#anyFailed && this.#failed[r] !== undefined;
  }

  #decoderOf(column: ColumnPlan): ValueDecoder {
    return this.mode === 'try' ? column.check : column.decode;
  }

  #asciiOf(column: ColumnPlan): AsciiWriter | null {
    return this.mode === 'try' ? null : column.ascii;
  }

  #bits(column: ColumnPlan, from: number, cells: Cell[]): void {
    const block = this.block;
    const { page } = block;
    for (let r = from; r < block.count; r++) {
      this.#row = r;
      if (this.#isFailed(r)) continue;
      const at = block.start[r]! + column.offset;
      if (column.nullBit > block.columns[r]!) cells[r] = addedValue(column);
      else if (block.isNull(r, column.nullBit)) cells[r] = null;
      else if (at + column.size > block.fixedEnd[r]!) cells[r] = addedValue(column);
      else cells[r] = ((page[at]! >> column.bit) & 1) === 1;
    }
  }

  #integers(column: ColumnPlan, from: number, cells: Cell[]): void {
    const block = this.block;
    const { page } = block;
    for (let r = from; r < block.count; r++) {
      this.#row = r;
      if (this.#isFailed(r)) continue;
      const at = block.start[r]! + column.offset;
      if (column.nullBit > block.columns[r]!) cells[r] = addedValue(column);
      else if (block.isNull(r, column.nullBit)) cells[r] = null;
      else if (at + 4 > block.fixedEnd[r]!) cells[r] = addedValue(column);
      else cells[r] = page[at]! | (page[at + 1]! << 8) | (page[at + 2]! << 16) | (page[at + 3]! << 24);
    }
  }

  #fixed(column: ColumnPlan, from: number, cells: Cell[]): void {
    const block = this.block;
    const { page } = block;
    const { nullBit, offset, size } = column;
    const decode = this.#decoderOf(column);
    const ascii = this.#asciiOf(column);
    for (let r = from; r < block.count; r++) {
      this.#row = r;
      if (this.#isFailed(r)) continue;
      const at = block.start[r]! + offset;
      if (nullBit > block.columns[r]!) cells[r] = addedValue(column);
      else if (block.isNull(r, nullBit)) cells[r] = null;
      else if (at + size > block.fixedEnd[r]!) cells[r] = addedValue(column);
      else if (ascii === null || !texts.add(ascii, page, at, at + size, r)) cells[r] = decode(page, at, at + size);
    }
  }

  #variable(column: ColumnPlan, c: number, from: number, cells: Cell[], into: PageRows): void {
    const block = this.block;
    const { page } = block;
    const { nullBit, offset: index } = column;
    const decode = this.#decoderOf(column);
    const ascii = this.#asciiOf(column);
    for (let r = from; r < block.count; r++) {
      this.#row = r;
      if (this.#isFailed(r)) continue;
      if (nullBit > block.columns[r]!) cells[r] = addedValue(column);
      else if (block.isNull(r, nullBit)) cells[r] = null;
      else if (index >= block.variables[r]!) cells[r] = decode(page, block.end[r]!, block.end[r]!);
      else {
        const start = block.from(r, index);
        const end = block.to(r, index, start);
        if (block.isComplex(r, index)) {
          const bytes = page.subarray(start, end);
          if (bytes.length !== 16 && !(bytes.length > 0 && isOffRow(bytes)))
            throw new DecodeError('complex-value-unknown', 'A value outside its row is of a kind that is not known.');
          into.pending.push({ row: r, column: c, pointer: readPointer(bytes) });
          cells[r] = null;
        } else if (ascii === null || !texts.add(ascii, page, start, end, r)) cells[r] = decode(page, start, end);
      }
    }
  }

  /** What is not NULL is told by the note of its decoder: the cell is NULL all the same. */
  #elsewhere(column: ColumnPlan, from: number, cells: Cell[]): void {
    const block = this.block;
    for (let r = from; r < block.count; r++) {
      this.#row = r;
      cells[r] = null;
      const isThere = column.nullBit <= block.columns[r]! && !block.isNull(r, column.nullBit);
      if (isThere && !this.#isFailed(r)) column.decode(block.page, 0, 0);
    }
  }

  #sparse(column: ColumnPlan, from: number, cells: Cell[]): void {
    const block = this.block;
    const { page } = block;
    const decode = this.#decoderOf(column);
    for (let r = from; r < block.count; r++) {
      this.#row = r;
      if (this.#isFailed(r)) continue;
      cells[r] = null;
      for (let index = block.variables[r]! - 1; index >= 0; index--) {
        if (!block.isComplex(r, index)) continue;
        const start = block.from(r, index);
        const end = block.to(r, index, start);
        if (end - start < 4 || page.readUInt16LE(start) !== SPARSE_VECTOR) continue;
        const value = sparseValue(page, start, end, column.id);
        if (value !== null) cells[r] = decode(page, value.from, value.to);
        break;
      }
    }
  }
}
