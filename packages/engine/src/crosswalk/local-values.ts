import type { StagedTable } from '../vault/contract.js';
import { quoteIdentifier } from '../vault/sql.js';
import type { Vault } from '../vault/vault.js';
import { besideColumns } from './beside-columns.js';
import type { LocalTerm } from './contract.js';
import type { CodeNeed, ValueRef } from './needs.js';

/** A value that wants a code. */
export interface LocalValue {
  readonly value: string;
  /** Name for people where the value is a code of the source's own; else the value. */
  readonly term: LocalTerm;
  /** What differs between its rows: one code cannot stand for a test in blood and in urine. */
  readonly mixed: readonly ('text' | 'unit' | 'specimen')[];
  readonly rows: number;
  /** Patients that have it, at least; null where rows do not say whose they are. */
  readonly patients: number | null;
}

export interface LocalValues {
  /** Most frequent first. */
  readonly values: readonly LocalValue[];
  /** Why there are none; null where the question could be asked. */
  readonly problem: string | null;
  /** More distinct values than are looked at: the column is free text. */
  readonly cut: boolean;
}

/** A column with more distinct values than this is no list. */
const MOST_VALUES = 20_000;

/** Less than this is how people mistype, not what a value means beside. */
const MIXED_SHARE = 0.05;

interface GroupRow {
  readonly value: string;
  readonly text: string | null;
  readonly unit: string | null;
  readonly specimen: string | null;
  readonly context: string | null;
  readonly rows: number;
  readonly patients: number | null;
}

/** Distinct values with what stands beside them, most frequent first. Values are compared as a crosswalk does: trimmed. */
export function localValues(vault: Vault, need: CodeNeed): LocalValues {
  const none = (problem: string): LocalValues => ({ values: [], problem, cut: false });
  const staged = vault.sources().flatMap((source) => source.tables);
  const tables = new Map<string, StagedTable>();
  for (const { table, alias } of need.scope) {
    const found = staged.find(({ name }) => name === table) ?? staged.find(({ name }) => bare(name) === bare(table));
    if (!found) return none(`the table ${table} is not staged`);
    tables.set(alias, found);
  }
  try {
    const groups = ask(vault, need, tables);
    return { values: merged(groups), problem: null, cut: groups.length > MOST_VALUES };
  } catch {
    // SQLite's text would quote names and parts of the condition: `map check` says what is wrong with a spec.
    return none(
      'the spec takes them from what only a run makes (rows of a note, a join, a calculation); a crosswalk for them is filled by import',
    );
  }
}

const bare = (name: string): string => (name.split('.').at(-1) ?? name).toLowerCase();

function ask(vault: Vault, need: CodeNeed, tables: ReadonlyMap<string, StagedTable>): GroupRow[] {
  const own = need.scope[0]?.alias ?? '';
  // A column without its table's name is of the table that the place is about: the innermost list, else the driving one.
  const home = need.scope.findLast(({ isOuter }) => !isOuter)?.alias ?? own;
  const column = (name: string): string | null => {
    const dot = name.lastIndexOf('.');
    const wanted = dot < 0 ? [home, own] : [name.slice(0, dot)];
    for (const alias of wanted) {
      const plain = name.slice(dot + 1).toLowerCase();
      const found = tables.get(alias)?.columns.find((one) => one.name.toLowerCase() === plain);
      if (found) return `${quoteIdentifier(alias)}.${quoteIdentifier(found.sqlName ?? found.name)}`;
    }
    return null;
  };
  const sql = (ref: ValueRef | null): string | null =>
    ref === null ? null : 'sql' in ref ? `(${ref.sql})` : column(ref.column);
  const text = (ref: ValueRef | null): string => {
    const expression = sql(ref);
    return expression === null ? 'NULL' : `trim(CAST(${expression} AS TEXT))`;
  };
  const value = sql(need.value);
  if (value === null) throw new Error('column absent');
  const patient = sql(need.patient);
  const from = need.scope.map(({ alias, on, isOuter }) => {
    const source = `${quoteIdentifier(tables.get(alias)?.sqlName ?? '')} AS ${quoteIdentifier(alias)}`;
    return on === null ? source : `${isOuter ? 'LEFT JOIN' : 'JOIN'} ${source} ON (${on})`;
  });
  const uncoded = need.codedBy.map(({ ref, when }) => {
    const blank = `coalesce(${text(ref)}, '') = ''`;
    return when.length === 0
      ? blank
      : `NOT coalesce(${when.map((one) => `(${one})`).join(' AND ')} AND NOT ${blank}, 0)`;
  });
  const conditions = [`${text(need.value)} <> ''`, ...need.where.map((one) => `(${one})`), ...uncoded];
  const beside = besideColumns(
    need.kind,
    (tables.get(home)?.columns ?? []).map(({ name }) => name),
    'column' in need.value ? need.value.column : '',
  );
  const byName = (ref: ValueRef | null, name: string | null): ValueRef | null =>
    ref ?? (name === null ? null : { column: home === own ? name : `${home}.${name}` });
  const named = namedTables(vault, [...need.where, ...need.codedBy.flatMap(({ when }) => when)], need);
  return vault.db
    .prepare(
      `${named}SELECT ${text(need.value)} AS value, ${text(need.text)} AS text, ${text(byName(need.unit, beside.unit))} AS unit,
         ${text(byName(need.specimen, beside.specimen))} AS specimen,
         ${text(byName(need.context, beside.context))} AS context, count(*) AS rows, ${patient === null ? 'NULL' : `count(DISTINCT ${patient})`} AS patients
       FROM ${from.join(' ')} WHERE ${conditions.join(' AND ')}
       GROUP BY 1, 2, 3, 4, 5 ORDER BY rows DESC, 1 LIMIT ${MOST_VALUES + 1}`,
    )
    .all() as GroupRow[];
}

