import type { ColumnProfile } from '../artifacts/source-profile.js';
import type { Target, TargetTakes } from './catalogue/catalogue.js';
import { type ColumnFacts, isGuessedByValues } from './column-facts.js';

/** What kind of cells a column has, from its values, else from its declared type; null where neither says. */
export type Held = 'date' | 'number' | 'bool' | 'text' | 'long-text' | 'blob' | 'guid' | 'person' | null;

export function heldBy(column: ColumnProfile, facts: ColumnFacts): Held {
  const type = column.type.toLowerCase();
  if (column.filled > 0 && column.kind !== 'empty') {
    switch (column.kind) {
      case 'date':
      case 'datetime':
      case 'time':
        return 'date';
      case 'boolean':
        return 'bool';
      case 'integer':
      case 'decimal':
        return 'number';
      case 'binary':
        return 'blob';
      case 'guid':
        return 'guid';
      default:
        return (facts.get('long-text') ?? 0) > 0.9 && (column.lengths?.mean ?? 0) > 200 ? 'long-text' : 'text';
    }
  }
  if (/guid|uuid|uniqueidentifier|binary\(16\)/.test(type)) return 'guid';
  if (/date|time(?!zone)/.test(type)) return 'date';
  if (/bool|^bit$|^bit\(1\)|yesno|tinyint\(1\)/.test(type)) return 'bool';
  if (/int|decimal|numeric|float|double|real|money|number/.test(type)) return 'number';
  if (/blob|binary|image|bytea/.test(type)) return 'blob';
  if (/longtext|mediumtext|clob|memo|ntext/.test(type)) return 'long-text';
  if (type !== 'text' && /char|text|string/.test(type)) return 'text';
  const text = column.comment?.trim() ?? '';
  if (/^(the )?(date|time|datetime|timestamp)\b/i.test(text)) return 'date';
  if (
    /^(is|does|did|has|was|are|were|do) .*\?$/i.test(text) ||
    /^(flag|whether|true if|yes\/no|indicates (if|whether)|(a|the) (flag|indicator))\b/i.test(text)
  )
    return 'bool';
  return null;
}

/** How well cells of a kind go into a target: from -1 (not at all) to 0.4 (as they are). */
const FIT: Readonly<Record<TargetTakes, Partial<Record<Exclude<Held, null>, number>>>> = Object.freeze({
  date: { date: 0.4, number: -1, bool: -1, text: -0.25, 'long-text': -1, blob: -1, guid: -1, person: -1 },
  number: { date: -1, number: 0.2, bool: -0.5, text: -0.1, 'long-text': -0.7, blob: -1, guid: -1, person: -1 },
  bool: { date: -0.9, number: -0.15, bool: 0.3, text: -0.15, 'long-text': -0.8, blob: -1, guid: -1, person: -0.8 },
  text: { date: -1, number: -0.55, bool: -0.7, text: 0.05, 'long-text': 0, blob: -0.8, guid: -0.8, person: -0.35 },
  code: { date: -1, number: -0.05, bool: -0.1, text: 0.05, 'long-text': -0.6, blob: -1, guid: -0.5, person: -0.8 },
  concept: {
    date: -0.9,
    number: -0.15,
    bool: -0.35,
    text: 0.05,
    'long-text': -0.35,
    blob: -1,
    guid: -0.5,
    person: -0.5,
  },
  id: { date: -1, number: 0.05, bool: -0.8, text: 0.05, 'long-text': -0.9, blob: -0.4, guid: 0.1, person: -0.8 },
  ref: { date: -1, number: 0.05, bool: -0.7, text: 0, 'long-text': -0.7, blob: -1, guid: 0.1, person: 0.3 },
  blob: { date: -1, number: -0.9, bool: -1, text: -0.05, 'long-text': 0.4, blob: 0.3, guid: -0.7, person: -0.8 },
  unit: { date: -1, number: -0.3, bool: -0.8, text: 0.1, 'long-text': -0.8, blob: -1, guid: -1, person: -1 },
});

const PEOPLE = new Set(['provider-ref', 'user-ref', 'patient-ref']);

