import type { AllocationFault } from '../../formats/mdf/allocation.js';
import type { Database, DataFile } from '../../formats/mdf/database.js';
import type { PageCensus, WeighedDoubts } from '../../formats/mdf/page-census.js';
import type { SourceCheck } from '../contract.js';
import type { OpenedBackup } from './opened-backup.js';
import { lacksRows, outsideValues, type TableTrial } from './table-trial.js';

export interface Extents {
  readonly allocated: number;
  /** Those with a page in use of which no page was found. */
  readonly missing: number;
  /** Allocation maps that could not be found: nothing can be said of what they cover. */
  readonly missingMaps: number;
  /** The first missing ones. */
  readonly places: readonly string[];
  /** Pages that are in use, of extents that are there, and are not there themselves. */
  readonly vacant: number;
}

/** Pages that were written while the backup ran: of tables, of the tables of the server that say what tables there are, of others. */
export interface Changes {
  readonly table: number;
  readonly catalog: number;
  readonly other: number;
}

export interface Findings {
  readonly backup: OpenedBackup;
  readonly census: PageCensus;
  readonly doubts: WeighedDoubts;
  readonly changes: Changes;
  readonly database: Database;
  readonly extents: Extents;
  readonly trials: readonly TableTrial[];
}

/** Extents that must be somewhere and are not, and maps that would tell of more. */
export const lostExtents = ({ extents }: Findings): number => extents.missing + extents.missingMaps;

/** Pages that cannot be what they say: there twice, at the place of another, or later than the backup. */
export const strangePages = ({ census, doubts }: Findings): number =>
  census.contradicting + doubts.displaced + doubts.later;

/** Pages that are not as they were written, by their checksums. */
export const brokenPages = ({ census, doubts }: Findings): number => census.damaged + doubts.broken;

/** True where the version on the boot page, by which system tables are read, is the one that the backup states. */
export const bootAgrees = ({ backup, database: { boot, tables } }: Findings): boolean =>
  backup.version === null || tables.length === 0 || backup.version === boot.version;

/** Data files that the database has and of which there is no page. SQL Server 2005 does not list them where this reader looks. */
export function missingFiles({ database: { dataFiles, store } }: Findings): DataFile[] {
  const present = new Set(store.files);
  return dataFiles.filter((file) => !present.has(file.id));
}

/** Pages of tables that were written while the backup ran, and of what says which tables there are. */
export const changedPages = ({ changes, trials }: Findings): number =>
  Math.max(
    changes.table,
    trials.reduce((all, trial) => all + trial.counts.changedPages, 0),
  ) + changes.catalog;

/** Faults of what is not there; the others are of what is, and is not what it should be. */
const IS_MISSING: ReadonlySet<AllocationFault['code']> = new Set(['page-missing', 'iam-missing', 'pfs-missing']);

/** True where pages of the server's own tables are not there at all, as where a data file is missing. */
const lacksSystemPages = ({ database: { systemFaults, store } }: Findings): boolean =>
  systemFaults.some((address) => address.page !== 0 && !store.has(address));

/** True where every page is as it was written: what cannot be read of a table is of a form that this reader does not know. */
export const isProven = ({ census, doubts }: Pick<Findings, 'census' | 'doubts'>, { counts }: TableTrial): boolean =>
  counts.unproven === 0 && census.tornOnly === 0 && census.damaged + doubts.broken + doubts.stripped === 0;

const SAYS: Readonly<Record<string, string>> = {
  'pages-present': 'the pages that the files promise are there (a page is 8 KB)',
  'page-checksums': 'pages are as the server wrote them, by their checksums',
  'pages-of-this-database':
    'no page is there twice with different content, at the place of another, or later than the backup',
  'boot-page-agrees': 'the database is what the backup says that it is',
  'data-files-present': 'there are pages of every data file of the database',
  'extents-present': 'all that the database calls in use is there (in blocks of 64 KB)',
  'system-tables-whole': "the server's own tables, which say what is where, are whole",
  'allocation-chains-whole': 'the lists of pages that belong to each table are whole',
  'table-pages-present': 'the pages of the tables are there',
  'values-in-range': 'rows hold only values that their columns can have',
  'off-row-lengths': 'long texts, images and scans are as long as they should be',
  'values-inside': 'no value lies outside the database, in FILESTREAM files',
  'tables-readable': 'tables are of a kind that this reader knows',
  'quiet-while-backed-up': 'nobody wrote to the tables while the backup ran (pages)',
};

/** The ladder from the container up to the values. */
export function databaseChecks(findings: Findings): SourceCheck[] {
  const { backup, census, changes, database, extents, trials } = findings;
  const sum = (count: (trial: TableTrial) => number): number => trials.reduce((all, trial) => all + count(trial), 0);
  const check = (
    name: string,
    checked: number,
    failed: number,
    failing: 'incomplete' | 'damaged',
    wholeness = true,
  ): SourceCheck => ({ name, says: SAYS[name] ?? name, passed: failed === 0, checked, failed, failing, wholeness });
  const broken = sum((trial) => trial.faults.filter(({ code }) => !IS_MISSING.has(code)).length);
  const missing = sum((trial) => trial.faults.filter(({ code }) => IS_MISSING.has(code)).length);
  const outside = sum((trial) => outsideValues(trial).values);
  const unreadable = trials.filter(lacksRows).length;
  return [
    ...backup.checks(),
    check('pages-present', census.pages + census.missing, census.missing, 'incomplete'),
    check('page-checksums', census.sound + brokenPages(findings), brokenPages(findings), 'damaged'),
    check('pages-of-this-database', census.pages, strangePages(findings), 'damaged'),
    ...(backup.version === null ? [] : [check('boot-page-agrees', 1, bootAgrees(findings) ? 0 : 1, 'damaged')]),
    check('data-files-present', database.dataFiles.length, missingFiles(findings).length, 'incomplete'),
    check('extents-present', extents.allocated, lostExtents(findings), 'incomplete'),
    check(
      'system-tables-whole',
      database.tables.length + database.systemFaults.length,
      database.systemFaults.length,
      // Pages that were written while the backup ran need not fit each other, and are as they were written.
      changes.catalog + changes.other > 0 || lacksSystemPages(findings) ? 'incomplete' : 'damaged',
    ),
    check('allocation-chains-whole', trials.length, Math.min(trials.length, broken), 'damaged'),
    check('table-pages-present', sum((trial) => trial.counts.pages) + missing, missing, 'incomplete'),
    check(
      'values-in-range',
      sum((t) => t.counts.rows + t.counts.rejected),
      sum((t) => t.counts.rejected),
      trials.every((t) => t.counts.rejected === 0 || isProven(findings, t)) ? 'incomplete' : 'damaged',
      false,
    ),
    check(
      'off-row-lengths',
      sum((t) => t.large.checked),
      sum((t) => t.large.failed),
      trials.every((t) => t.large.failed === 0 || isProven(findings, t)) ? 'incomplete' : 'damaged',
      false,
    ),
    ...(outside === 0 ? [] : [check('values-inside', outside, outside, 'incomplete', false)]),
    check('tables-readable', trials.length, unreadable, 'incomplete', false),
    check(
      'quiet-while-backed-up',
      sum((trial) => trial.counts.pages),
      changedPages(findings) + (backup.hasOpenTransactions ? 1 : 0),
      'incomplete',
    ),
  ];
}
