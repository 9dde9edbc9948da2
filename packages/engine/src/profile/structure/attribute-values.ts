import type { EavShape, Join } from '../../artifacts/source-profile.js';
import type { CountedValue } from '../frequent-values.js';
import type { ModelColumn, ModelTable } from './structure-model.js';
import { mayBeTold } from './told-text.js';

const MOST_ATTRIBUTES = 500;
/** Whole names of columns, in one spelling, that hold which attribute a row tells. `concept` and `code` do where values stand beside them. */
const ATTRIBUTE_NAMES =
  /^(?:key ?val|key|attr|attribute|attribute (?:id|name|type|key|code)|attr (?:id|name|type)|field (?:id|name|key)|param(?:eter)?|par[ae]m[ae]t[ae]r|par(?:am|[ae]m[ae]t[ae]r) (?:id|nr|no|code|name|key)|(?:value|data|field|entry) (?:key|name)|property(?: name)?|prop|item|item (?:id|code|name)|(?:obs |observation |measurement |vital |result |test |analyte |component |question |answer )?(?:type|code|name|id|key)|concept(?: id)?|question(?: id| concept)?|loinc(?: code)?|(?:type|code)(?: (?:id|cd|no|nr|code|name))?|variable|var|element|datum|metric|measure|setting|option|merkmal|attribut|atributo|parametro|messart|mess ?groesse|messgrosse|messtyp|untersuchung|bezeichnung|kuerzel|kurzel|type mesure|mesure|medida|misura|\w+ (?:attribute )?type (?:id|nr|no|cd|key)|detail(?: name| type)?)$/;
const STRONG_NAMES =
  /^(?:key ?val|key|attr|attribute.*|attr .*|field (?:id|name|key)|param.*|par[ae]m[ae]t[ae]r.*|(?:value|data|field|entry) (?:key|name)|property.*|prop|concept(?: id)?|question.*|variable|var|loinc(?: code)?)$/;
const VALUE_NAMES =
  /^(?:val|value|values|(?:value|val) \w+(?: \w+)?|\w+ (?:value|val)|data ?field|field value|attr val|attribute value|result|result value|answer(?: value| text)?|response|content|wert|mess ?wert|ergebnis|resultat|resultado|risultato|valeur|valore|valor|deger|data|reading|obs value|numeric value|text value)$/;

/**
 * Set where the rows of a table are attributes of something: a column that tells which attribute, a column or more with its value, and one that
 * tells of what. null where the table is no such. Attributes that are keys get the text of their look-up table.
 */
export function eavShape(table: ModelTable, joins: readonly Join[]): EavShape | null {
  if (table.profile.rows === 0) return byNames(table, joins);
  if (table.profile.rows < 4) return null;
  const attribute = best(table, (column) => attributeScore(column, table, joins));
  if (attribute === null) return null;
  const values = valueColumns(table, attribute.column);
  if (values.length === 0) return null;
  const entity = entityColumns(table, attribute.column, values, joins);
  if (entity.length === 0) return null;
  const strong = STRONG_NAMES.test(attribute.column.spelling);
  const points =
    (strong ? 0.4 : 0.2) +
    (values.some((column) => VALUE_NAMES.test(column.spelling)) ? 0.3 : 0) +
    (values.length > 1 ? 0.15 : 0) +
    (hasDictionary(attribute.column, table, joins) ? 0.15 : 0) +
    (repeats(table, entity, attribute.column) ? 0.2 : 0) -
    (table.columns.length > 25 && !strong ? 0.2 : 0);
  if (points < 0.55) return null;
  return {
    entity: entity.map((column) => column.name),
    attribute: attribute.column.name,
    value: values.map((column) => column.name),
    attributes: attributesOf(attribute.column),
    reasons: [
      `${attribute.column.name} tells which of ${attribute.column.profile.distinct.count} attributes a row holds`,
      `${values.map((column) => column.name).join(', ')} ${values.length > 1 ? 'hold' : 'holds'} its value`,
    ],
  };
}

/** A table without rows shows by its names alone what it is for. */
function byNames(table: ModelTable, joins: readonly Join[]): EavShape | null {
  const named = table.columns.filter((column) => STRONG_NAMES.test(column.spelling));
  const attribute = named.find((column) => !/^(?:concept|loinc)/.test(column.spelling)) ?? named[0];
  if (attribute === undefined) return null;
  const values = table.columns.filter((column) => column !== attribute && isValueName(column));
  if (values.length === 0 || (table.columns.length > 15 && values.length < 3)) return null;
  const [entity] = entityColumns(table, attribute, values, joins);
  if (entity === undefined) return null;
  return {
    entity: [entity.name],
    attribute: attribute.name,
    value: values.map((column) => column.name),
    attributes: [],
    reasons: ['its columns are named so; it has no rows'],
  };
}

