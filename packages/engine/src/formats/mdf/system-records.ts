import { FixedVarRecord, RECORD_KINDS, recordKind } from './fixed-var-record.js';
import { isOffRow, OffRowReader, readPointer } from './off-row.js';
import {
  hasChecksum,
  nextPage,
  PAGE_SIZE,
  PAGE_TYPES,
  type PageAddress,
  pageLevel,
  pageObjectId,
  pageType,
  previousPage,
  slotCount,
  slotOffset,
} from './page.js';
import { haveOverlap } from './page-rows.js';
import type { PageStore } from './page-store.js';
import type { RowsetColumn } from './rowset.js';
import { DecodeError } from './stored-type.js';
import type { SystemLayout } from './system-layouts.js';

/** A row of a system table: integers, texts, bytes; null where the column is null or not there. */
export type SystemRow = Readonly<Record<string, SystemValue>>;

export type SystemValue = bigint | number | string | Buffer | null;

/** Where one column of a system table stands. */
export interface SystemColumn {
  readonly name: string;
  /** Of a fixed column, from the record's first byte; -1 first variable column. */
  readonly offset: number;
  readonly size: number;
  readonly kind: 'integer' | 'text' | 'bytes';
  /** 1-based; 0: not asked. */
  readonly nullBit: number;
}

/** Columns of a table whose layout is known beforehand. */
export function layoutColumns({ fixed, variable }: SystemLayout): SystemColumn[] {
  const columns: SystemColumn[] = [];
  let offset = 4; // after the two status bytes and the length of the fixed part
  for (const [name, size] of Object.entries(fixed)) {
    columns.push({ name, offset, size, kind: size === 6 ? 'bytes' : 'integer', nullBit: 0 });
    offset += size;
  }
  for (const [i, name] of variable.entries())
    columns.push({ name, offset: -1 - i, size: 0, kind: 'bytes', nullBit: 0 });
  return columns;
}

const INTEGERS: Readonly<Record<number, number>> = { 48: 1, 52: 2, 56: 4, 127: 8, 104: 1 };
const TEXTS = new Set([231, 239]);

/** Columns of a table that the catalog itself describes. */
export function describedColumns(columns: readonly RowsetColumn[], names: ReadonlyMap<number, string>): SystemColumn[] {
  return columns.flatMap((column) => {
    const name = names.get(column.id);
    if (name === undefined) return [];
    const { xtype, length } = column.type;
    const kind = TEXTS.has(xtype) ? 'text' : xtype in INTEGERS ? 'integer' : 'bytes';
    const size = INTEGERS[xtype] ?? length;
    return [{ name, offset: column.offset, size, kind, nullBit: column.nullBit }];
  });
}

/**
 * The rows of a clustered system table in the order of its key. `onFault` is told of pages that are missing or not what they should be,
 * or hold a row that cannot be read. `wanted` is asked before large values are fetched; rows that it does not want are left out.
 */
export async function* systemRows(
  store: PageStore,
  entry: PageAddress,
  columns: readonly SystemColumn[],
  onFault: (address: PageAddress) => void,
  wanted: (row: SystemRow) => boolean = () => true,
): AsyncGenerator<SystemRow> {
  const record = new FixedVarRecord();
  const large = new OffRowReader(store);
  const seen = new Set<string>();
  let before: PageAddress = { page: 0, file: 0 };
  let objectId = -1;
  for (let address = await leafOf(store, entry, onFault); address !== null && address.page !== 0; ) {
    const key = `${address.file}:${address.page}`;
    const page = seen.has(key) ? null : await store.page(address);
    seen.add(key);
    if (page === null || pageType(page) !== PAGE_TYPES.data) {
      onFault(address);
      return;
    }
    // Leaves are linked both ways, and all name the same table: a page of another place or database does not fit in.
    const previous = previousPage(page);
    if (objectId < 0) objectId = pageObjectId(page);
    if (previous.page !== before.page || previous.file !== before.file || pageObjectId(page) !== objectId)
      onFault(address);
    before = address;
    const rows: SystemRow[] = [];
    const offsets: number[] = [];
    const lengths: number[] = [];
    const slots = slotCount(page);
    const limit = PAGE_SIZE - 2 * slots;
    for (let slot = 0; slot < slots && limit > 0; slot++) {
      const at = slotOffset(page, slot);
      if (at === 0 || recordKind(page, at) !== RECORD_KINDS.primary) continue;
      try {
        record.read(page, at, limit);
        const row = rowOf(record, columns);
        offsets.push(at);
        lengths.push(record.end - at);
        if (!wanted(row)) continue;
        for (const column of columns) {
          const pointer = pointerOf(record, column);
          if (pointer !== null) row[column.name] = await large.read(readPointer(pointer));
        }
        rows.push(row);
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error;
        // The row is lost, and with it perhaps a table: the fault keeps the verdict from being `complete`.
        onFault(address);
      }
    }
    if (!hasChecksum(page) && haveOverlap({ offsets, lengths })) onFault(address);
    yield* rows;
    address = nextPage(page);
  }
}

