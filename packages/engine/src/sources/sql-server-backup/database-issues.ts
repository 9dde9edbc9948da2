import type { Issue } from '../../base/issue.js';
import type { DamagedPlace } from '../../formats/mdf/page-census.js';
import { VALUE_NOTES } from '../../formats/mdf/values/note.js';
import { bootAgrees, type Findings, isProven, lostExtents, missingFiles, strangePages } from './database-checks.js';
import { rowCountIssues } from './row-counts.js';
import { REFUSALS } from './table-info.js';
import { lacksRows, type TableTrial } from './table-trial.js';

const COPY_AGAIN =
  'Copy the file again from where it came from; if it stays so, ask for a new backup made WITH CHECKSUM.';

const OF_UNKNOWN_FORM =
  'Every page is as the server wrote it: the values are of a form that is not known, or were never valid. Look at these rows in the old system, and report the code.';

interface Named {
  readonly source: string;
  /** Damaged pages, and what each belongs to in words; null where its header names nothing. */
  readonly damaged: readonly DamagedPlace[];
  readonly owners: readonly (string | null)[];
}

/** What a person must know of a database that was read: places, codes and counts, never a value. */
export function* databaseIssues(findings: Findings & Named): Generator<Issue> {
  const { backup, census, doubts, database, extents, trials, source, damaged, owners } = findings;
  yield* backup.issues;
  for (const [i, { name, offset }] of damaged.entries()) {
    const owner = owners[i] ?? null;
    const belongs = owner === null ? 'what it belonged to can no longer be told' : `it belongs to ${owner}`;
    const message = `The page is not as it was written; ${belongs}.`;
    yield issue('error', 'page-damaged', `${name} at byte ${offset}`, message, COPY_AGAIN);
  }
  if (strangePages(findings) > 0)
    yield issue(
      'error',
      'page-of-another',
      source,
      `${census.contradicting} pages are there twice with different content, ${doubts.displaced} stand at the place of others, ${doubts.later} are later than the backup.`,
      COPY_AGAIN,
    );
  if (!bootAgrees(findings))
    yield issue(
      'error',
      'boot-page-differs',
      'page 1:9',
      'The boot page names another version of the database than the backup.',
      COPY_AGAIN,
    );
  const unproven = census.unprotected + census.tornOnly;
  if (unproven > PLAIN_PAGES && unproven > census.pages / 20)
    yield issue(
      'information',
      'pages-unprotected',
      source,
      `${unproven} of ${census.pages} pages have no checksum: a damaged value in them cannot be told from a true one.`,
      'Ask for a backup of the database with PAGE_VERIFY CHECKSUM, if it can still be made.',
    );
  else if (doubts.stripped > 0)
    yield issue(
      'warning',
      'pages-unprotected',
      source,
      `${doubts.stripped} pages are unprotected, unlike the others, and once were not: written while PAGE_VERIFY was NONE, or changed since.`,
      'Ask whether PAGE_VERIFY was ever NONE; if not, ask for a new backup made WITH CHECKSUM.',
    );
  if (extents.vacant > 0 && lostExtents(findings) === 0)
    yield issue(
      'warning',
      'pages-in-use-missing',
      source,
      `${extents.vacant} pages that the maps call in use are not there. Those of tables are named on their own; others are of indexes.`,
      COPY_AGAIN,
    );
  if (doubts.leftovers > 0)
    yield issue(
      'information',
      'pages-left-over',
      source,
      `${doubts.leftovers} pages that are in no use hold what lay on the disk before; they are not read.`,
    );
  for (const { id, name } of missingFiles(findings))
    yield issue(
      'error',
      'data-file-missing',
      `data file ${id} (${name})`,
      'The database has this data file, and no page of it is in what was given: tables or parts of them are missing.',
      'Give the .ndf file together with the .mdf, or a full backup of all filegroups.',
    );
  if (lostExtents(findings) > 0)
    yield issue(
      'error',
      'extents-missing',
      extents.places[0] ?? source,
      `${lostExtents(findings)} of ${extents.allocated} allocated extents (64 KB each) are not in what was given.`,
      'Give all files of the backup. If these are all, the backup is of some filegroups only: ask for a full one.',
    );
  for (const { file, page } of database.systemFaults.slice(0, 5))
    yield issue(
      'error',
      'system-page-missing',
      `page ${file}:${page}`,
      'A page of the system tables is missing or damaged: tables may be missing.',
      COPY_AGAIN,
    );
  if (backup.hasOpenTransactions)
    yield issue(
      'warning',
      'transactions-open',
      source,
      'A transaction was open when the backup began, or replication had not read all of the log: rows that were never committed may be among those read.',
      'Take the backup when nobody works in the system, or restore it on a server once and back that up.',
    );
  const { changes } = findings;
  if (changes.table + changes.catalog > 0)
    yield issue(
      'warning',
      'changed-while-backed-up',
      source,
      `${changes.table} pages of tables, their indexes and large values, and ${changes.catalog} of the tables in which the server keeps what tables there are, were written while the backup ran.`,
      'Take the backup when nobody works in the system, or restore it on a server once and back that up.',
    );
  yield* rowCountIssues(database, trials, source);
  for (const trial of trials) yield* tableIssues(trial, `${source}/${trial.table.name}`, isProven(findings, trial));
}

