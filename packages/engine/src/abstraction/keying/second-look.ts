import { type EntryKind, KEYING_FORMS, type KeyedEntry } from '../../artifacts/keying-form.js';
import { amountKey } from './amount.js';
import { compareKeys, sameValue } from './compare-keys.js';
import { independent, isRisky, type KeyingContext, stated } from './draft.js';
import { formField, valueKey } from './field-value.js';
import type { MachineEntry } from './machine-reading.js';

/** A reason for the person who keyed to look again before the answer is given. Never a change, and never the value that was expected: what they confirm stands, and is still their own. */
export interface SecondLook {
  /** Position among the entries. */
  readonly entry: number;
  readonly field: string;
  readonly code:
    | 'machine-differs'
    | 'date-unreadable'
    | 'date-after-document'
    | 'date-before-birth'
    | 'end-before-start'
    | 'amount-unreadable'
    | 'unit-unknown'
    /** An amount without its unit: the page may state none, and then the empty field stands. */
    | 'unit-empty'
    | 'strength-unknown'
    | 'out-of-range'
    | 'choice-unknown'
    | 'required-empty'
    | 'entry-twice';
}

/** What is known around the page, beside what is keyed from it. */
export interface SecondLookContext extends KeyingContext {
  /** YYYY-MM-DD; null: nobody says. */
  readonly documentDate: string | null;
  readonly birthDate: string | null;
  /** Strengths that a drug is made in, as `25 mg`, from a loaded release; null: the drug is not known, or nothing is loaded. */
  readonly strengths?: (drug: string) => readonly string[] | null;
}

/** Wider than what is compatible with life: outside, a key or a unit is wrong. Each [lowest, highest] over all usual units. */
const VITAL_RANGES: Readonly<Record<string, readonly [number, number]>> = Object.freeze({
  'blood pressure': [20, 350],
  'heart rate': [10, 350],
  'respiratory rate': [2, 120],
  temperature: [20, 115],
  'oxygen saturation': [20, 100],
  height: [10, 280],
  weight: [0.2, 1500],
  bmi: [5, 150],
  'head circumference': [5, 80],
  pain: [0, 10],
});

/** Amounts and the fields of their units. */
const UNIT_OF: Readonly<Partial<Record<EntryKind, readonly (readonly [amount: string, unit: string])[]>>> =
  Object.freeze({
    medication: [
      ['strength', 'strength_unit'],
      ['dose', 'dose_unit'],
    ],
    vital: [['value', 'unit']],
    immunization: [['dose', 'dose_unit']],
    result: [['value', 'unit']],
  });

/** Vitals that are measured in more than one unit; of the others the number says enough. */
const IN_TWO_UNITS: ReadonlySet<string> = new Set(['temperature', 'height', 'weight', 'head circumference']);
/** Tests whose numbers have no unit. */
const RATIO = /\b(?:ph|inr|ratio|index|titer|titre|specific gravity|score|scale)\b/i;
const isNumber = (text: string | undefined): boolean => text !== undefined && amountKey(text) !== null;
const isUnitless = ({ kind, fields }: KeyedEntry): boolean =>
  (kind === 'vital' && !IN_TWO_UNITS.has(fields.vital ?? '')) || (kind === 'result' && RATIO.test(fields.test ?? ''));

/** The text of a key of valueKey that was understood; null: compared as written. */
const understood = (key: string): string | null =>
  key === '' || key.startsWith('as written') ? null : key.slice(key.indexOf(': ') + 2);

/** A partial date is before another only where all that both state says so. */
const isAfter = (a: string, b: string): boolean => {
  const length = Math.min(a.length, b.length, 10);
  return a.slice(0, length) > b.slice(0, length);
};

function* ofField(
  entry: KeyedEntry,
  name: string,
  value: string,
  context: SecondLookContext,
): Generator<SecondLook['code']> {
  const field = formField(entry.kind, name);
  const key = understood(valueKey(entry.kind, name, value, context.readers));
  if (field?.type === 'date') {
    if (key === null || !/^\d{4}/.test(key)) yield 'date-unreadable';
    else {
      if (context.documentDate !== null && isAfter(key, context.documentDate)) yield 'date-after-document';
      if (context.birthDate !== null && isAfter(context.birthDate, key)) yield 'date-before-birth';
    }
  }
  if (field?.type === 'amount' && key === null) yield 'amount-unreadable';
  if (field?.type === 'unit' && key === null) yield 'unit-unknown';
  if (field?.choices !== undefined && !field.choices.includes(key ?? '')) yield 'choice-unknown';
}

