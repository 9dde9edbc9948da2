import { ATTRIBUTE_WORDS, GENERIC_NAMES, KEY_WORDS, MEASURE_WORDS } from './entity-words.js';
import { homeOf } from './name-evidence.js';
import { patientTable } from './patient-table.js';
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
  const patients = patientKeys(model);
  return model.tables.flatMap((table) =>
    table.columns.flatMap((column): KeyColumn[] => {
      const isPrimary = table.primaryKey.length === 1 && table.primaryKey[0] === column.name;
      if (!column.keyLike && !isPrimary) return [];
      const isPatients = patients.has(column);
      const strength = isPrimary ? 1 : Math.max(uniqueStrength(column), isPatients ? 0.6 : 0);
      if (strength === 0) return [];
      const home = isPatients ? 1 : homeOf(column);
      return [{ column, strength, home, isPrimary, isNear: !isPrimary && column.uniqueness < 1 && !isPatients }];
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
  if (unique) return rows === 1 ? (named ? 0.3 : 0.1) : named ? 0.9 : rows < 4 ? 0.4 : 0.7;
  return column.uniqueness >= NEAR_UNIQUE && rows >= 50 ? 0.6 : 0;
}

/** Of tables without rows only names tell: the first column, or one named for its table, where its name is that of a key. */
function emptyStrength(column: ModelColumn): number {
  if (column.table.primaryKey.length > 0 || !namesRows(column)) return 0;
  return column.table.columns[0] === column || homeOf(column) >= 0.8 ? 0.6 : 0;
}

/** Keys that the table of patients shares with others: its home, whatever the table is called (`PatientPracticeGuid` of `demographics`). */
function patientKeys(model: StructureModel): ReadonlySet<ModelColumn> {
  const table = patientTable(model, [])?.table;
  if (table === undefined || table.primaryKey.length > 0) return new Set();
  const named = table.columns.filter(
    (column) => column.keyLike && namesRows(column) && column.entity.includes('patient'),
  );
  const shared = named.filter((column) => {
    const unique = table.profile.rows === 0 || column.uniqueness === 1;
    const others = model.tables.filter(
      (other) => other !== table && other.columns.some((one) => one.whole === column.whole),
    );
    return unique && others.length >= 2;
  });
  return new Set(shared);
}

/** True where the name's last word is one of keys. */
export const namesRows = (column: ModelColumn): boolean => {
  const last = column.words.at(-1) ?? '';
  return (
    KEY_WORDS.has(last) || last === 'pid' || (column.words.length === 1 && GENERIC_NAMES.has(last) && last === 'id')
  );
};
