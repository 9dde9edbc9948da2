import { PAGE_HEADER, PAGE_SIZE } from './page.js';
import { DecodeError } from './stored-type.js';

/** Kind of a record: bits 1-3 of its first byte (Randal, "Anatomy of a record"). */
export const RECORD_KINDS = {
  primary: 0,
  forwarded: 1,
  forwardingStub: 2,
  index: 3,
  blob: 4,
  ghostIndex: 5,
  ghostData: 6,
  ghostVersion: 7,
} as const;

const HAS_NULL_BITMAP = 0x10;
const HAS_VARIABLE = 0x20;
/** In an end offset of a variable column: the value is a pointer, a sparse vector or a back-pointer. */
export const COMPLEX = 0x8000;

/** In the second byte: a row that was moved and then deleted (Randal, "Anatomy of a record"). */
const GHOST_FORWARDED = 0x01;
export const isGhostForwarded = (page: Buffer, at: number): boolean => (page[at + 1]! & GHOST_FORWARDED) !== 0;

export const recordKind = (page: Buffer, at: number): number => (page[at]! >> 1) & 7;

/**
 * The parts of a FixedVar record, found once a record and then asked column by column. One object serves all records of a table.
 * Throws DecodeError where a part does not lie within the page's records.
 */
export class FixedVarRecord {
  page: Buffer = EMPTY;
  /** First byte of the record. */
  start = 0;
  /** First byte after the fixed part. */
  fixedEnd = 0;
  /** Columns that the record knows of; columns added later have higher numbers. */
  columns = 0;
  variables = 0;
  /** First byte after the last variable value; where there is none, after the null bitmap. */
  end = 0;
  /** First byte of the null bitmap; 0 where the record has none. */
  bitmap = 0;
  /** First byte of the end offsets of the variable values, and of the values. */
  ends = 0;
  values = 0;

  /** `limit`: first byte of the slot array. */
  read(page: Buffer, at: number, limit: number): void {
    if (at < PAGE_HEADER || at + 4 > limit) throw outsidePage();
    this.page = page;
    this.start = at;
    const status = page[at]!;
    this.fixedEnd = at + page.readUInt16LE(at + 2);
    if (this.fixedEnd < at + 4 || this.fixedEnd + 2 > limit) throw outsidePage();
    this.columns = page.readUInt16LE(this.fixedEnd);
    this.bitmap = this.fixedEnd + 2;
    let next = this.bitmap;
    if (status & HAS_NULL_BITMAP) next += (this.columns + 7) >> 3;
    else this.bitmap = 0;
    this.variables = 0;
    if (status & HAS_VARIABLE) {
      if (next + 2 > limit) throw outsidePage();
      this.variables = page.readUInt16LE(next);
      this.ends = next + 2;
      this.values = this.ends + 2 * this.variables;
      next = this.values;
      if (next > limit) throw outsidePage();
      if (this.variables > 0) {
        const last = at + (page.readUInt16LE(next - 2) & ~COMPLEX);
        if (last < next || last > limit) throw outsidePage();
        next = last;
      }
    }
    if (next > limit) throw outsidePage();
    this.end = next;
  }

  /** `bit` is 1-based, as sysrscols.nullbit counts; only for bits that the record knows. */
  isNull(bit: number): boolean {
    return this.bitmap !== 0 && ((this.page[this.bitmap + ((bit - 1) >> 3)]! >> ((bit - 1) & 7)) & 1) === 1;
  }

  /** First byte of a variable value, 0-based; only for `index < variables`. */
  from(index: number): number {
    return index === 0 ? this.values : this.#endAt(index - 1);
  }

  to(index: number): number {
    const to = this.#endAt(index);
    if (to < this.from(index)) throw new DecodeError('record-ends-descend', 'The ends of variable columns descend.');
    return to;
  }

  isComplex(index: number): boolean {
    return (this.page.readUInt16LE(this.ends + 2 * index) & COMPLEX) !== 0;
  }

  #endAt(index: number): number {
    const end = this.start + (this.page.readUInt16LE(this.ends + 2 * index) & ~COMPLEX);
    if (end < this.values || end > this.end) throw outsidePage();
    return end;
  }
}

const EMPTY = Buffer.alloc(PAGE_SIZE);
export const outsidePage = (): DecodeError =>
  new DecodeError('record-outside-page', 'A record does not lie within its page.');
