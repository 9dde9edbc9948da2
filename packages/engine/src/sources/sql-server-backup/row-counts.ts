import type { Issue } from '../../base/issue.js';
import type { Database } from '../../formats/mdf/database.js';
import type { TableTrial } from './table-trial.js';

/** First internal version of SQL Server 2005, which keeps its counts of rows right. */
const KEEPS_COUNTS = 611;

/**
 * True where the count of a table proves nothing: the database comes from SQL Server 2000 or older, whose counts could go wrong and stay so
 * (Microsoft, "DBCC UPDATEUSAGE"), and there are more rows than counted, all on pages that are proven to be as they were written. Fewer rows
 * than counted may always be missing.
 */
export function isStaleCount({ boot }: Database, { table, counts, faults, rejections, refusal }: TableTrial): boolean {
  if (refusal !== null || boot.createdBy >= KEEPS_COUNTS || counts.rows <= table.statedRows) return false;
  return counts.unproven === 0 && faults.length === 0 && rejections.size === 0;
}

/** Tables of which not as many rows were read as the server counts. */
export function* rowCountIssues(database: Database, trials: readonly TableTrial[], source: string): Generator<Issue> {
  for (const trial of trials) {
    const { table, counts, refusal } = trial;
    if (refusal !== null || counts.rows === table.statedRows) continue;
    const isStale = isStaleCount(database, trial);
    yield {
      severity: isStale ? 'warning' : 'error',
      code: 'row-count-differs',
      where: `${source}/${table.name}`,
      message: `${counts.rows} rows were read, and the server counts ${table.statedRows}.`,
      hint: isStale
        ? 'SQL Server 2000, in which the database was made, could count wrongly; every page of the table is as it was written.'
        : counts.rows < table.statedRows
          ? 'Rows may be missing: see the other lines on this table; compare with a count in the old system.'
          : 'Rows may be there that the server had deleted, or its count was wrong (DBCC UPDATEUSAGE): compare with the old system.',
    };
  }
}
