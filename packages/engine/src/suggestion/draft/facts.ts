import type { ElementsSpec } from '../../artifacts/mapping-spec.js';
import type { ColumnProfile, TableProfile } from '../../artifacts/source-profile.js';
import { catalogue } from '../catalogue/catalogue.js';
import type { Candidate } from '../suggestion.js';
import { nameWords, plain } from '../words.js';
import { formOf } from './forms.js';
import { type Plan, quoted, slug } from './plan.js';
import type { ElementsDraft } from './spec-draft.js';

const BLOOD_PRESSURE = '85354-9';
const SIDES = [
  ['8480-6', 'systolic'],
  ['8462-4', 'diastolic'],
] as const;

/**
 * Whether a column can hold the fact that it is named for: a number has digits (`v_bp_status` of "recorded" has none), and a number of rows (`job_id`) is
 * no fact at all.
 */
export function canHoldFact(column: ColumnProfile, candidate: Candidate): boolean {
  if (/(?:^|[a-z]_|_)(?:id|nr|no|guid|uuid)$|[a-z](?:Id|ID|Nr|No|Guid)$/.test(column.name)) return false;
  // One number is no pressure: which side it is, its name does not say.
  if (candidate.code?.code === BLOOD_PRESSURE) return isPair(column);
  if (candidate.target.endsWith('valueQuantity') && !isInRange(column, candidate)) return false;
  if (!candidate.target.endsWith('valueQuantity') || column.kind === 'integer' || column.kind === 'decimal')
    return true;
  return column.patterns.length === 0 || column.patterns.some(({ pattern }) => pattern.includes('9'));
}

const LEAST_IN_RANGE = 0.5;

/** Days of a course (5, 7, 30) are no diastolic pressure: of the values that are told, half lie in the range of the reading, in any of its units. */
function isInRange({ values }: ColumnProfile, candidate: Candidate): boolean {
  const range = catalogue().targets.find((one) => one.code === candidate.code?.code)?.range;
  const numbers = (values ?? []).filter(({ value }) => /^\d+(?:[.,]\d+)?$/.test(value));
  if (!range || numbers.length < 3) return true;
  const rows = (some: typeof numbers): number => some.reduce((sum, { count }) => sum + count, 0);
  const within = numbers.filter(({ value }) => {
    const number = Number(value.replace(',', '.'));
    return number === 0 || (number >= range[0] && number <= range[1]);
  });
  return rows(within) >= rows(numbers) * LEAST_IN_RANGE;
}

const isPair = (column: ColumnProfile): boolean => column.patterns.some(({ pattern }) => pattern.includes('/'));

export function variantOf(column: ColumnProfile, candidate: Candidate): { id: string; elements: ElementsSpec } {
  const code = candidate.code?.code ?? '';
  const target = catalogue().targets.find((one) => one.code === code);
  const unit =
    column.units[0]?.unit ?? unitByName(column.name) ?? (target?.units.length === 1 ? target.units[0] : undefined);
  const elements: ElementsSpec = {
    'category.coding.system': { value: 'http://terminology.hl7.org/CodeSystem/observation-category' },
    'category.coding.code': {
      value: code === BLOOD_PRESSURE || (target?.takes === 'number' && target.range) ? 'vital-signs' : 'social-history',
    },
    'code.coding.system': { value: 'http://loinc.org' },
    'code.coding.code': { value: code },
  };
  if (code === BLOOD_PRESSURE && isPair(column)) {
    // `120/80`: two numbers in one column.
    for (const [at, [side, part]] of SIDES.entries()) {
      elements[`component[${at}].code.coding.system`] = { value: 'http://loinc.org' };
      elements[`component[${at}].code.coding.code`] = { value: side };
      elements[`component[${at}].valueQuantity`] = { column: column.name, clean: { 'blood-pressure': { part } } };
    }
  } else if (candidate.target.endsWith('valueQuantity')) {
    elements.valueQuantity = {
      column: column.name,
      clean: unit === undefined ? 'quantity' : { quantity: { unit, zero: 'absent' } },
    };
  } else if (code === '72166-2') elements.valueCodeableConcept = { column: column.name, clean: 'smoking-status' };
  else if (candidate.target.endsWith('valueDateTime'))
    elements.valueDateTime = { column: column.name, clean: 'dateTime' };
  else elements.valueString = { column: column.name, clean: 'text' };
  return { id: `loinc-${code}`, elements };
}

const NAMED_UNITS: readonly (readonly [RegExp, string])[] = [
  [/(_|\b)kgs?(_|\b)|kilo/i, 'kg'],
  [/(_|\b)lbs?(_|\b)|pound/i, '[lb_av]'],
  [/(_|\b)cms?(_|\b)/i, 'cm'],
  [/(_|\b)in(ch(es)?)?(_|\b)/i, '[in_i]'],
  [/(_|\b)f(ahr\w*)?$/i, '[degF]'],
  [/(_|\b)c(els\w*)?$/i, 'Cel'],
];

