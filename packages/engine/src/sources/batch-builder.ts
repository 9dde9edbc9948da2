import { BATCH_ROWS, type Cell, type ColumnBatch } from '../base/cell.js';

/** About this many source bytes make a batch full. */
const BATCH_BYTES = 1 << 20;

/** Gathers the rows of one table into batches. Full at 4,096 rows or 1 MiB of source, whichever comes first. */
export class BatchBuilder {
  private columns: Cell[][];
  private positions: number[] = [];
  private bytes = 0;
  /** Rows given out or held so far. */
  total = 0;

  constructor(
    private readonly table: string,
    private readonly names: readonly string[],
    /** File that the rows are in; changed only between batches. */
    public file: string,
  ) {
    this.columns = names.map(() => []);
  }

  get isEmpty(): boolean {
    return this.positions.length === 0;
  }

  /** `row[c]` for each column; true when the batch is full. */
  add(row: readonly Cell[], position: number, bytes: number): boolean {
    const { columns } = this;
    for (let c = 0; c < columns.length; c++) columns[c]!.push(row[c] as Cell);
    this.positions.push(position);
    this.total++;
    this.bytes += bytes;
    return this.positions.length >= BATCH_ROWS || this.bytes >= BATCH_BYTES;
  }

  take(): ColumnBatch {
    const rowCount = this.positions.length;
    const batch: ColumnBatch = {
      table: this.table,
      columnNames: this.names,
      columns: this.columns,
      rowCount,
      firstRow: this.total - rowCount + 1,
      file: this.file,
      positions: this.positions,
    };
    this.columns = this.names.map(() => []);
    this.positions = [];
    this.bytes = 0;
    return batch;
  }
}