/** Tables that conditions look into by the names that the source has for them. */
function namedTables(vault: Vault, conditions: readonly string[], { scope }: CodeNeed): string {
  const inner = conditions.filter((one) => /\bselect\b/i.test(one)).join(' ');
  if (inner === '') return '';
  const words = new Set(inner.toLowerCase().match(/\w+/g) ?? []);
  const seen = new Set(scope.map(({ alias }) => alias.toLowerCase()));
  const views = vault
    .sources()
    .flatMap((source) => source.tables)
    .flatMap(({ name, sqlName, columns }) => {
      const plain = bare(name);
      if (!words.has(plain) || seen.has(plain) || plain === sqlName.toLowerCase()) return [];
      seen.add(plain);
      const list = columns
        .filter(({ sqlTable }) => sqlTable === undefined || sqlTable === sqlName)
        .map((one) => `${quoteIdentifier(one.sqlName ?? one.name)} AS ${quoteIdentifier(one.name)}`);
      return [`${quoteIdentifier(plain)} AS (SELECT ${list.join(', ')} FROM ${quoteIdentifier(sqlName)})`];
    });
  return views.length === 0 ? '' : `WITH ${views.join(', ')} `;
}

/** One entry for each value, with what most of its rows have beside it. */
function merged(groups: readonly GroupRow[]): LocalValue[] {
  const byValue = new Map<string, GroupRow[]>();
  for (const group of groups) byValue.set(group.value, [...(byValue.get(group.value) ?? []), group]);
  return [...byValue]
    .map(([value, list]): LocalValue => {
      const mixed: LocalValue['mixed'][number][] = [];
      const usual = (name: 'text' | 'unit' | 'specimen' | 'context'): string | undefined => {
        const counts = new Map<string, number>();
        for (const row of list) {
          const one = row[name];
          if (one !== null && one !== '') counts.set(one, (counts.get(one) ?? 0) + row.rows);
        }
        const [first, ...others] = [...counts].sort((a, b) => b[1] - a[1]);
        const rest = others.reduce((sum, [, rows]) => sum + rows, 0);
        if (name !== 'context' && first !== undefined && rest > MIXED_SHARE * (rest + first[1])) mixed.push(name);
        return first?.[0];
      };
      const known = list.map(({ patients }) => patients).filter((count) => count !== null);
      return {
        value,
        term: {
          text: usual('text') ?? value,
          unit: usual('unit'),
          specimen: usual('specimen'),
          context: usual('context'),
        },
        mixed,
        rows: list.reduce((sum, { rows }) => sum + rows, 0),
        // The same patient may be in several groups.
        patients: known.length === 0 ? null : Math.max(...known),
      };
    })
    .sort((a, b) => b.rows - a.rows || (a.value < b.value ? -1 : 1));
}
