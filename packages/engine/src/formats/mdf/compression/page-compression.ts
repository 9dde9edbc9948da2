import { DecodeError } from '../stored-type.js';
import { copyBytes } from './byte-copy.js';
import { CdCode, CdKind, CdRecord } from './cd-record.js';

/** The compression info stands right behind the page header. */
export const COMPRESSION_INFO_AT = 96;

const HAS_ANCHOR = 0x02;
const HAS_DICTIONARY = 0x04;
/** Bit 0 is that of a record, so it tells a record at this place from the compression info. */
const RECORD_MARK = 0x01;

const fail = (code: string, message: string): never => {
  throw new DecodeError(code, message);
};

/**
 * The compression info of one page: the anchor record, whose columns are the prefixes of theirs, and the dictionary.
 * Refilled for each page; {@link expand} leaves the bytes of a column in `bytes` from `start` to `end`, where they stay
 * until the next call. Layout: public literature on page compression, byte-checked against a published page dump.
 */
export class PageCompression {
  /** Whether the page has compression info at all: pages not yet compressed have none. */
  present = false;
  bytes: Buffer = Buffer.alloc(0);
  start = 0;
  end = 0;

  readonly #anchor: CdRecord;
  /** A prefix and a suffix both come from one page. */
  readonly #joined = Buffer.alloc(2 * 8192);
  #page: Buffer = Buffer.alloc(0);
  #dictionary = 0;
  #symbols = 0;

  constructor(maxColumns: number) {
    this.#anchor = new CdRecord(maxColumns);
  }

  /** A page whose rows are compressed one by one only. */
  openWithout(page: Buffer): void {
    this.#page = page;
    this.present = false;
    this.#symbols = 0;
    this.#anchor.columnCount = 0;
  }

  /** `firstRecord`: offset of the lowest record of the page. Throws {@link DecodeError}. */
  open(page: Buffer, firstRecord: number): void {
    this.openWithout(page);
    const at = COMPRESSION_INFO_AT;
    if (firstRecord <= at || firstRecord > page.length) return;
    const flags = page[at] ?? 0;
    // Without an anchor there is no compression info: what stands here then is what a deleted record has left.
    if ((flags & RECORD_MARK) !== 0 || (flags & HAS_ANCHOR) === 0) return;
    if ((flags & ~HAS_DICTIONARY) !== HAS_ANCHOR) {
      fail('compression-info-undefined', 'the compression info of a page has flags that are not defined');
    }
    const hasDictionary = (flags & HAS_DICTIONARY) !== 0;
    // 0 flags, 1 u16 modifications, [3 u16 dictionary offset], u16 total size, anchor record.
    const anchorAt = at + (hasDictionary ? 7 : 5);
    if (anchorAt > firstRecord) this.#outside();
    const size = page.readUInt16LE(anchorAt - 2);
    const end = at + size;
    if (end > firstRecord) this.#outside();
    const dictionaryAt = hasDictionary ? at + page.readUInt16LE(at + 3) : end;
    this.#readAnchor(page, anchorAt, Math.min(dictionaryAt, end));
    if (hasDictionary) this.#readDictionary(page, dictionaryAt, end);
    this.present = true;
  }

  /** Code of the column in the anchor record: null where it has no prefix. */
  anchorCode(column: number): number {
    const anchor = this.#anchor;
    return column < anchor.columnCount ? (anchor.codes[column] ?? CdCode.null) : CdCode.null;
  }

  /**
   * Finds the encoded value of `column`, whose code is `code` and whose bytes are [start, end) of the page: first the
   * symbol is replaced by its dictionary entry, then the prefix of the anchor is put in front. Not for NULL, off-row
   * values and bits. Throws {@link DecodeError}.
   */
  expand(code: number, column: number, start: number, end: number): void {
    const page = this.#page;
    let from = start;
    let to = end;
    if (code === CdCode.symbol) {
      const symbol = page[start] ?? 0;
      if (symbol >= this.#symbols) fail('symbol-not-in-dictionary', 'a symbol is not in the dictionary of its page');
      const entry = this.#dictionary + 2 + 2 * symbol;
      from = symbol === 0 ? entry + 2 * this.#symbols : this.#dictionary + page.readUInt16LE(entry - 2);
      to = this.#dictionary + page.readUInt16LE(entry);
    }
    const anchor = this.#anchor;
    if (column >= anchor.columnCount || anchor.codes[column] === CdCode.null) {
      this.bytes = page;
      this.start = from;
      this.end = to;
      return;
    }
    if (anchor.codes[column] === CdCode.true) {
      fail('anchor-undefined', 'the anchor of a page has the code of a bit for a column that is none');
    }
    const prefix = anchor.starts[column] ?? 0;
    const prefixLength = (anchor.ends[column] ?? 0) - prefix;
    if (code === CdCode.empty) {
      this.bytes = page;
      this.start = prefix;
      this.end = prefix + prefixLength;
      return;
    }
    this.#join(prefix, prefixLength, from, to);
  }

  /** [from, to) is the length of the prefix in one byte, or in two if the first is 80 or more, then the rest of the value. */
  #join(prefix: number, prefixLength: number, from: number, to: number): void {
    const page = this.#page;
    if (from >= to)
      fail('prefix-length-missing', 'a value of a column with a prefix does not say how much of it to take');
    let rest = from;
    let taken = page[rest++] ?? 0;
    if (taken >= 0x80) {
      if (rest >= to) fail('prefix-length-missing', 'the length of a prefix is cut off');
      taken = ((taken & 0x7f) << 8) | (page[rest++] ?? 0);
    }
    if (taken > prefixLength) fail('prefix-too-short', 'a value takes more of a prefix than there is');
    if (taken === 0) {
      this.bytes = page;
      this.start = rest;
      this.end = to;
      return;
    }
    const joined = this.#joined;
    const middle = copyBytes(page, prefix, prefix + taken, joined, 0);
    this.end = copyBytes(page, rest, to, joined, middle);
    this.bytes = joined;
    this.start = 0;
  }

  #readAnchor(page: Buffer, at: number, limit: number): void {
    const anchor = this.#anchor;
    anchor.read(page, at, limit);
    if (anchor.kind !== CdKind.primary) fail('anchor-undefined', 'the anchor of a page is no plain record');
    for (let c = 0; c < anchor.columnCount; c++) {
      const code = anchor.codes[c] ?? 0;
      if (code === CdCode.symbol || code === CdCode.offRow) {
        fail('anchor-undefined', 'the anchor of a page has a column that is neither NULL nor bytes');
      }
    }
  }

  /** u16 count, u16 end of each entry from the beginning of the dictionary, the entries. */
  #readDictionary(page: Buffer, at: number, end: number): void {
    if (at + 2 > end) this.#outside();
    const count = page.readUInt16LE(at);
    let previous = 2 + 2 * count;
    if (at + previous > end) this.#outside();
    for (let i = 0; i < count; i++) {
      const entryEnd = page.readUInt16LE(at + 2 + 2 * i);
      if (entryEnd <= previous) fail('dictionary-invalid', 'the ends of the entries of a dictionary do not ascend');
      if (at + entryEnd > end) this.#outside();
      previous = entryEnd;
    }
    this.#dictionary = at;
    this.#symbols = count;
  }

  #outside(): never {
    return fail('compression-info-ends-outside', 'the compression info of a page runs past the room it has');
  }
}