const isValueName = (column: ModelColumn): boolean =>
  VALUE_NAMES.test(column.spelling) && !/\b(?:id|ids|nr|key|name|set|type|group|created)$/.test(column.spelling);

function best(
  table: ModelTable,
  scoreOf: (column: ModelColumn) => number,
): { readonly column: ModelColumn; readonly score: number } | null {
  let found: { column: ModelColumn; score: number } | null = null;
  for (const column of table.columns) {
    const score = scoreOf(column);
    if (score > 0 && (found === null || score > found.score)) found = { column, score };
  }
  return found;
}

function attributeScore(column: ModelColumn, table: ModelTable, joins: readonly Join[]): number {
  const { profile } = column;
  const { rows } = table.profile;
  if (profile.filled < rows * 0.3 || profile.distinct.count < 2) return 0;
  if (!/^(?:integer|code|word|text|guid)$/.test(profile.kind) || column.uniqueness > 0.75) return 0;
  if (profile.lengths !== null && profile.lengths.mean > 60) return 0;
  if (!ATTRIBUTE_NAMES.test(column.spelling) || profile.phi !== null) return 0;
  // The kind of a unit is none of a value.
  if (column.entity.includes('unit')) return 0;
  const strong = STRONG_NAMES.test(column.spelling) ? 2 : 1;
  return (
    strong +
    (hasDictionary(column, table, joins) ? 0.8 : 0) +
    Math.min(0.5, profile.distinct.count / 100) +
    (profile.kind === 'text' ? -0.3 : 0)
  );
}

const hasDictionary = (column: ModelColumn, table: ModelTable, joins: readonly Join[]): boolean =>
  joins.some(
    ({ from, to }) =>
      from.table === table.name &&
      from.columns.length === 1 &&
      from.columns[0] === column.name &&
      isDictionary(to.table),
  );

const isDictionary = (table: string): boolean =>
  /concept|type|attribute|question|field|item|param|dictionary|code/i.test(table);

function valueColumns(table: ModelTable, attribute: ModelColumn): ModelColumn[] {
  const named = table.columns.filter((column) => column !== attribute && isValueName(column));
  const filled = named.filter((column) => column.profile.filled > 0);
  return filled.length > 0
    ? named.filter((column) => column.profile.filled > 0 || column.spelling.startsWith('value '))
    : [];
}

/** The column that names of what the attributes are: a join that is not to the attributes' dictionary, one whose values repeat with the attributes. */
function entityColumns(
  table: ModelTable,
  attribute: ModelColumn,
  values: readonly ModelColumn[],
  joins: readonly Join[],
): ModelColumn[] {
  const own = joins.filter((join) => join.from.table === table.name && join.from.columns.length === 1);
  const candidates = table.columns.filter(
    (column) =>
      column !== attribute &&
      !values.includes(column) &&
      own.some((join) => join.from.columns[0] === column.name) &&
      (column.profile.distinct.count > 1 || table.profile.rows === 0) &&
      !/\b(?:by|creator|provider|user|location|facility|type|status|units?)\b/.test(column.entity.join(' ')),
  );
  const rank = (column: ModelColumn): number =>
    (table.name.toLowerCase().includes((column.words[0] ?? '').slice(0, 5)) ? 1 : 0) +
    (column.entity.includes('patient') || column.entity.includes('person') ? 0.6 : 0) +
    (column.entity.includes('encounter') ? 0.5 : 0) +
    column.profile.filled / Math.max(1, table.profile.rows) -
    (column.table.primaryKey[0] === column.name && column.table.primaryKey.length === 1 ? 1.5 : 0);
  return candidates.sort((a, b) => rank(b) - rank(a)).slice(0, 1);
}

/** Several attributes of the same thing stand in several rows. */
const repeats = (table: ModelTable, entity: readonly ModelColumn[], attribute: ModelColumn): boolean =>
  entity.every((column) => column.uniqueness < 0.9) && attribute.uniqueness < 0.5 && table.profile.rows >= 10;

/** Without labels: they are put to them by `labelled`. As everywhere, nothing is told that stands in fewer rows, or may be somebody's. */
function attributesOf(attribute: ModelColumn): EavShape['attributes'] {
  const told: readonly CountedValue[] = attribute.facts?.told ?? [];
  return told
    .filter(({ value }) => mayBeTold(value))
    .slice(0, MOST_ATTRIBUTES)
    .map(({ value, count }) => ({ attribute: value, label: null, count }));
}
