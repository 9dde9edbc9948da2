import type { LookUpText } from '../../artifacts/attribute-profile.js';
import type { ColumnProfile, EavShape, SourceProfile, TableProfile } from '../../artifacts/source-profile.js';
import { ucumCode } from '../../terminology/ucum.js';
import { wordsOf } from '../structure/name-words.js';

/** Last words of columns with a text for people, the best first. */
const LABEL_WORDS =
  'label title name display bezeichnung libelle nombre nome nazwa naam denumire naziv description desc beschreibung descripcion descrizione descricao opis text langtext caption fieldname lbl'.split(
    ' ',
  );
const UNIT_WORDS = new Set(
  'unit units uom ucum einheit unite unites unidad unidades unidade unita jednostka eenheid birim enhet unitate jedinica'.split(
    ' ',
  ),
);
const INSTRUCTION_WORDS = new Set(['instruction', 'instructions', 'hint', 'prompt']);
/** Larger tables are no dictionaries. */
const MOST_ROWS = 500_000;

/** Where the texts and the units of a table's attributes stand: beside them, or in a table that they are keys of. */
export function lookUpTexts(
  table: TableProfile,
  shape: EavShape,
  profile: SourceProfile,
): { readonly label: LookUpText | null; readonly unit: LookUpText | null } {
  const dictionaries = dictionariesOf(table, shape.attribute, profile);
  const inDictionary = (rank: (column: ColumnProfile) => number): LookUpText | null => {
    const found = dictionaries.flatMap(({ table: dictionary, key, only }) =>
      dictionary.columns
        .filter((column) => column.name !== key && isText(column) && rank(column) >= 0)
        .map((column) => ({ dictionary, key, only, column, rank: rank(column) })),
    );
    const [best] = found.sort((a, b) => a.rank - b.rank);
    return best ? placeIn(best.dictionary, best.key, best.column.name, shape.attribute, best.only) : null;
  };
  const beside = (rank: (column: ColumnProfile) => number): LookUpText | null => {
    const [best] = table.columns
      .filter(
        (column) =>
          column.name !== shape.attribute && !shape.value.includes(column.name) && isText(column) && rank(column) >= 0,
      )
      .sort((a, b) => rank(a) - rank(b));
    return best
      ? { table: table.name, key: shape.attribute, column: best.name, by: shape.attribute, only: null, order: [] }
      : null;
  };
  const attribute = table.columns.find(({ name }) => name === shape.attribute);
  const isLabel = (column: ColumnProfile): number =>
    column.phi === null && column.distinct.count <= (attribute?.distinct.count ?? 0) * 1.5 ? labelRank(column) : -1;
  return {
    label: inDictionary((column) => (column.phi === null ? labelRank(column) : -1)) ?? beside(isLabel),
    unit: beside(unitRank) ?? unitByKey(table, profile) ?? inDictionary(unitRank),
  };
}

const placeIn = (
  dictionary: TableProfile,
  key: string,
  column: string,
  by: string,
  only: LookUpText['only'],
): LookUpText => ({ table: dictionary.name, key, column, by, only, order: orderOf(dictionary, key) });

/** Units that are numbered in each row and spelled in a table of units. */
function unitByKey(table: TableProfile, profile: SourceProfile): LookUpText | null {
  for (const own of table.columns.filter((column) => column.filled > 0 && unitRank(column) === 0))
    for (const { table: units, key, only } of dictionariesOf(table, own.name, profile)) {
      const [best] = units.columns
        .filter((column) => column.name !== key && isText(column))
        .map((column) => ({ column, units: (column.values ?? []).filter(({ value }) => isUnit(value)).length }))
        .sort((a, b) => b.units - a.units || unitTextRank(a.column) - unitTextRank(b.column));
      if (best && (best.units > 0 || unitTextRank(best.column) < UNIT_TEXTS.length))
        return placeIn(units, key, best.column.name, own.name, only);
    }
  return null;
}

