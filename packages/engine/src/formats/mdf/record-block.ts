import {
  COMPLEX,
  FixedVarRecord,
  isGhostForwarded,
  outsidePage,
  RECORD_KINDS,
  recordKind,
} from './fixed-var-record.js';
import { PAGE_HEADER, PAGE_SIZE, slotCount, slotOffset } from './page.js';
import type { PageRows, TableCounts } from './page-rows.js';
import { DecodeError } from './stored-type.js';

/** Slots that a page has room for: each takes two bytes, and the header none. */
const MOST_ROWS = (PAGE_SIZE - PAGE_HEADER) >> 1;

/**
 * The records of one page that are rows, part by part: entry r of each array is of the r-th row. One object serves all pages of a rowset,
 * so that columns can be read one after the other without taking each record apart again.
 */
export class RecordBlock {
  page: Buffer = Buffer.alloc(0);
  /** Rows of the page. */
  count = 0;
  readonly start = new Int32Array(MOST_ROWS);
  readonly fixedEnd = new Int32Array(MOST_ROWS);
  /** Columns that the record knows of. */
  readonly columns = new Int32Array(MOST_ROWS);
  /** First byte of the null bitmap; 0: no value is null. */
  readonly bitmap = new Int32Array(MOST_ROWS);
  readonly variables = new Int32Array(MOST_ROWS);
  /** First byte of the end offsets of the variable columns, and of their values. */
  readonly ends = new Int32Array(MOST_ROWS);
  readonly values = new Int32Array(MOST_ROWS);
  readonly end = new Int32Array(MOST_ROWS);
  readonly #record = new FixedVarRecord();

  constructor(private readonly counts: TableCounts) {}

  /** Takes the records of a page apart; notes slot, place and length of each row, and what cannot be one. */
  open(page: Buffer, into: PageRows): void {
    this.page = page;
    this.count = 0;
    const slots = slotCount(page);
    const limit = PAGE_SIZE - 2 * slots;
    if (limit < PAGE_HEADER) {
      into.rejected.push({ slot: 0, code: 'slot-count-impossible', bytes: Buffer.alloc(0) });
      return;
    }
    for (let slot = 0; slot < slots; slot++) {
      const at = slotOffset(page, slot);
      if (at === 0) continue;
      try {
        if (at < PAGE_HEADER || at >= limit)
          throw new DecodeError('slot-outside-page', 'A slot points outside its page.');
        if (!this.#isRow(recordKind(page, at), page, at)) continue;
        this.#record.read(page, at, limit);
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error;
        into.rejected.push({ slot, code: error.code, bytes: Buffer.from(page.subarray(at, Math.max(at, limit))) });
        continue;
      }
      this.#keep(this.#record);
      into.slots.push(slot);
      into.offsets.push(at);
      into.lengths.push(this.#record.end - at);
    }
  }

  /** Records that a reader of the table would see: a row that has moved counts where it is, not where its stub stands. */
  #isRow(kind: number, page: Buffer, at: number): boolean {
    if (kind === RECORD_KINDS.primary) return true;
    if (kind === RECORD_KINDS.forwarded) {
      if (isGhostForwarded(page, at)) {
        this.counts.ghosts++;
        return false;
      }
      this.counts.forwarded++;
      return true;
    }
    if (kind === RECORD_KINDS.ghostData || kind === RECORD_KINDS.ghostIndex || kind === RECORD_KINDS.ghostVersion)
      this.counts.ghosts++;
    else if (kind !== RECORD_KINDS.forwardingStub)
      throw new DecodeError('record-kind-unknown', 'A record on a data page is none of a table.');
    return false;
  }

  #keep(record: FixedVarRecord): void {
    const r = this.count++;
    this.start[r] = record.start;
    this.fixedEnd[r] = record.fixedEnd;
    this.columns[r] = record.columns;
    this.bitmap[r] = record.bitmap;
    this.variables[r] = record.variables;
    this.ends[r] = record.ends;
    this.values[r] = record.values;
    this.end[r] = record.end;
  }

  /** `bit` is 1-based; only for bits that the record knows. */
  isNull(r: number, bit: number): boolean {
    const bitmap = this.bitmap[r]!;
    return bitmap !== 0 && ((this.page[bitmap + ((bit - 1) >> 3)]! >> ((bit - 1) & 7)) & 1) === 1;
  }

  /** First byte of a variable value, 0-based; only for `index < variables[r]`. Throws DecodeError. */
  from(r: number, index: number): number {
    return index === 0 ? this.values[r]! : this.#endAt(r, index - 1);
  }

  /** First byte after the value that begins at `from`. Throws DecodeError. */
  to(r: number, index: number, from: number): number {
    const to = this.#endAt(r, index);
    if (to < from) throw new DecodeError('record-ends-descend', 'The ends of variable columns descend.');
    return to;
  }

  isComplex(r: number, index: number): boolean {
    return (this.page[this.ends[r]! + 2 * index + 1]! & (COMPLEX >> 8)) !== 0;
  }

  #endAt(r: number, index: number): number {
    const at = this.ends[r]! + 2 * index;
    const end = this.start[r]! + ((this.page[at]! | (this.page[at + 1]! << 8)) & ~COMPLEX);
    if (end < this.values[r]! || end > this.end[r]!) throw outsidePage();
    return end;
  }
}
