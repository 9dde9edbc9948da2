import type { Cell, ColumnBatch } from '../base/cell.js';

/** A column as its source declares it. */
export interface DeclaredColumn {
  readonly name: string;
  readonly type: string;
  /** A `CellType`, `unknown` where the source declares none. */
  readonly cellType: string;
  readonly comment: string | null;
  /** Part of the primary key. */
  readonly key: boolean;
}

/** Columns that name a row of another table, as the source declares it; columns pair by their place. */
export interface DeclaredReference {
  readonly columns: readonly string[];
  readonly referencesTable: string;
  readonly referencesColumns: readonly string[];
}

export interface DeclaredTable {
  readonly name: string;
  readonly comment: string | null;
  readonly columns: readonly DeclaredColumn[];
  readonly references: readonly DeclaredReference[];
}

/** What is profiled: tables as declared, and all their rows in one pass. Tables may come in any order, rows of a table in several turns. */
export interface ProfileInput {
  readonly source: string;
  readonly format: string;
  readonly product: string | null;
  /** RFC 3339 or a date; "future" and "dead" are meant against it. */
  readonly snapshotAt: string;
  readonly tables: readonly DeclaredTable[];
  rows(signal?: AbortSignal): AsyncIterable<TableRows>;
}

/** The part of a `ColumnBatch` that a profile needs. */
export type TableRows = Pick<ColumnBatch, 'table' | 'rowCount'> & { readonly columns: readonly (readonly Cell[])[] };
