import { DecodeError, type StoredType } from '../stored-type.js';
import { CdCode, CdKind, CdRecord } from './cd-record.js';
import { AS_STORED, type CompressedExpander, compressedExpander, ROW_FORM_BYTES } from './compressed-value.js';
import { COMPRESSION_INFO_AT, PageCompression } from './page-compression.js';

/** sysrowsets.cmprlevel: rows one by one, or also prefixes and a dictionary for each page. */
export type CompressionLevel = 1 | 2;

/** What a column of a compressed row is. */
export const ColumnState = {
  /** The record is older than the column: its value is the default of the time the column was added. */
  absent: 0,
  null: 1,
  /** `bytes`, `start`, `end` have the value as an uncompressed row has it. */
  value: 2,
  /** `bytes`, `start`, `end` have the pointer to the value, as an uncompressed row has it. */
  offRow: 3,
  false: 4,
  true: 5,
} as const;
export type ColumnState = (typeof ColumnState)[keyof typeof ColumnState];

const PAGE_BYTES = 8192;
const HEADER_BYTES = 96;
/** image, text, ntext: the value in the row is always a pointer of 16 bytes, whether it is marked off-row or not. */
const POINTER_TYPES: ReadonlySet<number> = new Set([34, 35, 99]);
const BIT = 104;

const fail = (code: string, message: string): never => {
  throw new DecodeError(code, message);
};

/**
 * The rows of one data page of a compressed rowset, refilled for each page: {@link open}, then for each slot
 * {@link readRow}, then {@link column} in any order. Nothing is allocated for a row or a value: what `bytes`, `start` and
 * `end` show is overwritten by the next call, so a decoder that keeps bytes has to copy them.
 * Columns are those of the record: low 16 bits of sysrscols.nullbit, less one; key columns come first, and the hidden
 * uniquifier (an int) and dropped columns are among them.
 */
export class CompressedPage {
  slotCount = 0;
  bytes: Buffer = Buffer.alloc(0);
  start = 0;
  end = 0;

  readonly #types: readonly (StoredType | null)[];
  readonly #expanders: readonly (CompressedExpander | null)[];
  readonly #record: CdRecord;
  readonly #compression: PageCompression;
  readonly #out = Buffer.alloc(ROW_FORM_BYTES);
  #page: Buffer = Buffer.alloc(0);
  #recordStart = 0;
  #recordEnd = 0;
  #offsets = new Uint16Array(0);
  /** Offsets of all records in ascending order, then where the slots begin: a record ends before the next one. */
  #bounds = new Uint16Array(0);

  /**
   * `types`: those of all columns of the rowset, by their place in the record; null for one that is never asked for, such
   * as a dropped one. Throws {@link DecodeError} for unknown types.
   */
  constructor(
    types: readonly (StoredType | null)[],
    readonly level: CompressionLevel,
  ) {
    this.#types = types;
    this.#record = new CdRecord(types.length);
    this.#compression = new PageCompression(types.length);
    this.#expanders = types.map((type) => (type === null ? null : compressedExpander(type)));
  }

  /** Whether the page at hand has compression info; at level 2 a page that was never full has none. */
  get hasCompressionInfo(): boolean {
    return this.#compression.present;
  }

  /** Columns of the row read last; the others are absent. */
  get columnCount(): number {
    return this.#record.columnCount;
  }

  /** Bytes of the record of the row read last, up to where the next one begins. */
  get recordLength(): number {
    return this.#recordEnd - this.#recordStart;
  }

  /** Takes a data page of 8,192 bytes and `slotCount` slots, torn bits put back. Throws {@link DecodeError}. */
  open(page: Buffer, slotCount: number): void {
    this.slotCount = 0;
    const slotsAt = PAGE_BYTES - 2 * slotCount;
    if (page.length !== PAGE_BYTES || slotCount < 0 || slotsAt < HEADER_BYTES) {
      fail('slot-count-impossible', 'a page has more slots than it has room for');
    }
    if (this.#offsets.length < slotCount) {
      this.#offsets = new Uint16Array(slotCount);
      this.#bounds = new Uint16Array(slotCount + 1);
    }
    const bounds = this.#bounds;
    let records = 0;
    for (let i = 0; i < slotCount; i++) {
      const offset = page.readUInt16LE(PAGE_BYTES - 2 - 2 * i);
      this.#offsets[i] = offset;
      // A slot of 0 is free.
      if (offset === 0) continue;
      if (offset < HEADER_BYTES || offset >= slotsAt)
        fail('slot-outside-page', 'a slot points outside the rows of its page');
      bounds[records++] = offset;
    }
    bounds[records] = slotsAt;
    bounds.subarray(0, records).sort();
    for (let i = 1; i < records; i++) {
      if (bounds[i] === bounds[i - 1]) fail('slots-overlap', 'two slots of a page point to the same record');
    }
    bounds.fill(slotsAt, records);

    this.#page = page;
    if (this.level === 2 && records > 0) this.#compression.open(page, bounds[0] ?? COMPRESSION_INFO_AT);
    else this.#compression.openWithout(page);
    this.slotCount = slotCount;
  }

