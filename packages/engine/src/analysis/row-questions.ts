import type { Database } from 'better-sqlite3';
import { parseTime } from '../clean/time-text.js';
import { columnSql, findColumn, tableSql } from '../mapping/staged-sql.js';
import type { RowQuestions } from '../suggestion/draft/row-questions.js';
import type { StagedTable } from '../vault/contract.js';

/** Distinct times of day that are looked at: a day has 1,440 minutes. */
const MOST_TIMES = 5000;

/** What drafting asks of the staged rows of one source, answered by SQL. */
export function stagedRowQuestions(db: Database, tables: readonly StagedTable[]): RowQuestions {
  const find = (name: string): StagedTable | undefined => tables.find((one) => one.name === name);
  return {
    hoursOf(name, columnName) {
      const table = find(name);
      const column = table && findColumn(table, columnName);
      if (!table || !column) return null;
      if (/^time\b/i.test(column.type) || column.cellType === 'time') return { hours: [], marked: true };
      const cell = `trim(CAST(${columnSql('t', column)} AS TEXT))`;
      const texts = db
        .prepare(`SELECT DISTINCT ${cell} FROM ${tableSql(table, 't')} WHERE ${cell} <> '' LIMIT ${MOST_TIMES}`)
        .raw(true)
        .all() as [string][];
      const times = texts.flatMap(([text]) => {
        const clock = /^\d{4}-\d\d-\d\d[T ](.*)$/.exec(text)?.[1] ?? text;
        const time = parseTime(clock) ?? parseTime(clock, true);
        return time ? [{ hour: time.hour, marked: /[ap]/i.test(clock) }] : [];
      });
      // A type that holds a date with its time counts 24 hours.
      const isDated = texts.length > 0 && texts.every(([text]) => /^\d{4}-\d\d-\d\d[T ]/.test(text));
      if (times.length < texts.length * 0.9 || times.length === 0) return null;
      return { hours: times.map(({ hour }) => hour), marked: isDated || times.every(({ marked }) => marked) };
    },
    sharedRows({ by, columns, patient }) {
      const table = find(by);
      const named = columns.map((name) => table && findColumn(table, name));
      const whose = table && findColumn(table, patient);
      if (!table || !whose || named.some((column) => !column)) return 0;
      const keys = named.flatMap((column) => (column ? [columnSql('t', column)] : [])).join(', ');
      const sql = `SELECT count(*) FROM (SELECT 1 FROM ${tableSql(table, 't')} GROUP BY ${keys} HAVING count(DISTINCT ${columnSql('t', whose)}) > 1)`;
      return Number(db.prepare(sql).pluck(true).get() ?? 0);
    },
    rowsWithout(from, to) {
      const table = find(from.table);
      const list = find(to.table);
      const column = table && findColumn(table, from.column);
      const key = list && findColumn(list, to.column);
      if (!table || !list || !column || !key) return null;
      const cell = `trim(CAST(${columnSql('t', column)} AS TEXT))`;
      const named = `SELECT trim(CAST(${columnSql('l', key)} AS TEXT)) FROM ${tableSql(list, 'l')}`;
      const sql = `SELECT count(*) FROM ${tableSql(table, 't')} WHERE ${cell} <> '' AND ${cell} NOT IN (${named} WHERE ${columnSql('l', key)} IS NOT NULL)`;
      return Number(db.prepare(sql).pluck(true).get() ?? 0);
    },
  };
}
