import type { PageAddress } from './page.js';
import type { StoredType } from './stored-type.js';

/** How the records of a rowset are stored: sysrowsets.cmprlevel. */
export const COMPRESSION = { none: 0, row: 1, page: 2, columnstore: 3, columnstoreArchive: 4 } as const;

/** A column as one rowset stores it: a row of sysrscols, or of syshobtcolumns before 2008. */
export interface RowsetColumn {
  /** Column id in the table where the column still exists; 0 for the uniquifier. */
  readonly id: number;
  /** Offset of a fixed column in the record, from its first byte; -1 for the first variable column, -2 for the second. */
  readonly offset: number;
  /** 1-based number in the null bitmap. */
  readonly nullBit: number;
  /** Bit of a bit column in its byte. */
  readonly bit: number;
  /** As stored; `userType` is 0 here. */
  readonly type: StoredType;
  readonly nullable: boolean;
  /** sysrscols.status 0x200: rows written before the column was added take a default that is kept for the rowset. */
  readonly hasDefault: boolean;
}

/** sysrowsets.ownertype of rows; 2 and more are what the server keeps beside a columnstore index (definition of sys.internal_partitions). */
export const TABLE_ROWS = 1;

/** A heap, an index or one partition of them. */
export interface Rowset {
  readonly id: bigint;
  readonly objectId: number;
  /** 0 heap, 1 clustered index, more: other indexes. */
  readonly indexId: number;
  readonly partition: number;
  /** {@link TABLE_ROWS}, or what else the rowset holds. */
  readonly ownerType: number;
  readonly status: number;
  /** What the server says of its rows. */
  readonly rows: number;
  /** {@link COMPRESSION}. */
  readonly compression: number;
  readonly columns: readonly RowsetColumn[];
  /** In-row data, large objects, row overflow; those that it has. */
  readonly units: readonly AllocationUnit[];
}

/** sysallocunits.type. */
export const UNIT_TYPES = { inRow: 1, lob: 2, overflow: 3 } as const;

export interface AllocationUnit {
  readonly id: bigint;
  readonly type: number;
  readonly first: PageAddress;
  readonly root: PageAddress;
  readonly firstIam: PageAddress;
}

/** How the pages of a unit name it in their headers: the middle part of its id. */
export const objectIdOf = ({ id }: AllocationUnit): number => Number((id >> 16n) & 0xffff_ffffn);
