import { DecodeError } from '../stored-type.js';

/** Record types of bits 2–4 of the first byte. Source: public literature on the CD format; not seen in a real file here. */
export const CdKind = {
  primary: 0,
  ghostEmpty: 1,
  stub: 2,
  ghostData: 3,
  forwarded: 4,
  ghostForwarded: 5,
  index: 6,
  ghostIndex: 7,
} as const;

/** What a column descriptor says; 2–9 are short values of one byte less than the code. */
export const CdCode = {
  null: 0x0,
  empty: 0x1,
  shortest: 0x2,
  longest: 0x9,
  long: 0xa,
  true: 0xb,
  symbol: 0xc,
  /** Not a code of the file: a long entry with the off-row bit, once the long region is read. */
  offRow: 0x10,
} as const;

const CD_MARK = 0x01;
const VERSION_TAG = 0x02;
const LONG_REGION = 0x20;
const UNDEFINED_BITS = 0xc0;

const LONG_TWO_BYTE_ENDS = 0x01;
const LONG_HAS_COMPLEX = 0x02;
const LONG_COMPLEX_END = 0x8000;

const VERSION_TAG_BYTES = 14;
const BACK_POINTER_BYTES = 10;
const BACK_POINTER_MARK = 0x0400;

/** The short and the long region are cut into clusters of this many columns. */
const CLUSTER = 30;

const fail = (code: string, message: string): never => {
  throw new DecodeError(code, message);
};

const outside = (): never => fail('record-ends-outside-page', 'a compressed record runs past the room it has');

/**
 * One record in column-descriptor (CD) form, refilled for each record of a table: where every column stands in its page.
 * `codes`, `starts` and `ends` hold the first `columnCount` columns; a column from `columnCount` on is absent (added later).
 * Offsets are of the page. Layout: public literature on row compression, byte-checked against published page dumps.
 */
export class CdRecord {
  /** One of {@link CdKind}. Only primary and forwarded records are taken apart; the others have no columns here. */
  kind = 0;
  hasVersionTag = false;
  columnCount = 0;
  /** One of {@link CdCode} for each column. */
  readonly codes: Uint8Array;
  readonly starts: Uint16Array;
  readonly ends: Uint16Array;
  /** Where the record ends, the version tag not counted. */
  end = 0;

  readonly #longColumns: Uint16Array;

  /** `maxColumns`: columns of the rowset; a record with more is refused. */
  constructor(readonly maxColumns: number) {
    if (!Number.isInteger(maxColumns) || maxColumns < 1 || maxColumns > 0x7fff) {
      fail('column-count-impossible', 'a compressed rowset has between 1 and 32,767 columns');
    }
    this.codes = new Uint8Array(maxColumns);
    this.starts = new Uint16Array(maxColumns);
    this.ends = new Uint16Array(maxColumns);
    this.#longColumns = new Uint16Array(maxColumns);
  }

  /** Fills this with the record at `start` of `page`, which has to end by `limit`. Throws {@link DecodeError}. */
  read(page: Buffer, start: number, limit: number): void {
    if (start < 0 || limit > page.length || start + 1 > limit) outside();
    const header = page[start] ?? 0;
    if ((header & CD_MARK) === 0 || (header & UNDEFINED_BITS) !== 0) {
      fail('not-a-compressed-record', 'the first byte is not that of a compressed record');
    }
    this.kind = (header >> 2) & 7;
    this.hasVersionTag = (header & VERSION_TAG) !== 0;
    this.columnCount = 0;
    this.end = start + 1;
    if (this.kind !== CdKind.primary && this.kind !== CdKind.forwarded) return;

    let position = this.#readDescriptors(page, start + 1, limit);
    position = this.#readShortRegion(page, position, limit);
    if ((header & LONG_REGION) !== 0) {
      position = this.#readLongRegion(page, position, limit);
    } else if (this.#longCount > 0) {
      fail('long-region-missing', 'a column points to a long region that the record does not have');
    }
    this.end = position;
    if (position + (this.hasVersionTag ? VERSION_TAG_BYTES : 0) > limit) outside();
  }

  #longCount = 0;

