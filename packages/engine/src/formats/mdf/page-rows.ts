import type { Cell } from '../../base/cell.js';
import type { OffRowPointer } from './off-row.js';
import type { PageAddress } from './page.js';

/** The rows of one page, in slot order. */
export interface PageRows {
  readonly address: PageAddress;
  /** `rows[r][c]`; columns in the order of the plan. */
  readonly rows: Cell[][];
  /** Slot of each row, offset of its record in the page, and its bytes there. */
  readonly slots: number[];
  readonly offsets: number[];
  readonly lengths: number[];
  /** Values that lie outside their rows and are still to be fetched. */
  readonly pending: PendingValue[];
  readonly rejected: RejectedRecord[];
}

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

export const emptyPage = (address: PageAddress): PageRows => ({
  address,
  rows: [],
  slots: [],
  offsets: [],
  lengths: [],
  pending: [],
  rejected: [],
});