/** Pages that never have protection, in any file: boot and header pages (observed). */
const PLAIN_PAGES = 8;

function* tableIssues(trial: TableTrial, where: string, proven: boolean): Generator<Issue> {
  const { table, counts, faults, notes, rejections, refusal } = trial;
  if (refusal !== null) {
    const reason = (REFUSALS as Record<string, string>)[refusal] ?? `its layout is not known (${refusal})`;
    const rows = table.statedRows > 0 ? `${table.statedRows} rows` : lacksRows(trial) ? 'of unknown size' : 'empty';
    yield issue(
      lacksRows(trial) ? 'error' : 'information',
      'table-not-read',
      where,
      `The table (${rows}) is not read: ${reason}.`,
    );
  }
  for (const [code, rows] of rejections)
    yield issue(
      'error',
      'rows-rejected',
      where,
      `${rows} rows cannot be read (${code}); their bytes are kept in ${table.name}$rejected.`,
      proven ? OF_UNKNOWN_FORM : COPY_AGAIN,
    );
  const kinds = new Map<string, number>();
  for (const { code } of faults) kinds.set(code, (kinds.get(code) ?? 0) + 1);
  for (const [code, count] of kinds) {
    const first = faults.find((fault) => fault.code === code)!.address;
    yield issue(
      'error',
      code,
      `${where} page ${first.file}:${first.page}`,
      `${count} pages of the table could not be found or are not what they should be.`,
      COPY_AGAIN,
    );
  }
  if (counts.changedRows > 0)
    yield issue(
      'warning',
      'changed-while-backed-up',
      where,
      `${counts.changedPages} pages with ${counts.changedRows} rows were written while the backup ran: some may be uncommitted, and some later changes may be missing.`,
      'Take the backup when nobody works in the system, or restore it on a server once and back that up.',
    );
  for (const [note, values] of notes) {
    const at = note.indexOf(' ');
    const code = note.slice(0, at);
    if (code === 'filestream-not-read') {
      yield issue(
        'error',
        code,
        `${where}/${note.slice(at + 1)}`,
        `${values} values lie in FILESTREAM files beside the database, which this reader does not know: their cells are NULL.`,
        'On a server: copy the column to one of type varbinary(max) without FILESTREAM (SELECT * INTO) and back that up.',
      );
      continue;
    }
    yield issue(
      'warning',
      code,
      `${where}/${note.slice(at + 1)}`,
      `The column was read by a rule that is not certain: ${(VALUE_NOTES as Record<string, string>)[code] ?? code}.`,
      'Compare some of its values with the old system.',
    );
  }
}

const issue = (severity: Issue['severity'], code: string, where: string, message: string, hint?: string): Issue => ({
  severity,
  code,
  where,
  message,
  ...(hint === undefined ? {} : { hint }),
});
