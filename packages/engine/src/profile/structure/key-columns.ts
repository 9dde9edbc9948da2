import { ATTRIBUTE_WORDS, KEY_WORDS, MEASURE_STARTS, MEASURE_WORDS, SELF_WORDS } from './entity-words.js';
import { homeOf, isBareKey } from './name-evidence.js';
import { singular } from './name-words.js';
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
const ONLY_HOME = 0.8;

/** Every column whose values name rows: declared keys, columns without repetition, and those nearly so. */
export function keyColumns(model: StructureModel): KeyColumn[] {
  const patients = patientKeys(model);
  const found = uniqueColumns(model, patients);
  const homes = onlyHomes(found);
  return found.map((key) => (homes.has(key) ? { ...key, home: Math.max(key.home, ONLY_HOME) } : key));
}

/** The table whose first column is a key of a name that repeats everywhere else is its home, whatever it is called (`CLARITY_SER.PROV_ID`). */
function onlyHomes(keys: readonly KeyColumn[]): ReadonlySet<KeyColumn> {
  const byName = new Map<string, KeyColumn[]>();
  for (const key of keys) {
    const list = byName.get(key.column.whole);
    if (list === undefined) byName.set(key.column.whole, [key]);
    else list.push(key);
  }
  return new Set(
    [...byName.values()].flatMap((list) => {
      const [key] = list;
      const alone = list.length === 1 && key !== undefined && !isBareKey(key.column) && !key.isNear;
      return alone && namesRows(key.column) && key.column.table.columns[0] === key.column && isKnown(key.column)
        ? [key]
        : [];
    }),
  );
}

/** Enough rows to see that nothing repeats. */
const isKnown = (column: ModelColumn): boolean => column.table.profile.rows >= 5;

function uniqueColumns(model: StructureModel, patients: ReadonlySet<ModelColumn>): KeyColumn[] {
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
  if (isMeasure(column) || isAttributeOfRow(column)) return 0;
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

/** True for columns that say something of their row; `address_id` names a row of addresses. */
export const isAttributeOfRow = (column: ModelColumn): boolean =>
  column.words.some((word) => ATTRIBUTE_WORDS.has(word)) && !/^(?:id|guid|uuid|fk)$/.test(column.words.at(-1) ?? '');

/** True where the name says that the column counts, measures, sorts or flags: by its last word, or its first. */
export function isMeasure(column: ModelColumn): boolean {
  if (column.words.some((word) => SELF_WORDS.has(word))) return false;
  const last = column.words.filter((word) => !KEY_WORDS.has(word)).at(-1);
  if (last !== undefined && column.words.at(-1) === last && MEASURE_WORDS.has(last)) return true;
  if (column.words.at(-1) !== last && (last === 'seq' || last === 'sequence')) return true;
  return column.words.length > 1 && MEASURE_STARTS.has(column.words[0] ?? '') && !namesRows(column);
}

/** First words of keys where the language puts them so: `id_paciente`, `NumPatient`. A count says of how many (`num_doses`). */
const KEY_STARTS: ReadonlySet<string> = new Set('id fk pk cod codigo code nr no num numero numer'.split(' '));

/** True where the name's last word is one of keys, or its first before a single thing. */
export function namesRows(column: ModelColumn): boolean {
  const [first = '', second] = column.words;
  const last = column.words.at(-1) ?? '';
  if (KEY_WORDS.has(last) || last === 'pid') return true;
  return (
    column.words.length === 2 &&
    second !== undefined &&
    KEY_STARTS.has(first) &&
    singular(second) === second &&
    second.length > 2
  );
}
