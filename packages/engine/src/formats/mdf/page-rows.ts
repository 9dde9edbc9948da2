import type { Cell } from '../../base/cell.js';
import type { OffRowPointer } from './off-row.js';
import type { PageAddress } from './page.js';

/** The rows of one page, or some of them, in slot order. */
export interface PageRows {
  readonly address: PageAddress;
  count: number;
  /** `columns[c][r]`; columns in the order of the plan. Without any when the rows were only tried. */
  readonly columns: Cell[][];
  /** Slot of each row, offset of its record in the page, and its bytes: those of the record, and of large values outside it. */
  readonly slots: number[];
  readonly offsets: number[];
  readonly lengths: number[];
  /** Values that lie outside their rows and are still to be fetched, in the order of rows. */
  readonly pending: PendingValue[];
  readonly rejected: RejectedRecord[];
}

/** `try` proves that each value can be read, and gives none. */
export type RowsMode = 'read' | 'try';

export interface PendingValue {
  readonly row: number;
  readonly column: number;
  readonly pointer: OffRowPointer;
}

/** A record that stands for a row and cannot be read as one. */
export interface RejectedRecord {
  readonly slot: number;
  readonly code: string;
  /** Its bytes, as far as they are known. */
  readonly bytes: Buffer;
}

/** What the reader met besides rows. */
export interface TableCounts {
  pages: number;
  /** Pages without a checksum: nothing proves that their rows are as they were written. */
  unproven: number;
  rows: number;
  rejected: number;
  forwarded: number;
  ghosts: number;
  /** Pages written after the checkpoint that the backup starts from, and the rows on them. */
  changedPages: number;
  changedRows: number;
}

/** True where two rows share bytes, as only damage makes them: a slot leads to or into the record of another. */
export function haveOverlap({ offsets, lengths }: Pick<PageRows, 'offsets' | 'lengths'>): boolean {
  const order = offsets.map((_, r) => r).sort((a, b) => offsets[a]! - offsets[b]!);
  return order.some((r, i) => i > 0 && offsets[order[i - 1]!]! + lengths[order[i - 1]!]! > offsets[r]!);
}

export const noCounts = (): TableCounts => ({
  pages: 0,
  unproven: 0,
  rows: 0,
  rejected: 0,
  forwarded: 0,
  ghosts: 0,
  changedPages: 0,
  changedRows: 0,
});

export const emptyPage = (address: PageAddress): PageRows => ({
  address,
  count: 0,
  columns: [],
  slots: [],
  offsets: [],
  lengths: [],
  pending: [],
  rejected: [],
});

/** Takes the rows out for which `isFailed`, from every list; what is pending of those that stay is numbered anew. */
export function dropRows(rows: PageRows, isFailed: (row: number) => boolean): void {
  const places = new Int32Array(rows.count).fill(-1);
  let kept = 0;
  for (let r = 0; r < rows.count; r++) {
    if (isFailed(r)) continue;
    places[r] = kept;
    for (const list of [rows.slots, rows.offsets, rows.lengths]) list[kept] = list[r]!;
    for (const cells of rows.columns) cells[kept] = cells[r]!;
    kept++;
  }
  for (const list of [...rows.columns, rows.slots, rows.offsets, rows.lengths]) list.length = kept;
  const pending = rows.pending.filter(({ row }) => places[row]! >= 0);
  rows.pending.length = 0;
  for (const { row, column, pointer } of pending) rows.pending.push({ row: places[row]!, column, pointer });
  rows.count = kept;
}

/** A copy of the rows [from, to) of a page, with nothing pending and nothing rejected. */
export function someRows(rows: PageRows, from: number, to: number): PageRows {
  return {
    address: rows.address,
    count: to - from,
    columns: rows.columns.map((cells) => cells.slice(from, to)),
    slots: rows.slots.slice(from, to),
    offsets: rows.offsets.slice(from, to),
    lengths: rows.lengths.slice(from, to),
    pending: [],
    rejected: [],
  };
}
