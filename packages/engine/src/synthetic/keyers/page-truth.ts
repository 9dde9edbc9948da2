import type { EntryKind, KeyedEntry } from '../../artifacts/keying-form.js';
import type { SeededRandom } from '../random.js';

/** How well a page can be read by a machine. */
export type PageQuality = 'scan' | 'fax' | 'bad-fax';

export interface TruePage {
  readonly id: string;
  readonly quality: PageQuality;
  readonly entries: readonly KeyedEntry[];
}

/** Drug, strengths in mg or as said, form, what it is easily taken for. Public names; strengths as sold in the United States. */
const DRUGS: readonly (readonly [drug: string, strengths: string, form: string, like: string])[] = [
  ['metoprolol tartrate', '25 50 100', 'tablet', 'metoprolol succinate'],
  ['metoprolol succinate', '25 50 100 200', 'tablet ER', 'metoprolol tartrate'],
  ['hydroxyzine', '10 25 50', 'tablet', 'hydralazine'],
  ['hydralazine', '10 25 50 100', 'tablet', 'hydroxyzine'],
  ['levothyroxine', '25mcg 50mcg 75mcg 88mcg 112mcg 137mcg', 'tablet', 'liothyronine'],
  ['lisinopril', '2.5 5 10 20 40', 'tablet', 'fosinopril'],
  ['atorvastatin', '10 20 40 80', 'tablet', 'rosuvastatin'],
  ['metformin', '500 850 1000', 'tablet', 'metronidazole'],
  ['amlodipine', '2.5 5 10', 'tablet', 'amiloride'],
  ['glipizide', '2.5 5 10', 'tablet', 'glyburide'],
  ['prednisone', '1 5 10 20', 'tablet', 'prednisolone'],
  ['warfarin', '1 2 2.5 3 4 5 7.5', 'tablet', 'warfarin sodium'],
  ['lamotrigine', '25 100 150 200', 'tablet', 'levetiracetam'],
  ['bupropion', '75 100 150 300', 'tablet XL', 'buspirone'],
  ['tramadol', '50 100', 'tablet', 'trazodone'],
  ['clonazepam', '0.5 1 2', 'tablet', 'clonidine'],
  ['furosemide', '20 40 80', 'tablet', 'torsemide'],
  ['digoxin', '125mcg 250mcg', 'tablet', 'doxepin'],
  ['omeprazole', '10 20 40', 'capsule', 'esomeprazole'],
  ['gabapentin', '100 300 400 600', 'capsule', 'gemfibrozil'],
];
const FREQUENCIES = ['daily', 'BID', 'TID', 'QID', 'at bedtime', 'every morning', 'q6h', 'q8h', 'weekly'];
const SIGS = ['take with food', 'take 1 tablet by mouth as directed', 'hold if dizzy', 'one tablet in the morning'];
const PROBLEMS = [
  ['Essential hypertension', 'I10'],
  ['Type 2 diabetes mellitus', 'E11.9'],
  ['Hyperlipidemia', 'E78.5'],
  ['Asthma', 'J45.909'],
  ['Chronic kidney disease stage 3', 'N18.30'],
  ['Gastroesophageal reflux disease', 'K21.9'],
  ['Hypothyroidism', 'E03.9'],
  ['Major depressive disorder', 'F32.9'],
  ['Atrial fibrillation', 'I48.91'],
  ['Migraine', 'G43.909'],
] as const;
const SUBSTANCES = [
  'penicillin',
  'sulfa',
  'codeine',
  'latex',
  'aspirin',
  'amoxicillin',
  'iodine',
  'peanut',
  'lisinopril',
];
const REACTIONS = ['rash', 'hives', 'anaphylaxis', 'itching', 'nausea', 'swelling'];
const VACCINES = ['influenza', 'Tdap', 'pneumococcal conjugate', 'hepatitis B', 'MMR', 'zoster recombinant'];
const TESTS = [
  ['Hemoglobin A1c', '%', 50, 120, 1],
  ['Glucose', 'mg/dL', 70, 320, 0],
  ['Creatinine', 'mg/dL', 5, 35, 1],
  ['Potassium', 'mmol/L', 30, 58, 1],
  ['TSH', 'mIU/L', 3, 95, 1],
  ['LDL cholesterol', 'mg/dL', 40, 220, 0],
] as const;

/** What each drug is easily taken for. */
export const SOUND_ALIKES: ReadonlyMap<string, string> = new Map(DRUGS.map(([drug, , , like]) => [drug, like]));

const two = (n: number): string => String(n).padStart(2, '0');
const day = (random: SeededRandom): string =>
  `${two(random.int(1, 12))}/${two(random.int(1, 28))}/${random.int(2009, 2025)}`;

type Fields = Record<string, string>;