function strengthIsKnown(entry: KeyedEntry, context: SecondLookContext): boolean {
  const { drug, strength, strength_unit: unit } = entry.fields;
  if (drug === undefined || strength === undefined || unit === undefined) return true;
  const known = context.strengths?.(drug) ?? null;
  if (known === null) return true;
  const of = (amount: string, its: string): string =>
    `${amountKey(amount) ?? amount} ${valueKey('medication', 'strength_unit', its, context.readers)}`;
  const wanted = of(strength, unit);
  return known.some((text) => {
    const [amount = '', its = ''] = text.split(' ');
    return of(amount, its) === wanted;
  });
}

function inRange(entry: KeyedEntry): boolean {
  const range = VITAL_RANGES[entry.fields.vital ?? ''];
  const numbers = (entry.fields.value ?? '').match(/\d+(?:\.\d+)?/g);
  if (range === undefined || numbers === null) return true;
  return numbers.every((number) => Number(number) >= range[0] && Number(number) <= range[1]);
}

/**
 * What the person should look at again before the answer is given. Fields that are not risky are held against the machine's reading here, at no cost but a glance; risky fields are
 * not, for the person would learn that the second source says something else.
 */
export function secondLooks(
  entries: readonly KeyedEntry[],
  machine: readonly MachineEntry[],
  context: SecondLookContext,
): SecondLook[] {
  const looks: SecondLook[] = [];
  const add = (entry: number, field: string, code: SecondLook['code']): void => void looks.push({ entry, field, code });
  const read = machine.map(({ kind, place, values }) => ({
    ...{ kind, place },
    fields: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.text])),
  }));
  for (const pair of compareKeys(entries, read, context.readers).pairs) {
    const entry = entries[pair.first]!;
    for (const [name, verdict] of Object.entries(pair.fields)) {
      if (verdict === 'same' || verdict === 'only-first' || isRisky(entry.kind, name)) continue;
      const value = independent(machine[pair.second]!, name, context.settings.machineFloor);
      if (value !== undefined) add(pair.first, name, 'machine-differs');
    }
  }
  entries.forEach((entry, i) => {
    for (const [name, text] of Object.entries(entry.fields)) {
      const value = stated(text);
      if (value !== undefined) for (const code of ofField(entry, name, value, context)) add(i, name, code);
    }
    for (const field of KEYING_FORMS[entry.kind])
      if (field.required && stated(entry.fields[field.name]) === undefined) add(i, field.name, 'required-empty');
    for (const [amount, unit] of UNIT_OF[entry.kind] ?? [])
      if (isNumber(entry.fields[amount]) && stated(entry.fields[unit]) === undefined && !isUnitless(entry))
        add(i, unit, 'unit-empty');
    const [start, end] = ['start_date', 'end_date'].map((name) =>
      understood(valueKey(entry.kind, name, entry.fields[name], context.readers)),
    );
    if (start && end && /^\d{4}/.test(start) && /^\d{4}/.test(end) && isAfter(start, end))
      add(i, 'end_date', 'end-before-start');
    if (entry.kind === 'medication' && !strengthIsKnown(entry, context)) add(i, 'strength', 'strength-unknown');
    if (entry.kind === 'vital' && !inRange(entry)) add(i, 'value', 'out-of-range');
    const twin = entries.findIndex((other, j) => j < i && isTwin(entry, other, context));
    if (twin >= 0) add(i, Object.keys(entry.fields)[0] ?? '', 'entry-twice');
  });
  return looks;
}

const isTwin = (a: KeyedEntry, b: KeyedEntry, { readers }: KeyingContext): boolean =>
  a.kind === b.kind &&
  [...new Set([...Object.keys(a.fields), ...Object.keys(b.fields)])].every((name) =>
    sameValue(a.kind, name, a.fields[name], b.fields[name], readers),
  );
