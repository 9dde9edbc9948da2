import type { Issue } from '../base/issue.js';
import type { ForeignKey, SourceCheck, SourceOptions } from './contract.js';
import { openSource } from './registry.js';
import { statedRowsCheck } from './stated-rows.js';

export type Verdict = 'complete' | 'incomplete' | 'damaged' | 'refused';

/** What `inspect --json` prints. */
export interface Inspection {
  readonly format: string | null;
  readonly product: string | null;
  readonly database: string | null;
  readonly verdict: Verdict;
  readonly checks: readonly InspectedCheck[];
  /** When the source was taken, as it states itself; null where it does not. */
  readonly statedAt: string | null;
  /** Views whose text the source holds. */
  readonly views: number;
  readonly tables: readonly InspectedTable[];
  readonly issues: readonly Issue[];
}

export interface InspectedCheck {
  readonly name: string;
  /** What holds when it passes, in plain words; null where its reader does not say. */
  readonly says: string | null;
  readonly passed: boolean;
  readonly checked: number;
  readonly failed: number;
}

export interface InspectedTable {
  readonly name: string;
  /** Rows really read. */
  readonly rows: number;
  /** What the source claims; null where it claims nothing. */
  readonly statedRows: number | null;
  readonly status: string;
  readonly reason: string | null;
  readonly columns: readonly InspectedColumn[];
  /** Which columns name rows of which other table, as the source declares it. */
  readonly foreignKeys: readonly ForeignKey[];
  /** What the source says that the table is; absent where it says nothing. */
  readonly comment?: string;
}

export interface InspectedColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean | null;
  /** Part of the primary key. */
  readonly key: boolean;
  /** What the source says that the column is; absent where it says nothing. */
  readonly comment?: string;
}

export interface ReadSettings {
  readonly format?: string;
  readonly options?: SourceOptions;
  readonly signal?: AbortSignal;
  /** Bytes read of bytes in all; a source that needs two passes counts up twice. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Worst first: what cannot be trusted outweighs what is missing. */
export function verdictOf(checks: readonly SourceCheck[]): Verdict {
  const failing = checks.filter((c) => !c.passed).map((c) => c.failing ?? 'damaged');
  if (failing.includes('incomplete')) return 'incomplete';
  return failing.includes('damaged') ? 'damaged' : 'complete';
}

/** Reads a source whole and says what it is, whether it is whole, its tables and counts. Throws MigrationError when no reader can open it. */
export async function inspectSource(paths: readonly string[], settings: ReadSettings = {}): Promise<Inspection> {
  const issues: Issue[] = [];
  const { signal, onProgress } = settings;
  const opened = await openSource(paths, settings, {
    onIssue: (issue) => issues.push(issue),
    ...(onProgress ? { onProgress } : {}),
  });
  await using source = opened.source;
  const catalog = await source.catalog();
  const rows = new Map<string, number>();
  for await (const batch of source.scan(signal ? { signal } : {})) {
    rows.set(batch.table, (rows.get(batch.table) ?? 0) + batch.rowCount);
  }
  const checks = [...source.checks(), ...statedRowsCheck(catalog.tables, rows)];
  return {
    format: catalog.format,
    product: catalog.product,
    database: catalog.database,
    verdict: verdictOf(checks),
    checks: checks.map(({ name, says, passed, checked, failed }) => ({
      name,
      says: says ?? null,
      passed,
      checked,
      failed,
    })),
    statedAt: catalog.statedAt,
    views: catalog.views?.length ?? 0,
    tables: catalog.tables.map((table) => ({
      name: table.name,
      rows: rows.get(table.name) ?? 0,
      statedRows: table.statedRows,
      status: table.status,
      reason: table.reason,
      columns: table.columns.map(({ name, type, nullable, key, comment }) => ({
        ...{ name, type, nullable, key },
        ...(comment === undefined ? {} : { comment }),
      })),
      foreignKeys: table.foreignKeys,
      ...(table.comment === undefined ? {} : { comment: table.comment }),
    })),
    issues,
  };
}
