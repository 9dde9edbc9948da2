import type { QualityFinding } from '../../artifacts/assessment.js';
import type { ColumnProfile, SourceProfile, TableProfile } from '../../artifacts/source-profile.js';
import { deniedAllergy } from '../../terminology/words/no-allergy.js';
import { byWeight, isClinical, isDateFiller, isOf, plain, weightOf, wordsOf } from './clinical-weight.js';
import { finding } from './finding.js';

const UNIT = /\b(?:units?|uom|einheit\w*|unite|unidad|unita|unidade|eenheid|jednostka|birim\w*|jedinica)\b/;
const VALUE =
  /\b(?:values?|val|results?|reading|measure\w*|observ\w*|quantity value|numeric|wert|valeur|valor|valore|waarde|wynik|deger|sonuc|data field)\b/;
const DOSE = /\b(?:dose|doses|dosage|dosis|dosi|dosi[sz]|doz|doza|strength|potency|staerke|concentration)\b/;
const NOT_DOSE =
  /\b(?:units?|uom|form|route|freq\w*|code|cd|id|count|number|no|text|instruction\w*|status|type|date|time)\b/;
const BODY =
  /\b(?:weight|wt|height|ht|length|temp\w*|gewicht|groesse|poids|taille|peso|altura|talla|altezza|gewicht|lengte|waga|wzrost|kilo|boy|circ\w*|waist|glucose|hba\w*)\b/;
const VITAL =
  /\b(?:weight|wt|height|ht|bps?|bpd|sbp|dbp|systol\w*|diastol\w*|pulse|heart|temp\w*|resp\w*|bmi|circ\w*|satur\w*|spo|sao|o2|oxygen|gewicht|puls|poids|pouls|peso|pressure)\b/;
const SAYS_UNIT = /\b(?:kg|lbs?|cm|in|inch\w*|mm|mmhg|celsius|fahrenheit|f|c|bpm|mg|ml|mcg|g)\b/;

const isNumeric = ({ kind, filled }: ColumnProfile): boolean =>
  filled > 0 && (kind === 'integer' || kind === 'decimal');

const isAllZero = ({ numbers }: ColumnProfile): boolean => Number(numbers?.least) === 0 && Number(numbers?.most) === 0;

/** Numbers without units, fillers, and damaged or packed text. */
export function* valueFindings(profile: SourceProfile): Generator<QualityFinding> {
  const joined = new Set(profile.joins.flatMap(({ from }) => from.columns.map((name) => `${from.table}\n${name}`)));
  for (const table of profile.tables) {
    if (table.rows === 0) continue;
    const own = table.columns.filter(({ name }) => !joined.has(`${table.name}\n${name}`));
    if (isClinical(table)) yield* unitFindings(table, own);
    for (const column of own) {
      if (isClinical(table)) yield* fillerFindings(table, column);
      yield* damageFindings(table, column);
    }
  }
}

function* unitFindings(table: TableProfile, own: readonly ColumnProfile[]): Generator<QualityFinding> {
  const isUnit = (column: ColumnProfile): boolean =>
    UNIT.test(wordsOf(column)) || (column.units.length > 0 && !isNumeric(column) && !DOSE.test(wordsOf(column)));
  const unit = table.columns.filter(isUnit).sort((a, b) => b.filled - a.filled)[0];
  const said = (column: ColumnProfile): boolean => column.units.length > 0 || SAYS_UNIT.test(wordsOf(column));
  for (const column of own) {
    if (!isNumeric(column) || isUnit(column) || said(column) || isAllZero(column)) continue;
    const words = wordsOf(column);
    const dose = isOf(table, 'medications') && DOSE.test(words) && !NOT_DOSE.test(words);
    const value =
      isOf(table, 'results', 'vitals') && (table.eav?.value.includes(column.name) === true || VALUE.test(words));
    const body = isOf(table, 'vitals', 'results') && BODY.test(words);
    if (!dose && !value && !(body && unit === undefined)) continue;
    const missing = unit === undefined ? column.filled : Math.max(0, column.filled - unit.filled);
    if (missing === 0) continue;
    yield finding(
      dose ? 'dose-without-unit' : 'unit-missing',
      dose ? 'critical' : 'high',
      table,
      column,
      [missing, column.filled],
      unit === undefined
        ? `${plain(missing)} numbers, and neither the column nor one beside it states a unit.`
        : `"${unit.name}" states a unit for ${plain(unit.filled)} rows; ${plain(column.filled)} have a number.`,
    );
  }
}

