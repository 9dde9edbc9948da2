import type { ColumnProfile } from '../artifacts/source-profile.js';
import { VALUE_WORDS } from './value-words.js';
import { plain } from './words.js';

/** What the values of a column look like: the name of the look and the share of values that have it. */
export type ColumnFacts = ReadonlyMap<string, number>;

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/icd/i, 'icd'],
  [/snomed/i, 'snomed'],
  [/loinc/i, 'loinc'],
  [/rxnorm/i, 'rxnorm'],
  [/ndc/i, 'ndc'],
  [/cvx/i, 'cvx'],
  [/cpt|hcpcs/i, 'cpt'],
  [/us-npi/i, 'npi'],
];

const BY_PHI: Readonly<Record<string, string>> = Object.freeze({
  ...{
    name: 'name',
    'given-name': 'given-name',
    'family-name': 'family-name',
    'birth-date': 'birth-date',
    ssn: 'ssn',
    phone: 'phone',
    email: 'email',
  },
  ...{
    address: 'address',
    city: 'city',
    'postal-code': 'postal-code',
    mrn: 'mrn',
    identifier: 'identifier',
    account: 'identifier',
  },
  ...{ 'free-text': 'long-text', image: 'image', url: 'url' },
});

/** Looks that a name alone does not prove: an emergency contact's phone is no name, the sex at birth no birth date. */
const OF_NAMES_ALONE = new Set(['name', 'identifier', 'birth-date']);

/** Shapes that a single value may have, beside the lists of words. */
const SHAPES: readonly (readonly [string, RegExp])[] = [
  ['range', /^\s*[<>]?=?\s*\d+(\.\d+)?\s*(-|–|to)\s*\d+(\.\d+)?/i],
  ['range', /^\s*([<>]=?|less than|under|up to)\s*\d+/i],
  ['mimetype', /^[a-z]+\/[a-z0-9.+-]+$/i],
  ['url', /^(file|https?|ftp):|[\\/][^\\/]+\.[a-z0-9]{2,4}$/i],
  ['dose', /^\s*\d+([.,/]\d+)?\s*(mg|mcg|ug|g|ml|tab|cap|puff|unit|drop|iu|meq|%|patch|spray|tablet)/i],
  [
    'unit',
    /^(mm\[?hg\]?|kg|lbs?|cm|in|inch(es)?|m|°?[cf]|deg[cf]|%|mg|g|mcg|ug|ml|l|iu|u|mmol|umol|nmol|meq|cells|k|10\*?\d?|fl|pg|\/min|bpm)?(\s*\/\s*(d?l|ml|min|kg|m2|h(r|our)?|u?l|hpf|g|mol|cumm|mm3))?$/i,
  ],
  ['numeric', /^\s*[<>]?-?\d+([.,]\d+)?\s*$/],
  ['email', /^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i],
  ['sig', /\b(take|tab(let)?s?|daily|bid|tid|qid|prn|mouth|twice|puffs?|apply|inject|every \d)\b/i],
  ['coded-list', /^[A-Z0-9-]{3,12}:[A-Z0-9.-]+/i],
];

/** True where the guess at PHI rests on values, not on the name alone. */
export function isGuessedByValues(column: ColumnProfile): boolean {
  return column.phi?.reasons.some((reason) => !reason.startsWith('the name')) ?? false;
}

