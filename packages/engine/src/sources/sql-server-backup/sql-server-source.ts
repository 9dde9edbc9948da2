import type { ColumnBatch } from '../../base/cell.js';
import { MigrationError } from '../../base/error.js';
import { allocatedExtents, isUsed, PageUse } from '../../formats/mdf/allocation.js';
import { Database } from '../../formats/mdf/database.js';
import { PAGE_SIZE, PAGES_IN_EXTENT } from '../../formats/mdf/page.js';
import { type PageCensus, takeCensus, weighDoubts } from '../../formats/mdf/page-census.js';
import type { PageRows } from '../../formats/mdf/page-rows.js';
import { PageStore } from '../../formats/mdf/page-store.js';
import { BatchBuilder } from '../batch-builder.js';
import {
  type Catalog,
  REJECTED_COLUMNS,
  REJECTED_SUFFIX,
  type ScanRequest,
  type SourceCheck,
  type SourceContext,
  type TableSource,
} from '../contract.js';
import { defaultSourceName, safeName } from '../source-name.js';
import { type Changes, databaseChecks, type Extents } from './database-checks.js';
import { databaseIssues } from './database-issues.js';
import { keyChecks, keyIssues } from './key-checks.js';
import { KeyProof } from './key-proof.js';
import type { OpenedBackup } from './opened-backup.js';
import { tableInfo } from './table-info.js';
import { comparePlaces, notUtf8, type TableTrial, tryTable } from './table-trial.js';

/** Damaged pages that are named one by one. */
const MOST_PLACES = 20;

/** All that is known once every page and every row has been read once. */
interface Prepared {
  readonly database: Database;
  readonly trials: readonly TableTrial[];
}

/** A SQL Server database out of its backup or its data files. */
export class SqlServerSource implements TableSource {
  #prepared: Promise<Prepared> | undefined;
  #checks: readonly SourceCheck[] = [];

  constructor(
    private readonly paths: readonly string[],
    private readonly backup: OpenedBackup,
    private readonly context: SourceContext,
  ) {}

  async catalog(): Promise<Catalog> {
    const { database, trials } = await this.#prepare();
    const { boot } = database;
    return {
      format: 'sql-server-backup',
      product: this.backup.product ?? (boot.release === null ? null : `SQL Server ${boot.release}`),
      database: this.backup.database ?? (boot.name || null),
      statedAt: this.backup.takenAt,
      tables: trials.flatMap((trial) => {
        const main = tableInfo(database, trial);
        if (trial.counts.rejected === 0) return [main];
        const companion = {
          name: main.name + REJECTED_SUFFIX,
          columns: REJECTED_COLUMNS,
          primaryKey: [],
          foreignKeys: [],
          statedRows: null,
          comment: `Records of ${main.name} that could not be read as rows.`,
          status: 'read',
          reason: null,
        };
        return [main, companion];
      }),
      views: database.views,
    };
  }

  async *scan(request: ScanRequest): AsyncGenerator<ColumnBatch> {
    const { database, trials } = await this.#prepare();
    request.signal?.throwIfAborted();
    const wanted = request.tables === undefined ? null : new Set(request.tables);
    for (const trial of trials) {
      const { name } = trial.table;
      if (trial.refusal !== null) continue;
      const rows = wanted === null || wanted.has(name);
      const rejected = trial.counts.rejected > 0 && (wanted === null || wanted.has(name + REJECTED_SUFFIX));
      if (rows || rejected) yield* this.#scanTable(database, trial, rows, rejected, request.signal);
    }
  }

  checks(): readonly SourceCheck[] {
    return this.#checks;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.backup[Symbol.asyncDispose]();
  }

  async *#scanTable(
    database: Database,
    { table, notes }: TableTrial,
    wantsRows: boolean,
    wantsRejected: boolean,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ColumnBatch> {
    const names = database.storedColumns(table).map((column) => column.name);
    const rows = new BatchBuilder(table.name, names, '');
    const rejected = new BatchBuilder(table.name + REJECTED_SUFFIX, [...REJECTED_COLUMNS.map((c) => c.name)], '');
    const reader = database.reader(table, { onFault: () => {}, onNote: () => {}, inCodePage: notUtf8(notes) });
    for await (const page of reader.pages(signal)) {
      const file = this.#fileName(page.address.file);
      if (rows.file !== file && !rows.isEmpty) yield rows.take();
      if (rejected.file !== file && !rejected.isEmpty) yield rejected.take();
      rows.file = file;
      rejected.file = file;
      const at = page.address.page * PAGE_SIZE;
      if (wantsRows) {
        if (!rows.hasRoomFor(page.count)) yield rows.take();
        if (rows.addColumns(page, at)) yield rows.take();
      }
      if (wantsRejected) for (const row of rejectedRows(page)) if (rejected.add(row, at, 1024)) yield rejected.take();
    }
    if (!rows.isEmpty) yield rows.take();
    if (!rejected.isEmpty) yield rejected.take();
  }

