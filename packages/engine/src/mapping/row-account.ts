/** What a worker saw since it last reported; typed arrays of one length, an element a row, so that they are cheap to post. */
export interface AccountDelta {
  /** Table index in the mapping's environment. */
  readonly tables: Uint32Array;
  /** 1-based row ordinal. */
  readonly rows: Float64Array;
  /** Disposition code, see {@link CompiledMapping.dispositions}. */
  readonly codes: Uint8Array;
}

/** Gathers the dispositions of rows in one worker. Bounded by how often {@link take} is called. */
export class RowAccount {
  private tables: number[] = [];
  private rows: number[] = [];
  private codes: number[] = [];

  mark(tableIndex: number, row: number, code: number): void {
    this.tables.push(tableIndex);
    this.rows.push(row);
    this.codes.push(code);
  }

  /** Everything since the last call. */
  take(): AccountDelta {
    const delta: AccountDelta = {
      tables: Uint32Array.from(this.tables),
      rows: Float64Array.from(this.rows),
      codes: Uint8Array.from(this.codes),
    };
    this.tables = [];
    this.rows = [];
    this.codes = [];
    return delta;
  }
}