  /** Column count and 4-bit codes, low nibble first; the unused nibble of an odd count can hold anything. */
  #readDescriptors(page: Buffer, at: number, limit: number): number {
    let position = at;
    if (position + 2 > limit) outside();
    let count = page[position++] ?? 0;
    if (count >= 0x80) count = this.#wideCount(count, page[position++] ?? 0);
    if (count < 1 || count > this.maxColumns) {
      fail('column-count-impossible', 'a compressed record has no columns, or more than its table');
    }
    const bytes = (count + 1) >> 1;
    if (position + bytes > limit) outside();
    const { codes } = this;
    for (let c = 0; c < count; c += 2) {
      const pair = page[position++] ?? 0;
      codes[c] = pair & 0x0f;
      if (c + 1 < count) codes[c + 1] = pair >> 4;
    }
    this.columnCount = count;
    return position;
  }

  /**
   * A count in two bytes: published readers differ in their order. The high byte first, its top bit a mark, is the one that can hold every
   * count; the other is taken where only that can be the count of this table.
   */
  #wideCount(first: number, second: number): number {
    const highFirst = ((first & 0x7f) << 8) | second;
    const lowFirst = first | (second << 8);
    return highFirst > this.maxColumns && lowFirst <= this.maxColumns ? lowFirst : highFirst;
  }

  /** One length byte for each cluster but the last, then the short values of all columns, back to back. */
  #readShortRegion(page: Buffer, lengths: number, limit: number): number {
    const { codes, starts, ends, columnCount } = this;
    const clusters = Math.floor((columnCount - 1) / CLUSTER);
    let position = lengths + clusters;
    if (position > limit) outside();
    let clusterStart = position;
    let cluster = 0;
    let untilNext = CLUSTER;
    let long = 0;
    for (let c = 0; c < columnCount; c++) {
      if (untilNext-- === 0) {
        if (position - clusterStart !== page[lengths + cluster]) {
          fail('cluster-length-mismatch', 'the length of a cluster of columns is not the sum of its columns');
        }
        cluster++;
        clusterStart = position;
        untilNext = CLUSTER - 1;
      }
      const code = codes[c] ?? 0;
      starts[c] = position;
      if (code >= CdCode.shortest && code <= CdCode.longest) position += code - 1;
      else if (code === CdCode.long) this.#longColumns[long++] = c;
      else if (code === CdCode.symbol) position += 1;
      else if (code > CdCode.symbol) fail('column-code-undefined', 'a column has a code that is not defined');
      ends[c] = position;
    }
    // Whether all this lies within the record is checked with its end: nothing was read here but the lengths.
    this.#longCount = long;
    return position;
  }

  /** Flags, number of entries, their ends, number of long values for each cluster but the last, data. */
  #readLongRegion(page: Buffer, at: number, limit: number): number {
    if (at + 3 > limit) outside();
    const flags = page[at] ?? 0;
    if ((flags & ~LONG_HAS_COMPLEX) !== LONG_TWO_BYTE_ENDS) {
      fail('long-region-flags-undefined', 'the long region of a record has flags that are not defined');
    }
    const entries = page.readUInt16LE(at + 1);
    const long = this.#longCount;
    // The back-pointer of a forwarded record may be an entry of its own, which belongs to no column.
    const extra = entries - long;
    if (extra !== 0 && !(extra === 1 && this.kind === CdKind.forwarded)) {
      fail('long-count-mismatch', 'the long region does not have one entry for each long column');
    }
    const endsAt = at + 3;
    const clusters = Math.floor((this.columnCount - 1) / CLUSTER);
    const countsAt = endsAt + 2 * entries;
    const dataAt = countsAt + clusters;
    if (dataAt > limit) outside();
    this.#checkLongClusters(page, countsAt, clusters);

    let previous = 0;
    for (let i = 0; i < entries; i++) {
      const raw = page.readUInt16LE(endsAt + 2 * i);
      const complex = (raw & LONG_COMPLEX_END) !== 0;
      const end = raw & ~LONG_COMPLEX_END;
      if (end < previous) fail('long-ends-descend', 'the ends of the long values do not ascend');
      if (dataAt + end > limit) outside();
      if (complex && (flags & LONG_HAS_COMPLEX) === 0) {
        fail('long-region-flags-undefined', 'an off-row value stands in a long region that says it has none');
      }
      if (i < long) {
        const c = this.#longColumns[i] ?? 0;
        this.starts[c] = dataAt + previous;
        this.ends[c] = dataAt + end;
        if (complex) this.codes[c] = CdCode.offRow;
      } else if (
        !complex ||
        end - previous !== BACK_POINTER_BYTES ||
        page.readUInt16LE(dataAt + previous) !== BACK_POINTER_MARK
      ) {
        fail('long-count-mismatch', 'the long region has an entry that belongs to no column and is no back-pointer');
      }
      previous = end;
    }
    return dataAt + previous;
  }

  #checkLongClusters(page: Buffer, countsAt: number, clusters: number): void {
    let i = 0;
    for (let cluster = 0; cluster < clusters; cluster++) {
      const first = i;
      while (i < this.#longCount && (this.#longColumns[i] ?? 0) < (cluster + 1) * CLUSTER) i++;
      if (i - first !== page[countsAt + cluster]) {
        fail('cluster-length-mismatch', 'the number of long values of a cluster is not that of its columns');
      }
    }
  }
}
