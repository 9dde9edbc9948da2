import type { CompiledMapping } from './compiled-spec.js';

/** What a worker saw since it last reported; typed arrays, so that it can be posted without copying. All arrays of a group have the same length. */
export interface AccountDelta {
  /** Table index in the mapping's environment. */
  readonly tables: Uint32Array;
  /** 1-based row ordinal. */
  readonly rows: Float64Array;
  /** Disposition code, see {@link CompiledMapping.dispositions}. */
  readonly codes: Uint8Array;
  /** Index among the table's users of the spec that saw the row. */
  readonly users: Uint8Array;
  /** Cells with an issue: table index, column index, count. */
  readonly issueTables: Uint32Array;
  readonly issueColumns: Uint32Array;
  readonly issueCounts: Uint32Array;
}

/** Gathers the dispositions of rows in one worker. Bounded by how often {@link take} is called. */
export class RowAccount {
  private tables: number[] = [];
  private rows: number[] = [];
  private codes: number[] = [];
  private users: number[] = [];
  private readonly issues = new Map<string, number>();
  /** By spec, then table: index among the table's users. */
  private readonly userIndex: ReadonlyMap<number, number>[];

  constructor(mapping: CompiledMapping) {
    this.userIndex = mapping.specs.map(() => new Map<number, number>());
    for (const [tableIndex, list] of mapping.users) {
      for (const [i, user] of list.entries()) (this.userIndex[user.spec] as Map<number, number>).set(tableIndex, i);
    }
  }

  mark(spec: number, tableIndex: number, row: number, code: number): void {
    this.tables.push(tableIndex);
    this.rows.push(row);
    this.codes.push(code);
    this.users.push(this.userIndex[spec]!.get(tableIndex) ?? 255);
  }

  cellIssue(tableIndex: number, column: string): void {
    const key = `${tableIndex} ${column}`;
    this.issues.set(key, (this.issues.get(key) ?? 0) + 1);
  }

  /** Everything since the last call. `columnIndex` turns a column name into its place in the staged table. */
  take(columnIndex: (tableIndex: number, column: string) => number): AccountDelta {
    const issues = [...this.issues].map(([key, count]) => {
      const space = key.indexOf(' ');
      const table = Number(key.slice(0, space));
      return { table, column: columnIndex(table, key.slice(space + 1)), count };
    });
    const delta: AccountDelta = {
      tables: Uint32Array.from(this.tables),
      rows: Float64Array.from(this.rows),
      codes: Uint8Array.from(this.codes),
      users: Uint8Array.from(this.users),
      issueTables: Uint32Array.from(issues, (i) => i.table),
      issueColumns: Uint32Array.from(issues, (i) => i.column),
      issueCounts: Uint32Array.from(issues, (i) => i.count),
    };
    this.tables = [];
    this.rows = [];
    this.codes = [];
    this.users = [];
    this.issues.clear();
    return delta;
  }
}
