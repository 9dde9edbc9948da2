import { quoteIdentifier } from '../vault/sql.js';
import type { Vault } from '../vault/vault.js';
import type { LocalTerm } from './contract.js';
import type { CodeNeed } from './needs.js';

/** A value of a column that wants a code. */
export interface LocalValue {
  readonly value: string;
  /** Name for people where the value is a code of the source's own; else the value. */
  readonly term: LocalTerm;
  readonly rows: number;
  /** Patients that have it; null where rows do not say whose they are. */
  readonly patients: number | null;
}

export interface LocalValues {
  /** Most frequent first. */
  readonly values: readonly LocalValue[];
  /** The table or column is not staged, or the spec's condition could not be asked: said instead of values. */
  readonly problem: string | null;
  /** More distinct values than are looked at: the column is free text. */
  readonly cut: boolean;
}

/** A column with more distinct values than this is no list. */
const MOST_VALUES = 20_000;

interface GroupRow {
  readonly value: string;
  readonly text: string | null;
  readonly unit: string | null;
  readonly specimen: string | null;
  readonly context: string | null;
  readonly rows: number;
  readonly patients: number | null;
}

/** Distinct values of a column with what stands beside them, most frequent first. Values are compared as the crosswalk does: trimmed. */
export function localValues(vault: Vault, need: CodeNeed): LocalValues {
  const none = (problem: string): LocalValues => ({ values: [], problem, cut: false });
  const tables = vault.sources().flatMap((source) => source.tables);
  const table =
    tables.find(({ name }) => name === need.table) ?? tables.find(({ name }) => bare(name) === bare(need.table));
  if (!table) return none('the table is not staged');
  const sql = (column: string | null): string | null => {
    const found =
      column === null ? undefined : table.columns.find(({ name }) => name.toLowerCase() === column.toLowerCase());
    // Columns of a very wide table's second part would need a join; they are keys and codes never in practice.
    if (!found || (found.sqlTable !== undefined && found.sqlTable !== table.sqlName)) return null;
    return `${quoteIdentifier(need.table)}.${quoteIdentifier(found.sqlName ?? found.name)}`;
  };
  const value = sql(need.column);
  if (value === null) return none('the column is not in the table');
  const text = (column: string | null): string => (column === null ? 'NULL' : `trim(CAST(${column} AS TEXT))`);
  const beside = [need.textColumn, need.unitColumn, need.specimenColumn, need.contextColumn].map(sql).map(text);
  const [name, unit, specimen, context] = beside;
  const patient = sql(need.patientColumn);
  const ask = (where: string | null): GroupRow[] =>
    vault.db
      .prepare(
        `SELECT ${text(value)} AS value, ${name} AS text, ${unit} AS unit, ${specimen} AS specimen, ${context} AS context, count(*) AS rows,
           ${patient === null ? 'NULL' : `count(DISTINCT ${patient})`} AS patients
         FROM ${quoteIdentifier(table.sqlName)} AS ${quoteIdentifier(need.table)}
         WHERE ${value} IS NOT NULL AND trim(CAST(${value} AS TEXT)) <> '' ${where === null ? '' : `AND (${where})`}
         GROUP BY 1, 2, 3, 4, 5 ORDER BY rows DESC, 1 LIMIT ${MOST_VALUES + 1}`,
      )
      .all() as GroupRow[];
  let groups: GroupRow[];
  try {
    groups = ask(need.where);
  } catch {
    return none("the spec's condition on rows cannot be asked of this table alone");
  }
  return { values: merged(groups), problem: null, cut: groups.length > MOST_VALUES };
}

const bare = (name: string): string => (name.split('.').at(-1) ?? name).toLowerCase();

/** One entry for each value, with what most of its rows have beside it. */
function merged(groups: readonly GroupRow[]): LocalValue[] {
  const byValue = new Map<string, GroupRow[]>();
  for (const group of groups) byValue.set(group.value, [...(byValue.get(group.value) ?? []), group]);
  return [...byValue]
    .map(([value, list]): LocalValue => {
      const usual = (part: (row: GroupRow) => string | null): string | undefined => {
        const counts = new Map<string, number>();
        for (const row of list) {
          const one = part(row);
          if (one !== null && one !== '') counts.set(one, (counts.get(one) ?? 0) + row.rows);
        }
        return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
      };
      const known = list.map(({ patients }) => patients).filter((count) => count !== null);
      return {
        value,
        term: {
          text: usual((row) => row.text) ?? value,
          unit: usual((row) => row.unit),
          specimen: usual((row) => row.specimen),
          context: usual((row) => row.context),
        },
        rows: list.reduce((sum, { rows }) => sum + rows, 0),
        // Of several groups the largest is what is surely so many patients.
        patients: known.length === 0 ? null : Math.max(...known),
      };
    })
    .sort((a, b) => b.rows - a.rows || (a.value < b.value ? -1 : 1));
}