function medication(random: SeededRandom): Fields {
  const [drug, strengths, form] = random.pick(DRUGS);
  const strength = random.pick(strengths.split(' '));
  const fields: Fields = {
    drug,
    strength: strength.replace('mcg', ''),
    strength_unit: strength.endsWith('mcg') ? 'mcg' : 'mg',
  };
  if (random.chance(0.5)) fields.form = form;
  fields.dose = random.pick(['1', '1', '1', '2', '0.5']);
  fields.dose_unit = form.split(' ')[0] ?? form;
  if (random.chance(0.7)) fields.route = 'PO';
  fields.frequency = random.pick(FREQUENCIES);
  if (random.chance(0.3)) fields.sig = random.pick(SIGS);
  if (random.chance(0.5)) fields.start_date = day(random);
  if (random.chance(0.1)) fields.end_date = day(random);
  if (random.chance(0.4)) fields.status = random.pick(['active', 'stopped']);
  return fields;
}

function problem(random: SeededRandom): Fields {
  const [name, code] = random.pick(PROBLEMS);
  const fields: Fields = { problem: name, negated: random.chance(0.05) ? 'yes' : 'no' };
  if (random.chance(0.6)) fields.code = code;
  if (random.chance(0.5)) fields.onset_date = day(random);
  if (random.chance(0.5)) fields.status = random.pick(['active', 'inactive', 'resolved']);
  return fields;
}

function allergy(random: SeededRandom): Fields {
  const fields: Fields = { substance: random.pick(SUBSTANCES), negated: 'no', reaction: random.pick(REACTIONS) };
  if (random.chance(0.4)) fields.severity = random.pick(['mild', 'moderate', 'severe']);
  if (random.chance(0.3)) fields.status = random.pick(['active', 'inactive']);
  return fields;
}

function vital(random: SeededRandom): Fields {
  const date = day(random);
  const kinds = [
    { vital: 'blood pressure', value: `${random.int(98, 178)}/${random.int(52, 104)}`, unit: 'mmHg', date },
    { vital: 'heart rate', value: String(random.int(48, 121)), unit: 'bpm', date },
    { vital: 'weight', value: `${random.int(95, 290)}.${random.int(1, 9)}`, unit: 'lb', date },
    { vital: 'temperature', value: `9${random.int(6, 9)}.${random.int(0, 9)}`, unit: 'F', date },
  ];
  return random.pick(kinds);
}

function result(random: SeededRandom): Fields {
  const [test, unit, least, most, places] = random.pick(TESTS);
  const number = random.int(least, most);
  const value = places === 0 ? String(number) : `${Math.floor(number / 10)}.${number % 10}`;
  return { test, value, unit, date: day(random) };
}

function immunization(random: SeededRandom): Fields {
  const fields: Fields = { vaccine: random.pick(VACCINES), negated: 'no', date: day(random) };
  if (random.chance(0.5)) fields.lot = `${random.pick(['AB', 'KX', 'U', 'TR'])}${random.int(1000, 99999)}`;
  if (random.chance(0.5)) fields.site = random.pick(['left deltoid', 'right deltoid']);
  return fields;
}

/** Kinds of entries on outpatient pages, most frequent first. */
const KINDS: readonly (readonly [EntryKind, number, (random: SeededRandom) => Fields])[] = [
  ['medication', 0.42, medication],
  ['problem', 0.2, problem],
  ['result', 0.13, result],
  ['vital', 0.12, vital],
  ['allergy', 0.08, allergy],
  ['immunization', 0.05, immunization],
];

/** How often pages are what: scans and files with text, faxes, faxes that were copied. */
const QUALITIES: readonly (readonly [PageQuality, number])[] = [
  ['scan', 0.55],
  ['fax', 0.35],
  ['bad-fax', 0.1],
];

export function weighted<T>(random: SeededRandom, choices: readonly (readonly [T, number, ...unknown[]])[]): number {
  let at = random.next();
  const found = choices.findIndex(([, weight]) => {
    at -= weight;
    return at < 0;
  });
  return found < 0 ? choices.length - 1 : found;
}

/** A page of two to six entries, one below the other; every entry has a box of its own. */
export function truePage(id: string, random: SeededRandom): TruePage {
  const quality = QUALITIES[weighted(random, QUALITIES)]![0];
  const entries: KeyedEntry[] = [];
  const subjects = new Set<string>();
  const wanted = random.int(2, 6);
  for (let tries = 0; entries.length < wanted && tries < 40; tries++) {
    const [kind, , make] = KINDS[weighted(random, KINDS)]!;
    const fields = make(random);
    const subject = `${kind} ${Object.values(fields)[0]}`;
    if (subjects.has(subject)) continue;
    subjects.add(subject);
    entries.push({ kind, fields, place: { document: id, page: 1, box: [100, 200 + 80 * entries.length, 1400, 60] } });
  }
  return { id, quality, entries };
}
