import type { ColumnBatch } from '../base/cell.js';
import type { Issue } from '../base/issue.js';

/** A source as staged. */
export interface StagedSource {
  readonly name: string;
  readonly format: string;
  /** SHA-256 over the source's files (names excluded, in order) and its reader options, hex. */
  readonly fingerprint: string;
  /** When the source was taken: as it states itself, else its newest file's modification time; RFC 3339 or date. */
  readonly snapshotAt: string;
  readonly product: string | null;
  readonly database: string | null;
  readonly complete: boolean;
  readonly tables: readonly StagedTable[];
}

export interface StagedColumn {
  readonly name: string;
  readonly type: string;
  readonly cellType: string;
  readonly key: boolean;
  readonly comment?: string;
  /** Name of the column inside the vault, where it is not `name` (a name used twice, in another case, or reserved). Quote it. */
  readonly sqlName?: string;
  /** SQLite table that holds the column, joined by `_row`, where it is not the table's `sqlName` (tables of more than 1,900 columns). */
  readonly sqlTable?: string;
  /** The column of the same table that names the blobs whose bytes the cells of this one are. */
  readonly blobsOf?: string;
}

/** Columns that name a row of another table (or of the same), as the source declares it; columns pair by their place. */
export interface StagedForeignKey {
  readonly columns: readonly string[];
  readonly referencesTable: string;
  readonly referencesColumns: readonly string[];
}

export interface StagedTable {
  readonly source: string;
  readonly name: string;
  /** Name of the SQLite table in the vault that holds the rows: columns as named by the source, plus `_row` (1-based ordinal, the rowid) and `_pos` (position in the file). Quote it. */
  readonly sqlName: string;
  readonly columns: readonly StagedColumn[];
  readonly rows: number;
  /** Files of this table, by the index that `_file` holds. */
  readonly files?: readonly string[];
  /** Absent where the source declares none. */
  readonly foreignKeys?: readonly StagedForeignKey[];
  readonly comment?: string;
  /** Specs find the table only where they name its source: its name is ours and must not stand in the way of a database's table of the same name. */
  readonly apart?: true;
}

/** Format of the source that is computed from what people did with documents (ADR 32); it is told behind the databases that it stands beside. */
export const MANUAL_FORMAT = 'chartlift-manual';

export interface StagingSession {
  /** Rows of that table which are already staged: a resumed session skips so many. */
  stagedRows(table: string): number;
  /** Stored in source order; committed by {@link commit}. */
  write(batch: ColumnBatch): void;
  addIssue(issue: Issue): void;
  /** Makes all that was written durable. */
  commit(): void;
  /** Marks the source complete. */
  finish(): void;
  /** Leaves the source incomplete, resumable. */
  abandon(): void;
}

export interface RunRecord {
  /** `r0001`, in order. */
  readonly id: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly startedAt: string;
  readonly finishedAt: string | null;
  /** SHA-256 over everything the run depends on: sources, mapping, crosswalks, decisions, settings, targets, code version. */
  readonly inputHash: string;
  /** The `run --json` summary; null while it runs. */
  readonly summary: unknown;
}

export interface AuditEvent {
  /** `stage`, `run`, `key-add`, `unlock`, `export`, `decision` ... */
  readonly action: string;
  readonly outcome: 'success' | 'failure';
  /** Opaque ids and names without PHI. */
  readonly object: string;
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}
