import type { Database } from 'better-sqlite3';
import type { StagedTable } from '../vault/contract.js';
import { isAbsentColumn, isAbsentTable, presenceSql, tableSql } from './staged-sql.js';

/** Counts cells that are neither NULL nor blank, one pass a table, remembered: the callback that `checkMapping` takes. */
export function filledCells(db: Database): (table: StagedTable, column: string) => number {
  const known = new Map<string, Map<string, number>>();
  return (table, column) => {
    let counts = known.get(table.sqlName);
    if (!counts) {
      counts = isAbsentTable(table) ? new Map() : count(db, table);
      known.set(table.sqlName, counts);
    }
    return counts.get(column) ?? 0;
  };
}

/** SQLite takes 2,000 result columns a statement. */
const AT_ONCE = 500;

function count(db: Database, table: StagedTable): Map<string, number> {
  const counts = new Map<string, number>();
  const columns = table.columns.filter((c) => !isAbsentColumn(c));
  for (let at = 0; at < columns.length; at += AT_ONCE) {
    const part = columns.slice(at, at + AT_ONCE);
    const sums = part.map(
      (c) =>
        `total(${presenceSql('t', table, c)} IS NOT NULL AND trim(${presenceSql('t', table, c)}, ' ' || char(9,10,13)) <> '')`,
    );
    const row = db
      .prepare(`SELECT ${sums.join(', ')} FROM ${tableSql(table, 't')}`)
      .raw(true)
      .get() as number[];
    for (const [i, c] of part.entries()) counts.set(c.name, row[i]!);
  }
  return counts;
}