const isUnit = (text: string): boolean => ucumCode(text) !== null;
/** Last words of columns with a unit as it is written, the shortest first. */
const UNIT_TEXTS = 'ucum symbol abbr abbreviation short unit units uom code id name label'.split(' ');
const unitTextRank = (column: ColumnProfile): number => {
  const at = UNIT_TEXTS.indexOf(wordsOf(column.name).at(-1) ?? '');
  return at < 0 ? UNIT_TEXTS.length : at;
};

interface Dictionary {
  readonly table: TableProfile;
  readonly key: string;
  readonly only: LookUpText['only'];
}

/** The table that the attribute is a key of, and those that add to its rows (`concept_name`, `concept_numeric` of `concept`). */
function dictionariesOf(table: TableProfile, attribute: string, profile: SourceProfile): Dictionary[] {
  const byName = new Map(profile.tables.map((one) => [one.name, one]));
  const found: Dictionary[] = [];
  const add = (name: string, key: string | undefined, only: LookUpText['only'] = null): void => {
    const one = byName.get(name);
    if (!one || key === undefined || one === table || one.rows === 0 || one.rows > MOST_ROWS) return;
    // What leads to patients is about them.
    if (one.patientPath !== null || found.some((held) => held.table === one)) return;
    found.push({ table: one, key, only });
  };
  for (const { from, to, reasons } of profile.joins) {
    if (from.table !== table.name || from.columns.length !== 1 || from.columns[0] !== attribute) continue;
    const only = listOf(reasons);
    add(to.table, to.columns[0], only);
    if (only !== null) continue;
    for (const join of profile.joins)
      if (join.to.table === to.table && join.to.columns[0] === to.columns[0] && join.from.columns.length === 1)
        if (join.from.table.toLowerCase().startsWith(to.table.toLowerCase().replace(/s$/, '')))
          add(join.from.table, join.from.columns[0]);
  }
  return found;
}

/** Of a table of many lists a join is to one of them. */
function listOf(reasons: readonly string[]): LookUpText['only'] {
  for (const reason of reasons) {
    const [, column, value] = /^where (\S+) is '(.*?)': /.exec(reason) ?? [];
    if (column !== undefined && value !== undefined) return { column, value };
  }
  return null;
}

const isText = (column: ColumnProfile): boolean => column.filled > 0 && /^(?:word|text|code)$/.test(column.kind);
const labelRank = (column: ColumnProfile): number => LABEL_WORDS.indexOf(wordsOf(column.name).at(-1) ?? '');

function unitRank(column: ColumnProfile): number {
  const words = wordsOf(column.name);
  if (words.some((word) => UNIT_WORDS.has(word))) return 0;
  return words.some((word) => INSTRUCTION_WORDS.has(word)) ? 1 : -1;
}

export const RETIRED = /^(?:is_?)?(?:voided|retired|deleted|inactive)$/i;
export const LOCALE = /^(?:locale|lang(?:uage)?(?:_?code)?|sprache|langue)$/i;
export const PREFERRED = /preferred$/i;
/** Names of a thing may be whole ones, short ones, words to search by. */
export const NAME_KIND = /(?:^|_)name_?type$/i;

/** Of several rows of one key: those that are not retired, in English, preferred, the first. */
function orderOf(table: TableProfile, key: string): string[] {
  if (table.keys.some((one) => one.columns.length === 1 && one.columns[0] === key)) return [];
  const named = (shape: RegExp): string | undefined =>
    table.columns.find((column) => shape.test(column.name) && column.filled > 0)?.name;
  const retired = named(RETIRED);
  const locale = named(LOCALE);
  const preferred = named(PREFERRED);
  const kind = named(NAME_KIND);
  const own = table.keys[0]?.columns ?? [];
  return [
    ...(retired === undefined ? [] : [`coalesce(cast({${retired}} as text), '0')`]),
    ...(locale === undefined ? [] : [`{${locale}} like 'en%' desc`]),
    ...(preferred === undefined ? [] : [`coalesce(cast({${preferred}} as text), '0') desc`]),
    ...(kind === undefined ? [] : [`{${kind}} like 'fully%' desc`]),
    ...(own.length === 0 ? [`{${key}}`] : own.map((column) => `{${column}}`)),
  ];
}