  /** Offset of a slot's record in the page, 0 for a free slot. */
  offsetOf(slot: number): number {
    return this.#offsets[slot] ?? 0;
  }

  /**
   * Takes apart the record of a slot; false if the slot has no row: it is free, a ghost, or the stub of a row that moved
   * (which is read where it went). Throws {@link DecodeError}.
   */
  readRow(slot: number): boolean {
    this.#record.columnCount = 0;
    if (slot < 0 || slot >= this.slotCount) fail('slot-outside-page', 'a page has no such slot');
    const offset = this.#offsets[slot] ?? 0;
    if (offset === 0) return false;
    this.#recordStart = offset;
    this.#recordEnd = this.#nextRecord(offset);
    this.#record.read(this.#page, offset, this.#recordEnd);
    const { kind } = this.#record;
    if (kind === CdKind.primary || kind === CdKind.forwarded) return true;
    if (kind === CdKind.index || kind === CdKind.ghostIndex) {
      fail('record-kind-unexpected', 'a data page has an index record');
    }
    return false;
  }

  /** Finds column `c` of the row read last. Throws {@link DecodeError}. */
  column(c: number): ColumnState {
    const record = this.#record;
    if (c >= record.columnCount) return ColumnState.absent;
    const code = record.codes[c] ?? 0;
    if (code === CdCode.null) return ColumnState.null;
    const start = record.starts[c] ?? 0;
    const end = record.ends[c] ?? 0;
    if (code === CdCode.offRow) {
      this.bytes = this.#page;
      this.start = start;
      this.end = end;
      return ColumnState.offRow;
    }
    const expander = this.#expanders[c];
    if (expander === null || expander === undefined) return this.#bit(code, c, start);
    if (code === CdCode.true) fail('column-code-undefined', 'a column that is no bit has the code of a bit');

    const compression = this.#compression;
    compression.expand(code, c, start, end);
    const length = expander(compression.bytes, compression.start, compression.end, this.#out);
    if (length === AS_STORED) {
      this.bytes = compression.bytes;
      this.start = compression.start;
      this.end = compression.end;
    } else {
      this.bytes = this.#out;
      this.start = 0;
      this.end = length;
    }
    const xtype = this.#types[c]?.xtype ?? 0;
    return POINTER_TYPES.has(xtype) ? ColumnState.offRow : ColumnState.value;
  }

  #bit(code: number, c: number, start: number): ColumnState {
    if (this.#types[c]?.xtype !== BIT) fail('type-undefined', 'a column was asked for whose type is not known');
    if (code === CdCode.true) return ColumnState.true;
    const anchor = this.#compression.anchorCode(c);
    // Under a prefix, none of it and nothing behind it is a byte of 0.
    const isNothing = code === CdCode.shortest && anchor !== CdCode.null && this.#page[start] === 0;
    if (code !== CdCode.empty && !isNothing) fail('column-code-undefined', 'a bit is neither true nor false nor NULL');
    // Whether a bit can have another prefix than none is not known, and false would then be told like the prefix itself.
    if (code === CdCode.empty && anchor !== CdCode.null && anchor !== CdCode.empty)
      fail('anchor-undefined', 'the anchor of a page has a prefix for a bit');
    return ColumnState.false;
  }

  /** Where the record that follows the one at `offset` begins, or the slots. */
  #nextRecord(offset: number): number {
    const bounds = this.#bounds;
    let low = 0;
    let high = bounds.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((bounds[middle] ?? 0) > offset) high = middle;
      else low = middle + 1;
    }
    return bounds[low] ?? 0;
  }
}
