import type { Cell } from '../../base/cell.js';

/** Internal versions of SQL Server 2005, 2008, 2008 R2, 2012, 2014, 2016, 2017, 2019, 2022 and 2025 that can be written. */
export type DatabaseVersion = 611 | 655 | 661 | 706 | 782 | 852 | 869 | 904 | 957 | 998;

/** A sql_variant: `variant` is its base type, e.g. `nvarchar(20)`. */
export interface Variant {
  readonly variant: string;
  readonly value: Cell;
}

/** Bytes to store as they are, and what a reader must make of them. */
export interface Stored {
  readonly stored: Uint8Array;
  readonly cell: Cell;
}

/**
 * A value to store, in the form in which a reader gives it back: decimals and money as text with their scale, dates `YYYY-MM-DD`,
 * date-times `YYYY-MM-DDTHH:MM:SS[.fraction]`, datetimeoffset with `+HH:MM` behind it, GUIDs in lower case, bytes as Uint8Array.
 */
export type SpecValue = Cell | Variant | Stored;

export interface ColumnSpec {
  readonly name: string;
  /** As in CREATE TABLE: `int`, `decimal(10,2)`, `nvarchar(max)`, `datetime2(3)`... */
  readonly type: string;
  /** Default true. */
  readonly nullable?: boolean;
  readonly identity?: boolean;
  /** Collation id of a text column; the database's own if absent. */
  readonly collation?: number;
  /** `persisted` columns are stored, `virtual` ones are not and take no value from the rows (give null). */
  readonly computed?: 'persisted' | 'virtual';
  readonly sparse?: boolean;
  /** Dropped after the rows were written: the bytes are still in them, the catalog no longer knows the column. */
  readonly dropped?: boolean;
  /** Added when the table had `afterRows` rows: these are short and mean `default`, NULL if absent. Such columns must be the last. */
  readonly added?: { readonly afterRows: number; readonly default?: Cell };
  /** False puts a (max) value off the row even if it would fit. */
  readonly inRow?: boolean;
  /** The catalog says that the values lie in files of their own; what the rows then hold is not known, and is the value here. */
  readonly filestream?: boolean;
  /** MS_Description. */
  readonly description?: string;
}

export interface ForeignKeySpec {
  readonly columns: readonly string[];
  /** `table` or `schema.table`. */
  readonly references: string;
  readonly referencedColumns: readonly string[];
}

export interface TableFeatures {
  /** Every n-th row of a heap is moved and leaves a forwarding stub. */
  readonly forwardEvery?: number;
  /** After every n-th row a ghost of it is left, which is not a row. */
  readonly ghostEvery?: number;
  /** Every n-th row carries a 14-byte version tag. */
  readonly versionTagEvery?: number;
  /** A rowset of the same object and index that is none of its rows, as the delete bitmap of a columnstore index: it has the first row again. */
  readonly internalRowset?: boolean;
  /** A page that was written after the checkpoint of the backup: its LSN lies beyond it. */
  readonly changedAfterCheckpoint?: boolean;
  /** Most children of an inner node of a LOB tree; small values make deep trees. Default 501. */
  readonly lobFanOut?: number;
  /** LOB records carry a version tag behind their stated length. */
  readonly lobVersionTags?: boolean;
  /** LOB records as databases born in SQL Server 2000 have them: roots of type 4, empty values of type 8. */
  readonly oldLobRecords?: boolean;
}

export interface TableSpec {
  /** Default `dbo`. */
  readonly schema?: string;
  readonly name: string;
  readonly columns: readonly ColumnSpec[];
  readonly storage: 'heap' | 'clustered';
  /** Clustering key, and with `uniquifier` absent also the primary key. */
  readonly key?: readonly string[];
  /** The clustering key is not unique: rows that repeat it have a hidden number. */
  readonly uniquifier?: boolean;
  /** A nonclustered primary key (metadata only; a heap's way to have one). */
  readonly primaryKey?: readonly string[];
  readonly foreignKeys?: readonly ForeignKeySpec[];
  /** One value for each column, in order; clustered tables in the order of their key. */
  readonly rows: Iterable<readonly SpecValue[]>;
  /** Needs `encodeCompressedPages` of {@link DatabaseSpec}; such a table has one partition and no index levels. */
  readonly compression?: 'row' | 'page';
  /** Rows are dealt in turn to this many rowsets. */
  readonly partitions?: number;
  readonly features?: TableFeatures;
  /** A heap of this many extents whose pages all hold the given rows, numbered in the first column (int); made on demand. */
  readonly repeatedExtents?: number;
  /** No rows are stored; the catalog says what a reader must refuse, with this many rows. */
  readonly refusal?: 'columnstore' | 'columnstore-archive' | 'memory-optimised';
  readonly refusedRows?: number;
  readonly description?: string;
}

export interface ViewSpec {
  readonly schema?: string;
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly definition: string;
}

/** A column of a compressed rowset, in the order of its columns (key columns first). */
export interface CompressedColumn {
  readonly xtype: number;
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
}

/** A row of a compressed rowset: values as an uncompressed row has them, null for NULL, a boolean for a bit, pointers apart. */
export interface CompressedRow {
  readonly cells: readonly (null | boolean | Buffer | { readonly offRow: Buffer })[];
  /** 0 primary, 3 ghost. */
  readonly kind?: number;
  readonly versionTag?: boolean;
}

/**
 * Writes rows to pages of 8,192 bytes: information, records and slots in place, of the header only the count of slots (22).
 * Level 1 is ROW, 2 PAGE; `scsu` says whether the version compresses Unicode text.
 */
export type CompressedPagesEncoder = (
  rows: readonly CompressedRow[],
  columns: readonly CompressedColumn[],
  options: { readonly level: 1 | 2; readonly scsu: boolean },
) => Buffer[];

export interface DatabaseSpec {
  readonly name: string;
  readonly version: DatabaseVersion;
  /** Default 0x3400D008, SQL_Latin1_General_CP1_CI_AS. */
  readonly collation?: number;
  readonly seed: number;
  /** Data files; default 1. */
  readonly files?: number;
  /** Default `checksum`. */
  readonly protection?: 'checksum' | 'torn' | 'none';
  readonly tables: readonly TableSpec[];
  readonly views?: readonly ViewSpec[];
  /** Pages as under transparent data encryption: flagged, their bodies scrambled. */
  readonly encrypted?: boolean;
  /** Makes the pages of compressed tables; the generator has no encoder of its own. */
  readonly encodeCompressedPages?: CompressedPagesEncoder;
}

export const DEFAULT_COLLATION = 0x3400d008;

export const isVariant = (value: SpecValue): value is Variant =>
  typeof value === 'object' && value !== null && 'variant' in value;

export const isStored = (value: SpecValue): value is Stored =>
  typeof value === 'object' && value !== null && 'stored' in value;
