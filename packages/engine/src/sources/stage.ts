import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ColumnBatch } from '../base/cell.js';
import { MigrationError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import type { StagedSource, StagingSession } from '../vault/contract.js';
import type { Catalog, SourceCheck, SourceContext, SourceOptions, TableInfo } from './contract.js';
import { type FolderDepth, gatherFiles } from './input-file.js';
import { openSource } from './registry.js';
import { defaultSourceName, safeName } from './source-name.js';
import { statedRowsCheck } from './stated-rows.js';
import { NOT_WHOLE } from './wholeness.js';

/** What staging needs of the vault. */
export interface StagingVault {
  /** The source as it is staged now; undefined or null when there is none of that name. */
  source(name: string): StagedSource | undefined | null;
  beginStaging(source: StagingStart): StagingSession;
  /** Takes a source out again with all its rows. */
  dropSource(name: string): void;
}

export interface StagingStart {
  readonly name: string;
  readonly format: string;
  readonly fingerprint: string;
  readonly snapshotAt: string;
  readonly product: string | null;
  readonly database: string | null;
  readonly tables: readonly TableInfo[];
}

export interface StageRequest {
  readonly paths: readonly string[];
  /** Name of the source in the workspace; the database's or file's when absent. */
  readonly name?: string;
  readonly format?: string;
  readonly options?: SourceOptions;
  /** Takes out a source of this name that was staged from other files, e.g. from a dump that was cut short. */
  readonly replace?: boolean;
  readonly vault: StagingVault;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number, rows: number) => void;
}

export interface StageResult {
  readonly source: string;
  /** False when the very same source was staged before. */
  readonly changed: boolean;
  readonly tables: number;
  /** Rows of the source, staged now or before. */
  readonly rows: number;
  /** False when the source ends too early or contradicts its checksums: what could be read is staged, and an issue says where it stops. */
  readonly whole: boolean;
  readonly issues: readonly Issue[];
}

/** Rows are made durable about this often, so that a killed run loses little. */
const COMMIT_ROWS = 20_000;

/**
 * Reads a source whole into the vault. The same source again changes nothing; one that was broken off goes on where the last
 * commit was. Throws MigrationError when it cannot be read; the source then stays incomplete and resumable.
 */
export async function stageSource(request: StageRequest): Promise<StageResult> {
  const { vault, signal, onProgress } = request;
  const issues: Issue[] = [];
  let session: StagingSession | null = null;
  let rows = 0;
  let whole = true;
  const context: SourceContext = {
    onIssue: (issue) => {
      issues.push(issue);
      session?.addIssue(issue);
    },
    ...(request.name === undefined ? {} : { sourceName: safeName(request.name) }),
    ...(onProgress ? { onProgress: (done, total) => onProgress(done, total, rows) } : {}),
  };
  const opened = await openSource(request.paths, request, context);
  await using source = opened.source;
  const prints = await fingerprint(request.paths, request.options ?? {}, opened.driver.folders, signal);
  const known = request.name === undefined ? null : alreadyStaged(vault, safeName(request.name), prints.hash);
  if (known) return unchanged(known);
  const catalog = await source.catalog();
  const name = request.name === undefined ? defaultSourceName(request.paths, catalog.database) : safeName(request.name);
  const before = alreadyStaged(vault, name, prints.hash);
  if (before) return unchanged(before);
  const tables = catalog.tables.filter((t) => t.status === 'read');
  if (tables.length === 0) {
    throw new MigrationError('The source has no table that can be read', {
      code: 'SOURCE_EMPTY',
      hint: 'Run `inspect` on it: it shows each table and why it is not read.',
    });
  }
  const present = vault.source(name);
  if (request.replace && present && present.fingerprint !== prints.hash) vault.dropSource(name);
  session = vault.beginStaging({
    name,
    format: catalog.format,
    fingerprint: prints.hash,
    snapshotAt: snapshotOf(catalog, prints.newest),
    product: catalog.product,
    database: catalog.database,
    tables,
  });
  for (const issue of issues) session.addIssue(issue);
  try {
    const skip = new Map(tables.map((t) => [t.name, session!.stagedRows(t.name)]));
    const read = new Map<string, number>();
    let uncommitted = 0;
    for await (const batch of source.scan(signal ? { signal } : {})) {
      rows += batch.rowCount;
      read.set(batch.table, (read.get(batch.table) ?? 0) + batch.rowCount);
      const fresh = withoutFirst(batch, (skip.get(batch.table) ?? 0) - batch.firstRow + 1);
      if (fresh === null) continue;
      session.write(fresh);
      uncommitted += fresh.rowCount;
      if (uncommitted < COMMIT_ROWS) continue;
      session.commit();
      uncommitted = 0;
    }
    whole = isWhole([...source.checks(), ...statedRowsCheck(catalog.tables, read)]);
    if (!whole) {
      const issue = notWhole(name);
      issues.push(issue);
      session.addIssue(issue);
    }
    session.finish();
  } catch (error) {
    session.abandon();
    throw error;
  }
  return { source: name, changed: true, tables: tables.length, rows, whole, issues };
}

const notWhole = (source: string): Issue => ({
  severity: 'error',
  code: NOT_WHOLE,
  where: source,
  message: 'The source is not whole; what could be read is staged.',
  hint: 'Copy it again from where it came from, and stage it with --replace.',
});

const isWhole = (checks: readonly SourceCheck[]): boolean => checks.every((check) => check.passed || !check.wholeness);

const unchanged = (source: StagedSource): StageResult => ({
  source: source.name,
  changed: false,
  tables: source.tables.length,
  rows: rowsOf(source),
  whole: true,
  issues: [],
});

function alreadyStaged(vault: StagingVault, name: string, hash: string): StagedSource | null {
  const found = vault.source(name);
  return found?.complete && found.fingerprint === hash ? found : null;
}

const rowsOf = (source: StagedSource): number => source.tables.reduce((sum, t) => sum + t.rows, 0);

/** The batch without its first `count` rows; null when none is left. */
function withoutFirst(batch: ColumnBatch, count: number): ColumnBatch | null {
  if (count <= 0) return batch;
  if (count >= batch.rowCount) return null;
  return {
    ...batch,
    columns: batch.columns.map((column) => column.slice(count)),
    positions: batch.positions.slice(count),
    rowCount: batch.rowCount - count,
    firstRow: batch.firstRow + count,
  };
}

/** SHA-256 over the contents of the files in the order of their names, and the reader's options; and the newest file's time. */
export async function fingerprint(
  paths: readonly string[],
  options: SourceOptions,
  folders?: FolderDepth,
  signal?: AbortSignal,
): Promise<{ readonly hash: string; readonly newest: number }> {
  const { files } = await gatherFiles(paths, folders);
  const hash = createHash('sha256');
  let newest = 0;
  for (const path of new Set(files.map((f) => f.path))) {
    const info = await stat(path);
    newest = Math.max(newest, info.mtimeMs);
    hash.update(`${info.size}:`);
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      signal?.throwIfAborted();
      hash.update(chunk as Buffer);
    }
  }
  const sorted = Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));
  hash.update(JSON.stringify(sorted));
  return { hash: hash.digest('hex'), newest };
}

/** As the source states it; its time of day is kept only with a zone. Else when its newest file was written. */
function snapshotOf(catalog: Catalog, newest: number): string {
  const stated = catalog.statedAt;
  if (stated === null) return new Date(newest).toISOString();
  return /(Z|[+-]\d\d:\d\d)$/.test(stated) ? stated : stated.slice(0, 10);
}