const NAMES_A_FACT =
  /\b(?:title|name|names|desc\w*|allerg\w*|allergen|drug|medication|medicine|substance|agent|diagnos\w*|problem|condition|vaccine|text|label)\b/;

function* fillerFindings(table: TableProfile, column: ColumnProfile): Generator<QualityFinding> {
  const told = column.sentinels.filter((one) => !isDateFiller(one));
  if (isOf(table, 'allergies'))
    for (const one of column.values ?? [])
      if (deniedAllergy(one.value) !== null && !told.some(({ value }) => value === one.value))
        told.push({ ...one, reason: 'says that there is none' });
  const count = told.reduce((sum, one) => sum + one.count, 0);
  const list = told.map(({ value, count: n }) => `"${value}" (${plain(n)})`).join(', ');
  const measured = isOf(table, 'results', 'vitals', 'medications', 'allergies', 'immunizations');
  if (count > 0 && isNumeric(column) && !isOf(table, 'demographics'))
    yield finding(
      'sentinel-numbers',
      measured && VITAL.test(wordsOf(column)) ? 'high' : measured ? 'medium' : 'low',
      table,
      column,
      [count, column.filled],
      `${list} of ${plain(column.filled)} values.`,
    );
  else if (count > 0 && /^(?:word|text|code)$/.test(column.kind) && column.phi?.kind !== 'free-text') {
    const names = NAMES_A_FACT.test(wordsOf(column)) && !isOf(table, 'demographics');
    yield finding(
      'none-in-words',
      names ? byWeight(table, 'high', 'medium') : 'low',
      table,
      column,
      [count, column.filled],
      `${list} of ${plain(column.filled)} values.`,
    );
  }
  if (
    isNumeric(column) &&
    isOf(table, 'vitals') &&
    VITAL.test(wordsOf(column)) &&
    Number(column.numbers?.least) === 0
  ) {
    const zeros = column.values?.find(({ value }) => Number(value) === 0)?.count ?? null;
    yield finding(
      'zero-measured',
      zeros === column.filled ? 'medium' : 'high',
      table,
      column,
      zeros === null ? null : [zeros, column.filled],
      zeros === null
        ? 'Zero is among the values.'
        : zeros === column.filled
          ? `All ${plain(zeros)} values are zero.`
          : `${plain(zeros)} of ${plain(column.filled)} values are zero.`,
    );
  }
}

const PACKED = /^(?:gzip|zlib|base64|hex|binary)$/;

function* damageFindings(table: TableProfile, column: ColumnProfile): Generator<QualityFinding> {
  if (column.damaged > 0 && weightOf(table) > 0) {
    const kinds = (column.damage ?? []).map(({ kind, count }) => `${kind.replaceAll('-', ' ')} (${plain(count)})`);
    yield finding(
      'text-damaged',
      byWeight(table, 'high', 'medium'),
      table,
      column,
      [column.damaged, column.filled],
      `${plain(column.damaged)} of ${plain(column.filled)} values${kinds.length > 0 ? `: ${kinds.join(', ')}` : ''}.`,
    );
  }
  const packed = column.note?.formats.filter(({ format }) => PACKED.test(format)) ?? [];
  const count = packed.reduce((sum, one) => sum + one.count, 0);
  if (count > 0 && isClinical(table))
    yield finding(
      'notes-packed',
      'medium',
      table,
      column,
      [count, column.filled],
      `${packed.map(({ format, count: n }) => `${format} (${plain(n)})`).join(', ')} of ${plain(column.filled)} values.`,
    );
}
