import { ATTRIBUTE_WORDS, GENERIC_NAMES, KEY_WORDS, MEASURE_WORDS } from './entity-words.js';
import { homeOf } from './name-evidence.js';
import type { ModelColumn, StructureModel } from './structure-model.js';

/** A column that could be the other end of joins: its values name rows. */
export interface KeyColumn {
  readonly column: ModelColumn;
  /** 0 to 1: how sure its values name rows. */
  readonly strength: number;
  /** 0 to 1: how much its table is where the rows named are kept. */
  readonly home: number;
  readonly isPrimary: boolean;
  /** Values repeat in a few rows. */
  readonly isNear: boolean;
}

const NEAR_UNIQUE = 0.97;

/** Every column whose values name rows: declared keys, columns without repetition, and those nearly so. */
export function keyColumns(model: StructureModel): KeyColumn[] {
  return model.tables.flatMap((table) =>
    table.columns.flatMap((column): KeyColumn[] => {
      const isPrimary = table.primaryKey.length === 1 && table.primaryKey[0] === column.name;
      if (!column.keyLike && !isPrimary) return [];
      const strength = isPrimary ? 1 : uniqueStrength(column);
      if (strength === 0) return [];
      return [{ column, strength, home: homeOf(column), isPrimary, isNear: !isPrimary && column.uniqueness < 1 }];
    }),
  );
}

function uniqueStrength(column: ModelColumn): number {
  const { profile, table } = column;
  const rows = table.profile.rows;
  if (rows === 0) return emptyStrength(column);
  if (profile.filled === 0 || profile.kind === 'empty' || profile.filled < rows * 0.9) return 0;
  if (column.words.some((word) => MEASURE_WORDS.has(word) || ATTRIBUTE_WORDS.has(word))) return 0;
  const named = namesRows(column);
  // Counts that are not exact stray by some 3%.
  const unique = column.uniqueness === 1 || (!profile.distinct.exact && column.uniqueness > 0.93);
  if (unique) return rows === 1 ? (named ? 0.4 : 0.1) : named ? 0.9 : rows < 4 ? 0.4 : 0.7;
  return column.uniqueness >= NEAR_UNIQUE && rows >= 50 ? 0.6 : 0;
}

/** Of tables without rows only names tell: the first column, where its name is that of a key. */
const emptyStrength = (column: ModelColumn): number =>
  column.table.primaryKey.length === 0 && column.table.columns[0] === column && namesRows(column) ? 0.5 : 0;

/** True where the name's last word is one of keys. */
export const namesRows = (column: ModelColumn): boolean => {
  const last = column.words.at(-1) ?? '';
  return (
    KEY_WORDS.has(last) || last === 'pid' || (column.words.length === 1 && GENERIC_NAMES.has(last) && last === 'id')
  );
};
