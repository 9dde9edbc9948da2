/**
 * One source value, exactly as the source states it.
 * null is the source's NULL (an empty string is not NULL). number: integers that are exact, and floats of a float column.
 * bigint: integers beyond 2^53. string: text, decimals in plain notation with their scale, and all date-times as wall-clock text.
 * Uint8Array: binary.
 */
export type Cell = null | boolean | number | bigint | string | Uint8Array;

/** Logical type of a column, as far as the source declares it; `unknown` for untyped sources such as CSV. */
export type CellType =
  | 'text'
  | 'integer'
  | 'decimal'
  | 'float'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'time'
  | 'binary'
  | 'guid'
  | 'unknown';

/**
 * Up to 4,096 rows (about 256 KiB of the source) of one table, column by column: `columns[c][r]`.
 * `firstRow` is the 1-based ordinal of the first row in its table; `positions[r]` is where the row stands in its file
 * (line number for text sources, byte offset for binary ones), in `file`.
 */
export interface ColumnBatch {
  readonly table: string;
  readonly columnNames: readonly string[];
  readonly columns: readonly (readonly Cell[])[];
  readonly rowCount: number;
  readonly firstRow: number;
  readonly file: string;
  readonly positions: readonly number[];
}

export const BATCH_ROWS = 4096;
