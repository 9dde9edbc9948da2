import type { CellType, ColumnBatch } from '../base/cell.js';
import type { IssueSink } from '../base/issue.js';
import type { FolderDepth } from './input-file.js';

/** How sure a driver is that a source is its own: 0 no, 1 maybe (by name), 2 likely (by shape), 3 certain (by signature). */
export type ProbeScore = 0 | 1 | 2 | 3;

export interface ProbeResult {
  readonly score: ProbeScore;
  /** Set with score 0 when the driver can say what else it is: "a SQLite database". */
  readonly is?: string;
}

/** What a driver sees before it opens a source: names, sizes and the first bytes of each file. */
export interface ProbeInput {
  readonly files: readonly { readonly path: string; readonly byteLength: number; readonly head: Uint8Array }[];
  /** True when the person named one folder. */
  readonly isFolder: boolean;
}

export interface ColumnInfo {
  readonly name: string;
  /** As the source declares it, e.g. `varchar(255)`; `text` where it declares nothing. */
  readonly type: string;
  readonly cellType: CellType;
  /** A float of 32 bits: its cells are the shortest number that has the same float, and are exported as that float. */
  readonly single?: boolean;
  /** null: the source does not say. */
  readonly nullable: boolean | null;
  /** Part of the primary key. */
  readonly key: boolean;
  /** Expression of the column's default, as the source writes it. */
  readonly default?: string;
  readonly comment?: string;
}

export interface ForeignKey {
  readonly columns: readonly string[];
  readonly referencesTable: string;
  readonly referencesColumns: readonly string[];
}

export interface TableInfo {
  readonly name: string;
  readonly columns: readonly ColumnInfo[];
  readonly primaryKey: readonly string[];
  readonly foreignKeys: readonly ForeignKey[];
  /** What the source itself claims; null where it claims nothing. */
  readonly statedRows: number | null;
  readonly comment?: string;
  /** `read`, or why not: `view`, `unsupported`, ... */
  readonly status: string;
  readonly reason: string | null;
}

export interface Catalog {
  /** Registered driver name. */
  readonly format: string;
  /** Product and version as the source states them; null where it does not. */
  readonly product: string | null;
  readonly database: string | null;
  /** When the source was taken, as it states itself (`YYYY-MM-DD` or date-time); null where it does not. */
  readonly statedAt: string | null;
  readonly tables: readonly TableInfo[];
  /** Texts of the views that the source holds; absent where it keeps none. */
  readonly views?: readonly ViewInfo[];
}

export interface ViewInfo {
  readonly name: string;
  /** The statement that defines it, as the source keeps it. */
  readonly text: string;
}

export interface ScanRequest {
  /** Tables wanted; all when absent. One pass gives them all, in source order; rows of a table keep their order. */
  readonly tables?: readonly string[];
  readonly signal?: AbortSignal;
}

/** One check of the validation ladder with its counts. */
export interface SourceCheck {
  readonly name: string;
  /** What holds when it passes, in plain words: "all pages are as they were written". */
  readonly says?: string;
  readonly passed: boolean;
  readonly checked: number;
  readonly failed: number;
  /** Verdict on the source when this check fails; `damaged` when absent. */
  readonly failing?: 'incomplete' | 'damaged';
  /** True where the check speaks of the source as a whole: while it fails, no run over what was staged of it passes. */
  readonly wholeness?: boolean;
}

export interface SourceContext {
  readonly onIssue: IssueSink;
  /** Name of the source in locators; the reader takes the database's or the file's name when absent. */
  readonly sourceName?: string;
  /** Bytes read so far of bytes in all, for the progress line. */
  readonly onProgress?: (done: number, total: number) => void;
}

export type SourceOptions = Readonly<Record<string, string>>;

/**
 * A companion table `<table>$rejected` holds what stands in the place of a row but is none: where it stands, why it was
 * rejected, and its text, so that it is staged and the ledger can quarantine it. It is in the catalog only when it has rows.
 */
export { REJECTED_SUFFIX } from '../base/disposition.js';

export const REJECTED_COLUMNS: readonly ColumnInfo[] = [
  { name: 'line', type: 'integer', cellType: 'integer', nullable: false, key: false },
  { name: 'reason', type: 'text', cellType: 'text', nullable: false, key: false },
  { name: 'text', type: 'text', cellType: 'text', nullable: false, key: false },
];

/** A source with tables. */
export interface TableSource extends AsyncDisposable {
  /** Never reads more than it must; may need a pass over the file (dumps), then it is remembered. */
  catalog(): Promise<Catalog>;
  /** Pulls batches of up to 4,096 rows or about 1 MiB. Stopping early releases what the scan opened. Same source, same batches. */
  scan(request: ScanRequest): AsyncIterable<ColumnBatch>;
  /** What is known about wholeness once a scan has ended: checks with counts. */
  checks(): readonly SourceCheck[];
}

export interface SourceDriver {
  readonly name: string;
  /** One line for `--help` and the guide. */
  readonly describe: string;
  /** Options understood by `--option k=v`, with a line of help each. */
  readonly options: Readonly<Record<string, string>>;
  /** Files in folders below a named folder belong to the source (`whole`), as exports of documents have a folder for each patient. `own` when absent. */
  readonly folders?: FolderDepth;
  probe(input: ProbeInput): ProbeResult;
  /** Throws MigrationError when the file cannot be this source. */
  open(paths: readonly string[], options: SourceOptions, context: SourceContext): Promise<TableSource>;
}