  #fileName(file: number): string {
    return this.backup.fileNames.get(file) ?? `data file ${file}`;
  }

  /** Where a stripe is missing, the pages that lead to the tables may be in it: then there is a backup without tables. */
  async #open(store: PageStore): Promise<Database> {
    try {
      return await Database.open(store);
    } catch (error) {
      if (this.backup.isWhole || !(error instanceof MigrationError) || error.code !== 'MSSQL_NO_BOOT_PAGE') throw error;
      return Database.empty(store);
    }
  }

  #prepare(): Promise<Prepared> {
    this.#prepared ??= this.#read();
    return this.#prepared;
  }

  async #read(): Promise<Prepared> {
    const { backup, context } = this;
    const store = new PageStore();
    // Every page is read once to find it and, at most, once to read its rows.
    const total = 2 * backup.runs.reduce((sum, run) => sum + run.pages, 0) * PAGE_SIZE;
    let done = 0;
    const onPages = (pages: number): void => {
      done += pages * PAGE_SIZE;
      context.onProgress?.(Math.min(done, total), total);
    };
    const { checkpoint, end } = backup;
    const census = await takeCensus(store, backup.runs, {
      onPages,
      ...(checkpoint === null ? {} : { isChanged: (page: Buffer) => comparePlaces(page, checkpoint) >= 0 }),
      ...(end === null ? {} : { isLater: (page: Buffer) => comparePlaces(page, end) > 0 }),
    });
    if (census.encrypted > census.withRows / 2) throw encrypted(census.encrypted);
    const database = await this.#open(store);
    const use = new PageUse(store);
    const extents = await countExtents(store, use);
    const doubts = await weighDoubts(census, use);
    const changes = await countChanges(database, census, use);
    const trials: TableTrial[] = [];
    const proof = new KeyProof(database, !backup.hasOpenTransactions);
    for (const index of proof.readingOrder) {
      const keys = proof.watch(index);
      const options = { checkpoint: backup.checkpoint, onPage: () => onPages(1), ...(keys ? { keys } : {}) };
      const trial = await tryTable(database, database.tables[index]!, options);
      if (keys) proof.end(keys, trial);
      trials[index] = trial;
    }
    const keys = proof.settle();
    context.onProgress?.(total, total);
    await backup.verify();
    const findings = { backup, census, doubts, changes, database, extents, trials };
    const damaged = [...census.places, ...doubts.places].slice(0, MOST_PLACES);
    const owners = await database.ownersOf(damaged);
    this.#checks = [...databaseChecks(findings), ...keyChecks(keys)];
    const source =
      context.sourceName ?? (backup.database ? safeName(backup.database) : defaultSourceName(this.paths, null));
    for (const issue of databaseIssues({ ...findings, source, damaged, owners })) context.onIssue(issue);
    for (const issue of keyIssues(keys, source)) context.onIssue(issue);
    return { database, trials };
  }
}

function* rejectedRows(page: PageRows): Generator<[number, string, string]> {
  for (const { slot, code, bytes } of page.rejected)
    yield [page.address.page * PAGE_SIZE + slot, code, bytes.toString('hex')];
}

/** Extents that the files' own maps call allocated, and those of which no page was found. */
async function countExtents(store: PageStore, use: PageUse): Promise<Extents> {
  let allocated = 0;
  let missing = 0;
  let maps = 0;
  let vacant = 0;
  const places: string[] = [];
  for (const file of store.files) {
    const extents = allocatedExtents(store, file, () => {
      maps++;
    });
    for await (const first of extents) {
      allocated++;
      const pages = Array.from({ length: PAGES_IN_EXTENT }, (_, i) => ({ file, page: first + i }));
      const absent = pages.filter((address) => !store.has(address));
      if (absent.length === 0) continue;
      const map = await use.mapOf(pages[0]!);
      const used = absent.filter(({ page }) => map === null || isUsed(map, page)).length;
      if (absent.length < PAGES_IN_EXTENT || store.reaches(pages.at(-1)!)) {
        vacant += map === null ? 0 : used;
        continue;
      }
      // An extent that was taken and never used has no page by which it could be told.
      if (used === 0) continue;
      missing++;
      if (places.length < 5) places.push(`pages ${file}:${first} to ${file}:${first + PAGES_IN_EXTENT - 1}`);
    }
  }
  return { allocated, missing, missingMaps: maps, places, vacant };
}

/** Pages in use that were written while the backup ran, by what they belong to. */
async function countChanges(database: Database, census: PageCensus, use: PageUse): Promise<Changes> {
  const changes = { table: census.moreChanged, catalog: 0, other: 0 };
  for (const page of census.changed) if (await use.mayBeUsed(page.address)) changes[database.areaOf(page)]++;
  return changes;
}

const encrypted = (pages: number): MigrationError =>
  new MigrationError(`The database is encrypted (transparent data encryption, ${pages} pages)`, {
    code: 'MSSQL_TDE',
    hint: 'On the server that has its certificate: ALTER DATABASE ... SET ENCRYPTION OFF, wait until sys.dm_database_encryption_keys shows state 1, and take the backup again.',
  });
