import type { KeyCandidate } from '../../artifacts/source-profile.js';
import { isMeasure, namesRows } from './key-columns.js';
import { homeOf } from './name-evidence.js';
import type { ColumnSet } from './second-look.js';
import type { ModelColumn, ModelTable } from './structure-model.js';

/** A key of one column is sure enough that no set of columns is looked for. */
const ENOUGH = 0.6;
const MOST_PARTS = 7;
const MOST_SETS = 30;
const KEPT = 3;
/** What is unique in a few rows only says nothing. */
const LEAST = 0.3;

/** Declared key first, then columns that name rows by themselves, the surest first. */
export function singleKeys(table: ModelTable): KeyCandidate[] {
  const declared = table.profile.keys.filter((key) => key.declared);
  const found = table.columns.flatMap((column): KeyCandidate[] => {
    if (declared.some((key) => key.columns.length === 1 && key.columns[0] === column.name)) return [];
    const score = keyScore(column);
    if (score < LEAST) return [];
    const reasons = ['no blank and no repetition'];
    if (namesRows(column)) reasons.push('named like a key');
    if (table.columns[0] === column) reasons.push('the first column');
    if (!column.profile.distinct.exact) reasons.push('counted to within some percent');
    return [{ columns: [column.name], declared: false, score: Math.round(score * 100) / 100, reasons }];
  });
  return [...declared, ...found.sort((a, b) => b.score - a.score).slice(0, KEPT)];
}

function keyScore(column: ModelColumn): number {
  const { profile, table } = column;
  const { rows } = table.profile;
  if (rows === 0 || !column.keyLike || profile.filled < rows) return 0;
  const unique = column.uniqueness === 1 || (!profile.distinct.exact && column.uniqueness > 0.93);
  if (!unique || isMeasure(column)) return 0;
  const few = rows === 1 ? 0.35 : rows < 5 ? 0.2 : 0;
  const named = namesRows(column) ? 0.3 * homeOf(column) : 0;
  const first = table.columns[0] === column ? 0.1 : 0;
  const sure = profile.distinct.exact ? 0 : 0.1;
  return Math.max(0.1, Math.min(0.95, 0.55 + named + first - few - sure));
}

/** Sets of two and three columns that may name the rows of a table that has no key of one column. */
export function keySets(table: ModelTable, keys: readonly KeyCandidate[]): ColumnSet[] {
  const { rows } = table.profile;
  if (rows < 2 || keys.some((key) => key.declared || key.score >= ENOUGH)) return [];
  const parts = table.columns.filter((column) => mayBePart(column, rows)).slice(0, MOST_PARTS);
  const sets: ModelColumn[][] = [];
  for (const [i, a] of parts.entries())
    for (const [j, b] of parts.slice(i + 1).entries()) {
      sets.push([a, b]);
      for (const c of parts.slice(i + j + 2)) sets.push([a, b, c]);
    }
  return sets
    .filter((set) => set.reduce((product, column) => product * column.profile.distinct.count, 1) >= rows)
    .sort((a, b) => a.length - b.length)
    .slice(0, MOST_SETS)
    .map((set) => ({ table: table.name, columns: set.map((column) => column.name) }));
}

const mayBePart = ({ profile, keyLike }: ModelColumn, rows: number): boolean =>
  profile.filled === rows &&
  profile.distinct.count > 1 &&
  (/^(?:date|datetime|integer)$/.test(profile.kind) || (keyLike && /^(?:code|guid)$/.test(profile.kind)));

/** Of sets that name the rows, those that hold no smaller one; by table. */
export function setKeys(unique: readonly ColumnSet[]): Map<string, KeyCandidate[]> {
  const found = new Map<string, KeyCandidate[]>();
  for (const { table, columns } of unique) {
    const list = found.get(table) ?? [];
    found.set(table, list);
    if (list.length >= KEPT || list.some((key) => key.columns.every((name) => columns.includes(name)))) continue;
    list.push({
      columns,
      declared: false,
      score: columns.length === 2 ? 0.6 : 0.45,
      reasons: ['together no blank and no repetition', 'no column names the rows by itself'],
    });
  }
  return found;
}