/** What is known of a column's values from its profile, none of it shown anywhere. */
export function columnFacts(column: ColumnProfile): ColumnFacts {
  const facts = new Map<string, number>();
  const say = (fact: string, share: number): void => {
    if (share > (facts.get(fact) ?? 0)) facts.set(fact, Math.min(1, share));
  };
  const phi = column.phi ? BY_PHI[column.phi.kind] : undefined;
  // What the name alone says is weighed with the name: as a look of the values it would hide what these are.
  const isSeen = isGuessedByValues(column);
  if (phi && column.phi && (isSeen || !OF_NAMES_ALONE.has(phi) || column.kind === 'date')) say(phi, column.phi.score);
  for (const guess of column.codes) {
    for (const [system, fact] of SYSTEMS) if (system.test(guess.system)) say(fact, guess.share);
  }
  if (column.units.length > 0) say('with-unit', 0.8);
  const values = column.values ?? [];
  const sentinels = new Set(column.sentinels.map((s) => s.value));
  const counted = values.filter((v) => !sentinels.has(v.value) && v.value.trim() !== '');
  const all = counted.reduce((sum, v) => sum + v.count, 0);
  if (all > 0) {
    const shares = new Map<string, number>();
    for (const { value, count } of counted) {
      for (const fact of factsOf(value)) shares.set(fact, (shares.get(fact) ?? 0) + count);
    }
    for (const [fact, count] of shares) say(fact, count / all);
    if (column.distinct.count <= 3 && counted.every((v) => FLAGS.has(plain(v.value.trim())))) say('flag', 1);
    else facts.delete('flag');
    // Which words stand for the sexes is told by few letters, which other lists use as well: both must be there, or the word be spelt out.
    if ((facts.get('gender') ?? 0) > 0 && !isGender(counted.map((v) => plain(v.value.trim())))) facts.delete('gender');
  }
  if (column.numbers?.integers && Number(column.numbers.most) <= 99 && Number(column.numbers.least) >= 0)
    say('smallint', 1);
  if (column.kind === 'integer' || column.kind === 'decimal') say('numeric', 1);
  if ((column.lengths?.mean ?? 0) > 60 || (column.note?.meanLength ?? 0) > 60) say('long-text', 1);
  return facts;
}

const FLAGS = new Set(['0', '1', 'y', 'n', 't', 'f', 'yes', 'no', 'true', 'false', '-1', 'on', 'off']);

function isGender(values: readonly string[]): boolean {
  const sexes = new Set(values.filter((v) => v !== '' && v !== 'u' && v !== 'o'));
  if (sexes.size > 12) return false;
  if ([...sexes].some((v) => v.length > 3 && (VALUE_WORDS.get(v)?.has('gender') ?? false))) return true;
  return sexes.has('m') && (sexes.has('f') || sexes.has('w') || sexes.has('k') || sexes.has('v') || sexes.has('z'));
}

function factsOf(value: string): Set<string> {
  const facts = new Set<string>();
  const text = plain(value.trim());
  for (const fact of VALUE_WORDS.get(text) ?? []) facts.add(fact);
  if (FLAGS.has(text)) facts.add('flag');
  for (const [fact, shape] of SHAPES) if (shape.test(value)) facts.add(fact);
  if (facts.size === 0 && text.length > 3) {
    // Values of several words: the list's word may stand in them ("White or Caucasian", "Hives / rash").
    for (const word of text.split(/[^a-z]+/)) {
      if (word.length > 3) for (const fact of VALUE_WORDS.get(word) ?? []) facts.add(fact);
    }
    for (const [ending, fact] of ENDINGS) if (ending.test(text)) facts.add(fact);
  }
  return facts;
}

/** How names of diseases, drugs and vaccines end or are built. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/(itis|osis|emia|aemia|algia|opathy|plegia|oma|uria|penia|ectasis|sclerosis)\b/, 'diagnosis'],
  [
    /\b(disorder|disease|syndrome|hypertension|diabetes|asthma|pain|infection|failure|fracture|injury|cancer|depression|anxiety|obesity|copd|cough)\b/,
    'diagnosis',
  ],
  [
    /(cillin|mycin|statin|pril|sartan|olol|azole|idine|amine|oxacin|dipine|prazole|tidine|zepam|zolam|formin|gliptin|parin|caine|profen|sone|lone|cycline)\b/,
    'drug',
  ],
  [/\b\d+(\.\d+)?\s?(mg|mcg|ml|iu)\b|\b(tablet|capsule|oral solution|inhaler|ointment|injection|tab|cap)\b/, 'drug'],
  [
    /\b(vaccine|influenza|hep(atitis)? ?[ab]|mmr|dtap|tdap|polio|ipv|varicella|hpv|pneumococcal|rotavirus|zoster|covid|hib|meningococcal|bcg|flu|td)\b/,
    'vaccine',
  ],
  [
    /\b(hemoglobin|glucose|creatinine|cholesterol|sodium|potassium|bilirubin|platelet|hematocrit|a1c|wbc|rbc|albumin|calcium|urea|triglyceride|ldl|hdl|tsh|ast|alt)\b/,
    'lab',
  ],
  [
    /\b(hospital|clinic|medical center|centre|health|practice|pharmacy|insurance|medicare|medicaid|blue cross|aetna|cigna|humana|inc|llc|gmbh)\b/,
    'org-name',
  ],
];
