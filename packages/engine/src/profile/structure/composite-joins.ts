import type { Join } from '../../artifacts/source-profile.js';
import { GENERIC_NAMES } from './entity-words.js';
import type { ModelColumn, ModelTable, StructureModel } from './structure-model.js';
import { inclusionOf } from './value-inclusion.js';

const MOST_COLUMNS = 4;
const LEAST_SHARE = 0.9;

/** Joins over several columns: a table holds all columns of another's key, by name and by values. */
export function compositeJoins(model: StructureModel): Join[] {
  const parents = model.tables.flatMap((table) => {
    const key = keyOf(table, model);
    return key === null ? [] : [{ table, key }];
  });
  const byName = new Map<string, ModelTable[]>();
  for (const table of model.tables)
    for (const spelling of new Set(table.columns.flatMap(spellingsOf))) {
      const list = byName.get(spelling);
      if (list === undefined) byName.set(spelling, [table]);
      else list.push(table);
    }
  return parents.flatMap(({ table, key }) => {
    const rarest = key
      .map((column) => new Set(spellingsOf(column).flatMap((spelling) => byName.get(spelling) ?? [])))
      .sort((a, b) => a.size - b.size)[0];
    return [...(rarest ?? [])].flatMap((child) => joinTo(child, table, key));
  });
}

const spellingsOf = (column: ModelColumn): string[] => [column.spelling, column.whole];

/** The declared or best found key of several columns; not where one of them is a key alone. */
function keyOf(table: ModelTable, model: StructureModel): ModelColumn[] | null {
  const key = table.profile.keys.find(({ columns }) => columns.length > 1 && columns.length <= MOST_COLUMNS);
  if (key === undefined || table.profile.rows === 0) return null;
  const columns = key.columns.map((name) => model.column(table.name, name));
  const known = columns.filter((column): column is ModelColumn => column !== undefined);
  return known.length < columns.length || known.some((column) => column.uniqueness === 1) ? null : known;
}

function joinTo(child: ModelTable, parent: ModelTable, key: readonly ModelColumn[]): Join[] {
  if (child === parent || child.profile.rows === 0) return [];
  const pairs = key.map((column) => child.columns.find((own) => namesAgree(own, column)));
  const own = pairs.filter((column): column is ModelColumn => column !== undefined);
  if (own.length < key.length) return [];
  // A key of the same columns: tables side by side, of which neither is the other's.
  const { primaryKey } = child;
  if (primaryKey.length === own.length && own.every((column) => primaryKey.includes(column.name))) return [];
  if (own.every((column) => GENERIC_NAMES.has(column.spelling)) && !sharesEntity(child, parent)) return [];
  let least = 1;
  for (const [i, column] of own.entries()) {
    const target = key[i];
    if (target === undefined || column.sketch === null || target.sketch === null || column.distinct === 0) return [];
    const inclusion = inclusionOf(column.sketch, target.sketch, column.leftOut);
    if (inclusion === null || inclusion.share < LEAST_SHARE) return [];
    least = Math.min(least, inclusion.share);
  }
  const telling = Math.max(...own.map((column) => column.distinct));
  return [
    {
      from: { table: child.name, columns: own.map((column) => column.name) },
      to: { table: parent.name, columns: key.map((column) => column.name) },
      declared: false,
      score: Math.round(100 * Math.min(0.9, 0.6 + 0.1 * Math.log10(1 + telling)) * least) / 100,
      inclusion: null,
      orphans: null,
      reasons: ['holds all columns of the key, by name', `each column's values stand there`],
    },
  ];
}

const namesAgree = (own: ModelColumn, key: ModelColumn): boolean =>
  own.keyLike && (own.whole === key.whole || own.spelling === key.spelling);

const sharesEntity = (child: ModelTable, parent: ModelTable): boolean =>
  child.entity.some((word) => parent.entity.includes(word));
