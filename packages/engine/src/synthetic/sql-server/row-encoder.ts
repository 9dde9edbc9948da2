import type { RowLayout, StorageColumn } from './column-layout.js';
import { encodeIndexRecord, encodeRecord, type VariableEntry } from './record.js';
import type { SpecValue } from './spec.js';
import { encodeValue } from './value-encoder.js';

/** Largest record that stays on its page. */
const ROW_LIMIT = 8060;
/** A variable value may go to row-overflow pages if it is longer than its pointer. */
const POINTER = 24;

/** Where values go that leave the row. */
export interface OffRow {
  text(value: Buffer): Buffer;
  max(value: Buffer): Buffer;
  overflow(value: Buffer): Buffer;
}

export interface RowOptions {
  readonly kind: number;
  /** Columns of the record; fewer than the layout's for a row written before columns were added. */
  readonly columnCount: number;
  /** Hidden number of a repeated key; 0 for the first. */
  readonly uniquifier: number;
  readonly versionTag?: Buffer | undefined;
  /** Back-pointer of a forwarded record. */
  readonly backPointer?: Buffer | undefined;
}

interface Pending {
  readonly column: StorageColumn | undefined;
  bytes: Buffer;
  complex: boolean;
}

/** Encodes rows of one layout; values by the index of their column in the spec. */
export class RowEncoder {
  constructor(
    private readonly layout: RowLayout,
    private readonly collation: number,
    private readonly offRow: OffRow,
  ) {}

  encode(values: readonly SpecValue[], options: RowOptions): Buffer {
    const { layout } = this;
    const count = options.columnCount;
    const present = layout.columns.filter(({ place }) => place <= count);
    const fixed = Buffer.alloc(this.fixedLength(present));
    const nulls = Buffer.alloc(Math.ceil(count / 8));
    const variable: Pending[] = [];
    for (const column of present) {
      const value = this.valueOf(column, values, options);
      if (value === null) {
        nulls[(column.place - 1) >> 3]! |= 1 << ((column.place - 1) & 7);
        if (column.offset < 0) variable[-column.offset - 1] = { column, bytes: Buffer.alloc(0), complex: false };
      } else if (column.type.kind === 'bit') {
        if (value) fixed[column.offset - 4]! |= 1 << column.bit;
      } else {
        const bytes = encodeValue(column.type, value, column.collation || this.collation);
        if (column.offset > 0) bytes.copy(fixed, column.offset - 4);
        else variable[-column.offset - 1] = this.variableValue(column, bytes);
      }
    }
    const vector = this.sparseVector(values);
    if (vector) variable.push({ column: undefined, bytes: vector, complex: true });
    if (options.backPointer) variable.push({ column: undefined, bytes: options.backPointer, complex: true });
    this.shorten(variable, 4 + fixed.length + 2 + nulls.length + (options.versionTag?.length ?? 0));
    return encodeRecord({
      kind: options.kind,
      fixed,
      columnCount: count,
      nulls,
      variable: trimmed(variable),
      versionTag: options.versionTag,
    });
  }

  private valueOf(column: StorageColumn, values: readonly SpecValue[], options: RowOptions): SpecValue {
    if (column.source >= 0) return values[column.source] ?? null;
    // the first row of a key has no number
    return options.uniquifier || null;
  }

  /** A short row ends its fixed part behind the last fixed column that it has. */
  private fixedLength(present: readonly StorageColumn[]): number {
    if (present.length === this.layout.columns.length) return this.layout.fixedEnd - 4;
    let end = 4;
    for (const { offset, type } of present) if (offset > 0) end = Math.max(end, offset + type.length);
    return end - 4;
  }

  private variableValue(column: StorageColumn, bytes: Buffer): Pending {
    if (column.type.kind === 'text') return { column, bytes: this.offRow.text(bytes), complex: true };
    if (column.type.kind === 'max' && (bytes.length > 8000 || (column.spec?.inRow === false && bytes.length > 0))) {
      return { column, bytes: this.offRow.max(bytes), complex: true };
    }
    return { column, bytes, complex: false };
  }

  /** Moves the longest values off the row until it fits. */
  private shorten(variable: Pending[], head: number): void {
    for (;;) {
      const size = head + 2 + variable.reduce((sum, { bytes }) => sum + 2 + bytes.length, 0);
      if (size <= ROW_LIMIT) return;
      const movable = variable.filter(({ column, complex, bytes }) => column && !complex && bytes.length > POINTER);
      const [longest] = movable.sort((a, b) => b.bytes.length - a.bytes.length);
      if (!longest) throw new Error('a row of more than 8,060 bytes');
      const max = longest.column?.type.kind === 'max';
      longest.bytes = max ? this.offRow.max(longest.bytes) : this.offRow.overflow(longest.bytes);
      longest.complex = true;
    }
  }

  /** u16 5, u16 n, u16 column ids, u16 ends from the start of the vector, values. */
  private sparseVector(values: readonly SpecValue[]): Buffer | undefined {
    const given = this.layout.sparse.filter(({ source }) => (values[source] ?? null) !== null);
    if (given.length === 0) return undefined;
    const head = Buffer.alloc(4 + 4 * given.length);
    head.writeUInt16LE(5, 0);
    head.writeUInt16LE(given.length, 2);
    let end = head.length;
    const bodies = given.map((column, i) => {
      const value = values[column.source] ?? null;
      const bytes =
        column.type.kind === 'bit' ? Buffer.of(value ? 1 : 0) : encodeValue(column.type, value, column.collation);
      end += bytes.length;
      head.writeUInt16LE(column.id, 4 + 2 * i);
      head.writeUInt16LE(end, 4 + 2 * given.length + 2 * i);
      return bytes;
    });
    return Buffer.concat([head, ...bodies]);
  }

  /** The record of an inner index page that leads to `child`, with the key of a row. */
  encodeIndex(values: readonly SpecValue[], uniquifier: number, child: Buffer): Buffer {
    const { keys, indexFixedEnd } = this.layout;
    const fixed = Buffer.alloc(indexFixedEnd - 7);
    const nulls = Buffer.alloc(Math.ceil(keys.length / 8));
    const variable: VariableEntry[] = [];
    keys.forEach((column, i) => {
      const value = column.source < 0 ? uniquifier || null : (values[column.source] ?? null);
      if (value === null) nulls[i >> 3]! |= 1 << (i & 7);
      const bytes = value === null ? Buffer.alloc(0) : encodeValue(column.type, value, column.collation);
      if (column.indexOffset > 0) bytes.copy(fixed, column.indexOffset - 1);
      else variable[-column.indexOffset - 1] = { bytes, complex: false };
    });
    const nullable = keys.some((column) => column.nullable);
    return encodeIndexRecord({
      fixed,
      child,
      nulls: nullable ? { columnCount: keys.length, bits: nulls } : undefined,
      variable: trimmed(variable),
    });
  }
}

/** Trailing empty entries are not written (observed). */
function trimmed(entries: readonly VariableEntry[]): readonly VariableEntry[] {
  let length = entries.length;
  while (length > 0 && entries[length - 1]!.bytes.length === 0) length -= 1;
  return entries.slice(0, length);
}