const unitByName = (name: string): string | undefined => NAMED_UNITS.find(([shape]) => shape.test(name))?.[1];

export const MARKED = new Set(['1', 'y', 'yes', 't', 'true']);

const DELETED =
  /^(?:deleted|removed|erased|voided|entered[- _]in[- _]error|geloescht|supprime|eliminado|borrado|silindi)$/i;

/** Rows that the source marks as deleted or as an error, by columns or states that say so in as many words. */
export function exclusionsOf(
  table: TableProfile,
  tables: readonly TableProfile[] = [],
): { rule: string; where: string; reason: string }[] {
  return table.columns.flatMap((column) => {
    if (isHouseMark(column, tables))
      return [
        {
          rule: `inactive-${slug(column.name)}`,
          where: `lower(trim(cast(${quoted(column.name)} as text))) in ('0', 'false', 'n', 'no', 'f')`,
          reason: `${column.name} stands alike in tables of charts and of lists, so it speaks of the row and not of the patient: rows that are not active count as taken back.`,
        },
      ];
    const ideas = nameWords(column.name).map((word) => word.readings[0]?.join(' ') ?? '');
    const state = (column.values ?? []).find(({ value }) => DELETED.test(value));
    if (state !== undefined && column.distinct.count >= 2 && /stat|estad|flag/i.test(column.name))
      return [
        {
          rule: `marked-${slug(column.name)}`,
          where: `cast(${quoted(column.name)} as text) = '${state.value}'`,
          reason: `The source says in ${column.name} that the row is no more.`,
        },
      ];
    const isMark = ideas.length <= 2 && (ideas.includes('delete') || /erroneous|in_?error/i.test(column.name));
    const marks = (column.values ?? [])
      .map((one) => one.value)
      .filter((value) => MARKED.has(value.trim().toLowerCase()));
    const isFlag = column.distinct.count <= 2 && marks.length === 1;
    if (!isMark || !isFlag) return [];
    const where = `cast(${quoted(column.name)} as text) = '${marks[0]}'`;
    return [{ rule: `marked-${slug(column.name)}`, where, reason: `The source marks the row in ${column.name}.` }];
  });
}

const MOST_TABLES = 0.3;

/** `IsActive` in every third table at least, lists and people of the house among them, is how the system takes rows back. */
function isHouseMark(column: ColumnProfile, tables: readonly TableProfile[]): boolean {
  const ideas = nameWords(column.name).flatMap((word) => word.readings[0] ?? [word.text]);
  if (ideas.join() !== 'active' || column.kind !== 'boolean' || column.distinct.count < 2) return false;
  const filled = tables.filter(({ rows }) => rows > 0);
  const same = filled.filter((table) =>
    table.columns.some((one) => one.name === column.name && one.kind === 'boolean'),
  );
  return (
    same.length >= 5 &&
    same.length >= filled.length * MOST_TABLES &&
    same.some(({ domain }) => ['lookup', 'users', 'organizations', 'inventory'].includes(domain?.domain ?? ''))
  );
}

/** `year_of_birth`, `month_of_birth`, `date_of_birth`: one date from three columns. */
export function addBirthParts(
  plan: Plan,
  draft: ElementsDraft,
  ranked: readonly { column: ColumnProfile; candidate: Candidate }[],
): void {
  const of = ranked.filter(({ candidate }) => candidate.target.endsWith('.birthDate'));
  const part = (word: RegExp) => of.find(({ column }) => word.test(plain(column.name)));
  const year = part(/year|jahr|annee|ano|yr/);
  const month = part(/month|monat|mois|mes/);
  const day = of.find((one) => one !== year && one !== month);
  if (plan.resource !== 'Patient' || !year || !month || !day) return;
  const columns = [year, month, day].map(({ column }) => column.name);
  draft.elements.birthDate = { columns, clean: 'date' };
  draft.lines.push({
    element: 'birthDate',
    columns,
    target: 'Patient.birthDate',
    score: year.candidate.score,
    reasons: ['year, month and day in three columns'],
  });
}

/** A column that names code systems belongs to the code beside it. */
export function addNamedSystems(
  draft: ElementsDraft,
  ranked: readonly { column: ColumnProfile; candidate: Candidate }[],
): void {
  const namesSystem = (column: ColumnProfile): boolean => nameWords(column.name).some((word) => word.text === 'system');
  for (const { column: system, candidate } of ranked) {
    if (!candidate.target.endsWith('.coding') || !namesSystem(system)) continue;
    const form = formOf(candidate.target);
    const code = ranked.find((one) => one.candidate.target === candidate.target && !namesSystem(one.column));
    if (form && code) draft.addCoding(code.column, system, form, code.candidate);
  }
}
