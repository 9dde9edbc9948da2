import { BATCH_ROWS, type Cell, type ColumnBatch } from '../base/cell.js';

/**
 * About this many source bytes make a batch full. With 1 MiB the cells of a batch outlive the collector's young generation, and reading a
 * wide table takes 1.6 times as long (measured).
 */
const BATCH_BYTES = 1 << 18;

/** A copy has room for any cell: an array that first sees numbers and then something else is made anew by the engine. */
const NULLS: readonly Cell[] = new Array<Cell>(BATCH_ROWS).fill(null);

/** Rows with their place and bytes in the source. */
export interface ColumnRows {
  readonly columns: readonly (readonly Cell[])[];
  readonly count: number;
  readonly offsets: readonly number[];
  readonly lengths: readonly number[];
}

/** Gathers the rows of one table into batches. Full at 4,096 rows or 256 KiB of source, whichever comes first. */
export class BatchBuilder {
  private columns: Cell[][];
  private positions: number[] = [];
  private bytes = 0;
  /** Rows that there is room for: as many as the last batch had, so that arrays need not grow. */
  private room = 0;
  /** Rows given out or held so far. */
  total = 0;

  constructor(
    private readonly table: string,
    private readonly names: readonly string[],
    /** File that the rows are in; changed only between batches. */
    public file: string,
  ) {
    this.columns = this.emptyColumns();
  }

  get isEmpty(): boolean {
    return this.positions.length === 0;
  }

  /** `row[c]` for each column; true when the batch is full. */
  add(row: readonly Cell[], position: number, bytes: number): boolean {
    const { columns } = this;
    const at = this.positions.length;
    for (let c = 0; c < columns.length; c++) columns[c]![at] = row[c] as Cell;
    this.positions.push(position);
    this.total++;
    this.bytes += bytes;
    return this.positions.length >= BATCH_ROWS || this.bytes >= BATCH_BYTES;
  }

  /** False where so many rows more would be too many for one batch. */
  hasRoomFor(rows: number): boolean {
    return this.isEmpty || this.positions.length + rows <= BATCH_ROWS;
  }

  /** Rows that are there column by column, at most {@link BATCH_ROWS}; their places count from `base`. True when the batch is full. */
  addColumns({ columns, count, offsets, lengths }: ColumnRows, base: number): boolean {
    const at = this.positions.length;
    for (let c = 0; c < this.columns.length; c++) {
      const to = this.columns[c]!;
      const from = columns[c]!;
      for (let r = 0; r < count; r++) to[at + r] = from[r] as Cell;
    }
    for (let r = 0; r < count; r++) {
      this.positions.push(base + offsets[r]!);
      this.bytes += lengths[r]!;
    }
    this.total += count;
    return this.positions.length >= BATCH_ROWS || this.bytes >= BATCH_BYTES;
  }

  take(): ColumnBatch {
    const rowCount = this.positions.length;
    for (const cells of this.columns) cells.length = rowCount;
    const batch: ColumnBatch = {
      table: this.table,
      columnNames: this.names,
      columns: this.columns,
      rowCount,
      firstRow: this.total - rowCount + 1,
      file: this.file,
      positions: this.positions,
    };
    this.room = rowCount;
    this.columns = this.emptyColumns();
    this.positions = [];
    this.bytes = 0;
    return batch;
  }

  private emptyColumns(): Cell[][] {
    return this.names.map(() => NULLS.slice(0, this.room));
  }
}