export function kindFit(target: Target, held: Held): number {
  // Who did it is no order and no place.
  if (held === 'person' && target.takes === 'ref' && !target.facts.some((fact) => PEOPLE.has(fact))) return -0.8;
  return held === null ? 0 : (FIT[target.takes][held] ?? 0);
}

/** Looks that tell more than their name: few other columns have such values. */
const TELLING: Readonly<Record<string, number>> = Object.freeze({
  ...{
    gender: 0.9,
    marital: 1,
    race: 0.9,
    ethnicity: 1,
    religion: 1,
    smoking: 0.9,
    'gender-identity': 1,
    mimetype: 1,
    ssn: 0.9,
    email: 1,
    phone: 0.8,
  },
  ...{
    'birth-date': 0.9,
    language: 0.8,
    relationship: 0.6,
    reaction: 0.9,
    allergen: 0.7,
    loinc: 0.9,
    cvx: 0.5,
    rxnorm: 0.7,
    ndc: 0.9,
    npi: 0.8,
    icd: 0.8,
  },
  ...{
    snomed: 0.6,
    cpt: 0.5,
    diagnosis: 0.6,
    drug: 0.7,
    vaccine: 0.9,
    lab: 0.7,
    route: 0.7,
    frequency: 0.6,
    unit: 0.6,
    range: 0.9,
    severity: 0.5,
  },
  ...{
    state: 0.5,
    country: 0.5,
    'postal-code': 0.8,
    city: 0.7,
    address: 0.8,
    'given-name': 0.8,
    'family-name': 0.8,
    name: 0.5,
    dose: 0.5,
    sig: 0.8,
  },
  ...{
    'patient-ref': 1,
    'provider-ref': 0.8,
    'user-ref': 0.8,
    'facility-ref': 0.8,
    specialty: 0.8,
    prefix: 0.7,
    'encounter-class': 0.6,
    'org-name': 0.3,
  },
  ...{
    'problem-category': 0.3,
    'allergy-category': 0.6,
    'allergy-type': 0.7,
    interpretation: 0.4,
    'body-site': 0.4,
    'long-text': 0.3,
    complaint: 0.3,
  },
});

/** Looks that a target of such values must have where values are known: a phone column without phone numbers is none. */
const NEEDED = new Set(
  'gender marital race ethnicity religion language phone email birth-date postal-code state country mimetype loinc icd range unit flag interpretation severity reaction relationship payer-order cvx npi given-name family-name numeric allergy-category smoking'.split(
    ' ',
  ),
);

/** Looks of keys that lead to people and places: which of them is meant is told by the name. */
const LED = new Set(['provider-ref', 'user-ref', 'facility-ref']);

/** From -1 (the values are something else) to 1 (the values say so), 0 where they say nothing. */
export function valueFit(
  target: Target,
  column: ColumnProfile,
  facts: ColumnFacts,
): { readonly fit: number; readonly fact: string | null } {
  let best = 0;
  let fact: string | null = null;
  for (const name of target.facts) {
    const share = facts.get(name) ?? 0;
    const weight = TELLING[name] ?? 0.25;
    if (share >= 0.3 && share * weight > best) {
      best = share * weight;
      fact = name;
    }
  }
  if (best > 0) return { fit: best, fact };
  const isKnown = column.filled >= 5 && (column.values !== null || isGuessedByValues(column));
  if (!isKnown) return { fit: 0, fact: null };
  let against = 0;
  if (target.facts.length > 0 && target.facts.every((name) => NEEDED.has(name))) against = 0.5;
  // Values of a telling look belong elsewhere.
  for (const [name, share] of facts) {
    const weight = target.takes === 'ref' && LED.has(name) ? 0 : (TELLING[name] ?? 0);
    if (share > 0.7 && weight >= 0.8) against = Math.max(against, weight * share * 0.6);
  }
  return { fit: -against, fact: null };
}

/** A pivoted fact's numbers lie where such numbers lie, in any of its units; zeros stand for "not measured". */
export function rangeFit(target: Target, column: ColumnProfile): number {
  if (!target.range || !column.numbers) return 0;
  const [least, most] = target.range;
  const top = Number(column.numbers.most);
  if (!Number.isFinite(top)) return 0;
  if (top === 0) return 0;
  return top >= least && top <= most * 2.5 ? 0.3 : -0.4;
}
