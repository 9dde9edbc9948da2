import { type CompressedColumn, encodeCompressedValue } from './compressed-value-encoder.js';

export type { CompressedColumn } from './compressed-value-encoder.js';

/** A pointer in the row to a value that stands elsewhere. */
export interface OffRowPointer {
  readonly offRow: Buffer;
}

/** A value as an uncompressed row has it, null for NULL, a boolean for a bit. */
export type CompressedCell = null | boolean | Buffer | OffRowPointer;

export interface CompressedRow {
  /** By place in the record; fewer than the columns for a row older than the last of them. */
  readonly cells: readonly CompressedCell[];
  /** 0 primary (default), 1 ghost empty, 2 stub, 3 ghost data, 4 forwarded, 5 ghost forwarded. */
  readonly kind?: number;
  readonly versionTag?: boolean;
}

export interface CompressedPageOptions {
  /** 2 looks for prefixes and repeated values; 1 (default) does not. */
  readonly level?: 1 | 2;
  /** With level 2: false leaves the dictionary out. */
  readonly dictionary?: boolean;
  /** false before SQL Server 2008 R2: nchar and nvarchar are plain UTF-16. */
  readonly scsu?: boolean;
  /** Slots without a record, after the others. */
  readonly freeSlots?: number;
  /** The back-pointer of forwarded records as an entry of their long region (default) or in the special part behind it. */
  readonly backPointer?: 'entry' | 'special';
}

const NULL = 0x0;
const EMPTY = 0x1;
const LONG = 0xa;
const TRUE = 0xb;
const SYMBOL = 0xc;
const CLUSTER = 30;
const BACK_POINTER = Buffer.from('0004aabbccdd01000200', 'hex');

/** A column of a record before it is laid out. */
interface Field {
  code: number;
  bytes: Buffer;
  complex?: boolean;
}

const field = (bytes: Buffer): Field => ({
  code: bytes.length === 0 ? EMPTY : bytes.length <= 8 ? bytes.length + 1 : LONG,
  bytes,
});

function fieldOf(column: CompressedColumn, cell: CompressedCell, scsu: boolean): Field {
  if (cell === null) return { code: NULL, bytes: Buffer.alloc(0) };
  if (typeof cell === 'boolean') return { code: cell ? TRUE : EMPTY, bytes: Buffer.alloc(0) };
  if (!Buffer.isBuffer(cell)) return { code: LONG, bytes: cell.offRow, complex: true };
  return field(encodeCompressedValue(column, cell, scsu));
}

const u16 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, i) => {
    bytes.writeUInt16LE(value, 2 * i);
  });
  return bytes;
};

function encodeRecord(
  fields: readonly Field[],
  kind: number,
  versionTag: boolean,
  backPointer: 'entry' | 'special',
): Buffer {
  const tag = Buffer.alloc(versionTag ? 14 : 0, 0xee);
  const header = 0x01 | (versionTag ? 0x02 : 0) | (kind << 2);
  if (kind === 2) return Buffer.concat([Buffer.of(header), Buffer.alloc(8, 0x11), tag]);

  const count = fields.length;
  const parts: Buffer[] = [count < 0x80 ? Buffer.of(count) : Buffer.of(0x80 | (count >> 8), count & 0xff)];
  // The unused nibble of an odd count holds anything.
  const codes = Buffer.alloc((count + 1) >> 1, count % 2 === 1 ? 0x10 : 0);
  fields.forEach(({ code }, i) => {
    const at = i >> 1;
    codes[at] = i % 2 === 0 ? ((codes[at] ?? 0) & 0xf0) | code : ((codes[at] ?? 0) & 0x0f) | (code << 4);
  });
  parts.push(codes);

  const clusters: Field[][] = [];
  for (let i = 0; i < count; i += CLUSTER) clusters.push(fields.slice(i, i + CLUSTER));
  const short = clusters.map((cluster) =>
    Buffer.concat(cluster.filter(({ code }) => code !== LONG).map((f) => f.bytes)),
  );
  parts.push(Buffer.from(short.slice(0, -1).map((bytes) => bytes.length)), ...short);

  const long = fields.filter(({ code }) => code === LONG);
  const entries = [...long];
  if (kind === 4 && backPointer === 'entry') entries.push({ code: LONG, bytes: BACK_POINTER, complex: true });
  if (entries.length > 0) {
    let end = 0;
    const ends = entries.map(({ bytes, complex }) => {
      end += bytes.length;
      return end | (complex ? 0x8000 : 0);
    });
    parts.push(
      Buffer.of(entries.some(({ complex }) => complex) ? 3 : 1),
      u16(entries.length, ...ends),
      Buffer.from(clusters.slice(0, -1).map((cluster) => cluster.filter(({ code }) => code === LONG).length)),
      ...entries.map(({ bytes }) => bytes),
    );
  }
  if (kind === 4 && backPointer === 'special') parts.push(Buffer.alloc(8, 0x22));
  return Buffer.concat([Buffer.of(header | (entries.length > 0 ? 0x20 : 0)), ...parts, tag]);
}

const commonPrefix = (a: Buffer, b: Buffer): number => {
  let n = 0;
  while (n < a.length && n < b.length && n < 255 && a[n] === b[n]) n++;
  return n;
};

const isPrefixable = (f: Field | undefined): f is Field =>
  f !== undefined && f.code !== NULL && f.code !== TRUE && !f.complex;

/** The value of a column that saves most as its prefix, or null where none saves anything. */
function chooseAnchor(column: CompressedColumn, values: readonly Field[]): Buffer | null {
  if (column.xtype === 104 || values.length < 2) return null;
  let best: Buffer | null = null;
  let bestSaving = 0;
  for (const { bytes } of values.slice(0, 40)) {
    if (bytes.length === 0) continue;
    let saving = -bytes.length;
    for (const other of values) {
      if (other.bytes.equals(bytes)) saving += bytes.length;
      else saving += commonPrefix(bytes, other.bytes) - 1;
    }
    if (saving > bestSaving) {
      best = bytes;
      bestSaving = saving;
    }
  }
  return best;
}