/** First leaf of a B-tree: the child of each first index record stands in its last 6 bytes of the fixed part (observed). */
async function leafOf(
  store: PageStore,
  root: PageAddress,
  onFault: (address: PageAddress) => void,
): Promise<PageAddress | null> {
  let address = root;
  for (let depth = 0; depth < 16; depth++) {
    const page = await store.page(address);
    if (page === null) break;
    if (pageType(page) === PAGE_TYPES.data && pageLevel(page) === 0) return address;
    const at = slotCount(page) > 0 ? slotOffset(page, 0) : 0;
    const child = at + page.readUInt16LE(14) - 6;
    if (pageType(page) !== PAGE_TYPES.index || at < 96 || child < 96 || child + 6 > PAGE_SIZE) break;
    address = { page: page.readUInt32LE(child), file: page.readUInt16LE(child + 4) };
  }
  onFault(address);
  return null;
}

function rowOf(record: FixedVarRecord, columns: readonly SystemColumn[]): Record<string, SystemValue> {
  const row: Record<string, SystemValue> = {};
  for (const column of columns) row[column.name] = systemValue(record, column);
  return row;
}

function systemValue(record: FixedVarRecord, { offset, size, kind, nullBit }: SystemColumn): SystemValue {
  if (nullBit > record.columns || (nullBit > 0 && record.isNull(nullBit))) return null;
  const { page } = record;
  if (offset >= 0) {
    const at = record.start + offset;
    if (at + size > record.fixedEnd) return null;
    if (kind !== 'integer') return Buffer.from(page.subarray(at, at + size));
    return size === 8 ? page.readBigInt64LE(at) : size === 1 ? page[at]! : page.readIntLE(at, size);
  }
  const index = -1 - offset;
  if (index >= record.variables) return kind === 'text' ? '' : null;
  const bytes = page.subarray(record.from(index), record.to(index));
  return kind === 'text' ? bytes.toString('utf16le') : Buffer.from(bytes);
}

/** The pointer of a value that lies outside the row; null for all others. */
function pointerOf(record: FixedVarRecord, { offset, nullBit }: SystemColumn): Buffer | null {
  const index = -1 - offset;
  if (index < 0 || index >= record.variables || !record.isComplex(index)) return null;
  if (nullBit > record.columns || (nullBit > 0 && record.isNull(nullBit))) return null;
  const bytes = record.page.subarray(record.from(index), record.to(index));
  return bytes.length > 0 && isOffRow(bytes) ? bytes : null;
}

/** A page pointer of 6 bytes: u32 page, u16 file. */
export const addressOf = (bytes: SystemValue | undefined): PageAddress =>
  Buffer.isBuffer(bytes) && bytes.length >= 6
    ? { page: bytes.readUInt32LE(0), file: bytes.readUInt16LE(4) }
    : { page: 0, file: 0 };

export const numberOf = (value: SystemValue | undefined): number =>
  typeof value === 'bigint' || typeof value === 'number' ? Number(value) : 0;

export const bigOf = (value: SystemValue | undefined): bigint =>
  typeof value === 'bigint' ? value : typeof value === 'number' ? BigInt(value) : 0n;

export const textOf = (value: SystemValue | undefined): string => (typeof value === 'string' ? value : '');