/** The value as length of its prefix and the rest; nothing at all for the anchor itself. */
function withPrefix(anchor: Buffer, value: Field): Field {
  if (value.bytes.equals(anchor)) return field(Buffer.alloc(0));
  const taken = commonPrefix(anchor, value.bytes);
  const length = taken < 0x80 ? Buffer.of(taken) : Buffer.of(0x80 | (taken >> 8), taken & 0xff);
  return field(Buffer.concat([length, value.bytes.subarray(taken)]));
}

/** Values that stand in the page twice or more, as bytes; every column can use them. */
function chooseDictionary(rows: readonly (readonly Field[])[]): Buffer[] {
  const uses = new Map<string, number>();
  for (const fields of rows) {
    for (const f of fields) {
      if (!isPrefixable(f) || f.bytes.length < 2) continue;
      const key = f.bytes.toString('latin1');
      uses.set(key, (uses.get(key) ?? 0) + 1);
    }
  }
  return [...uses]
    .filter(([key, count]) => (count - 1) * (key.length - 1) > 2)
    .slice(0, 256)
    .map(([key]) => Buffer.from(key, 'latin1'));
}

interface Encoded {
  readonly info: Buffer;
  readonly records: readonly Buffer[];
}

function encodeRows(
  rows: readonly CompressedRow[],
  columns: readonly CompressedColumn[],
  options: CompressedPageOptions,
): Encoded {
  const { level = 1, dictionary = true, scsu = true, backPointer = 'entry' } = options;
  const fields = rows.map(({ cells }) => cells.map((cell, c) => fieldOf(columns[c] as CompressedColumn, cell, scsu)));
  let info = Buffer.alloc(0);
  if (level === 2) {
    const anchors = columns.map((column, c) =>
      chooseAnchor(
        column,
        fields.map((row) => row[c]).filter((f) => isPrefixable(f)),
      ),
    );
    for (const row of fields) {
      row.forEach((f, c) => {
        const anchor = anchors[c];
        if (anchor && isPrefixable(f)) row[c] = withPrefix(anchor, f);
      });
    }
    const anchorRecord = encodeRecord(
      anchors.map((anchor) => (anchor === null ? { code: NULL, bytes: Buffer.alloc(0) } : field(anchor))),
      0,
      false,
      'special',
    );
    const symbols = dictionary ? chooseDictionary(fields) : [];
    if (symbols.length > 0) {
      const places = new Map(symbols.map((bytes, i) => [bytes.toString('latin1'), i]));
      for (const row of fields) {
        row.forEach((f, c) => {
          const symbol = isPrefixable(f) ? places.get(f.bytes.toString('latin1')) : undefined;
          if (symbol !== undefined) row[c] = { code: SYMBOL, bytes: Buffer.of(symbol) };
        });
      }
      let end = 2 + 2 * symbols.length;
      const ends = symbols.map((bytes) => {
        end += bytes.length;
        return end;
      });
      const dictionaryAt = 7 + anchorRecord.length;
      info = Buffer.concat([
        Buffer.of(0x06),
        u16(0, dictionaryAt, dictionaryAt + end),
        anchorRecord,
        u16(symbols.length, ...ends),
        ...symbols,
      ]);
    } else if (anchors.some((anchor) => anchor !== null)) {
      info = Buffer.concat([Buffer.of(0x02), u16(0, 5 + anchorRecord.length), anchorRecord]);
    }
  }
  const records = rows.map(({ kind = 0, versionTag = false }, r) =>
    encodeRecord(fields[r] as Field[], kind, versionTag, backPointer),
  );
  return { info, records };
}

/**
 * A data page of 8,192 bytes with these rows, one slot each; of its header only the count of slots, of free bytes and
 * the offset of the free space are filled in. Throws a RangeError if the rows do not fit.
 * Layout and choice of prefixes: public literature on row and page compression, the choice roughly that of the server.
 */
export function encodeCompressedPage(
  rows: readonly CompressedRow[],
  columns: readonly CompressedColumn[],
  options: CompressedPageOptions = {},
): Buffer {
  const { info, records } = encodeRows(rows, columns, options);
  const slots = records.length + (options.freeSlots ?? 0);
  const page = Buffer.alloc(8192);
  let at = 96 + info.copy(page, 96);
  const slotsAt = 8192 - 2 * slots;
  records.forEach((record, i) => {
    if (at + record.length > slotsAt) throw new RangeError('the rows do not fit a page');
    page.writeUInt16LE(at, 8190 - 2 * i);
    at += record.copy(page, at);
  });
  page.writeUInt16LE(slots, 22);
  page.writeUInt16LE(slotsAt - at, 28);
  page.writeUInt16LE(at, 30);
  return page;
}

/** As many pages as the rows take, in order; a RangeError only if one row alone does not fit. */
export function encodeCompressedPages(
  rows: readonly CompressedRow[],
  columns: readonly CompressedColumn[],
  options: CompressedPageOptions = {},
): Buffer[] {
  const pages: Buffer[] = [];
  let at = 0;
  let size = rows.length;
  while (at < rows.length) {
    const part = rows.slice(at, at + size);
    try {
      pages.push(encodeCompressedPage(part, columns, options));
      at += part.length;
      size = Math.max(1, Math.ceil(part.length * 1.25));
    } catch (error) {
      if (!(error instanceof RangeError) || part.length === 1) throw error;
      size = Math.floor(part.length / 2);
    }
  }
  return pages;
}
