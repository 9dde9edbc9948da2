import { DRUG_NAMES } from '../terminology/tables/drug-names.js';
import { SeededRandom } from './random.js';

export type TruthField = 'drug' | 'strength' | 'form' | 'route' | 'frequency';
/** Where a medication's name and fields stand; strength with its unit. */
export type MedicationTruth = Readonly<Partial<Record<TruthField, readonly [start: number, end: number]>>>;

/** A note with every medication that it names as taken, changed, stopped or denied. */
export interface AnnotatedNote {
  readonly text: string;
  readonly medications: readonly MedicationTruth[];
}

/** Names that no table has: misspelt, made of known stems, and made up altogether. */
const UNLISTED = [
  ...['lisinoprill', 'metforman', 'atorvastatine', 'amlodapine', 'gabapentine', 'levothyroxin', 'omeprazol'],
  ...['sertaline', 'furosamide', 'hydrochlorothiazid', 'montelucast', 'clopidogril', 'pantoprozole'],
  ...['zelbapril', 'nuvosartan', 'corbetolol', 'tremazolam', 'quorafloxacin', 'ombrilizumab', 'daxotinib'],
  ...['Zorblaxa', 'Quivanta', 'Tremlodix'],
];
const LISTED = DRUG_NAMES.filter(
  ({ name, doubtful }) => !doubtful && name.length >= 5 && /^[a-z]+(?: [a-z]{4,})?$/.test(name),
).map(({ name }) => name);

const STRENGTHS = [
  '5 mg',
  '10 mg',
  '20 mg',
  '25mg',
  '40 mg',
  '0.5 mg',
  '12.5 mg',
  '100 mg',
  '250 mg',
  '500 mg',
  '1 g',
  '50 mcg',
  '88 mcg',
  '1000 mg',
  '20 mEq',
  '2.5MG',
  '7.5 mg',
  '0.1 mg',
];
const PAIRED = ['5-325 mg', '20-12.5 mg', '160/12.5 mg', '875-125 mg', '10/20 mg'];
const FORMS = ['tablet', 'tab', 'capsule', 'tabs', 'cap', 'ER tablet', 'tablets', 'chewable tablet'];
const ROUTES = ['PO', 'po', 'by mouth', 'p.o.', 'orally'];
const FREQUENCIES = [
  ...[
    'daily',
    'once daily',
    'BID',
    'bid',
    'twice a day',
    'TID',
    'three times a day',
    'q6h',
    'q8 hours',
    'every 8 hours',
  ],
  ...['at bedtime', 'qhs', 'every morning', 'QD', 'b.i.d.', 'twice daily', 'every other day', 'weekly', 'once a week'],
  ...[
    'every 4 to 6 hours',
    'q4-6h',
    '2 times daily',
    'nightly',
    'q12h',
    'every 12 hours',
    'in the evening',
    'twice daily with meals',
  ],
];
const REASONS = ['hypertension', 'pain', 'reflux', 'anxiety', 'her diabetes', 'nausea', 'sleep'];
/** What stands between: no drug that the patient takes. */
const NOISE = [
  'He is allergic to penicillin and sulfa.',
  'Blood pressure 138/84, pulse 72, weight 182 lb.',
  'Lithium level was 0.8 and vitamin D 25-OH was 28 ng/mL.',
  'She walks 30 minutes daily and drinks 2 cups of coffee a day.',
  'Avoid NSAIDs.',
  'Labs: Na 138, K 4.4, creatinine 1.1 mg/dL, hemoglobin A1c 7.2 %.',
  'Follow up in 3 months.',
  'The lungs are clear and the abdomen is soft.',
  'Received the influenza vaccine in October.',
  'No known drug allergies.',
  'Potassium 4.1 and magnesium 1.9 were normal.',
  'Her mother had a stroke at 71.',
  'Digoxin level is pending.',
  'Continue diet and exercise.',
];

class Writer {
  text = '';
  readonly medications: MedicationTruth[] = [];
  constructor(readonly random: SeededRandom) {}

  /** Writes a template: `{d}` drug, `{s}` strength, `{f}` form, `{r}` route, `{q}` frequency, `{e}` reason; further letters as they are. One medication. */
  medication(template: string): void {
    const truth: Partial<Record<TruthField, readonly [number, number]>> = {};
    for (const part of template.split(/(\{[dsfrqe]\})/)) {
      const slot = /^\{(.)\}$/.exec(part)?.[1];
      if (slot === undefined || slot === 'e') {
        this.text += slot === 'e' ? this.random.pick(REASONS) : part;
        continue;
      }
      const start = this.text.length;
      this.text += this.#value(slot);
      truth[SLOTS[slot] ?? 'drug'] = [start, this.text.length];
    }
    this.medications.push(truth);
  }

  #value(slot: string): string {
    const { random } = this;
    if (slot === 's') return random.chance(0.12) ? random.pick(PAIRED) : random.pick(STRENGTHS);
    if (slot === 'f') return random.pick(FORMS);
    if (slot === 'r') return random.pick(ROUTES);
    if (slot === 'q') return random.pick(FREQUENCIES);
    const name = random.chance(0.08) ? random.pick(UNLISTED) : random.pick(LISTED);
    const habit = random.next();
    if (habit < 0.45) return name;
    return habit < 0.92 ? name.charAt(0).toUpperCase() + name.slice(1) : name.toUpperCase();
  }
}
const SLOTS: Readonly<Record<string, TruthField>> = { d: 'drug', s: 'strength', f: 'form', r: 'route', q: 'frequency' };

const SENTENCES = [
  'Continue {d} {s} {q}.',
  'She takes {d} {s} {r} {q} for {e}.',
  'He was started on {d} {s} 1 {f} {q}.',
  'Increase {d} to {s} {q}.',
  'We will stop {d}.',
  'He denies taking {d}.',
  'She has been on {d} {s} for many years and tolerates it.',
  'I am prescribing {d}, {s} to take {q}.',
  'Her {d} was increased to {s} {q} last month.',
  'Refilled {d} {s} {f}, one {r} {q}, #30, 3 refills.',
  'He takes {s} of {d} {q}.',
  '{d} {s} {q} was continued.',
  'Patient reports using {d} as needed for {e}.',
  'Take {d} {s} {r} {q} x 10 days.',
  'Was on {d} until 2019.',
  'Will try {d} {s} {f} {q} instead.',
];
const LIST_LINES = [
  '{d} {s} {f} {r} {q}',
  '{d} {s} {f}, 1 {r} {q}',
  '{d} {s} {q}',
  '{d} {s} {f} - take 1 tablet {r} {q}',
  '{d} ({s}) {q}',
  '{d}: {s} {r} {q}',
  '{d} {s} {f}\n   Sig: take 1 tab {r} {q}',
  '{d} {s} {r} {q} prn {e}',
  '{d} {s}, {q}',
  '{d}',
  '{d} | {s} | {f} | {r} | {q}',
];
const TITLES = ['MEDICATIONS:', 'Current Medications', 'Meds:', 'HOME MEDICATIONS', 'Discharge medications:'];
const BULLETS = ['', '- ', '* ', '\u2022 ', 'numbers'];

/** Notes that name medications in prose, lists and directions by several habits of writing, with their truth. The same seed gives the same notes. */
export function medicationNotes(count: number, seed: number): AnnotatedNote[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: count }, () => {
    const writer = new Writer(random);
    const habits = random.int(0, 3);
    if (habits !== 1) prose(writer);
    if (habits !== 0) list(writer);
    if (habits === 3) inline(writer);
    return { text: writer.text, medications: writer.medications };
  });
}

function prose(writer: Writer): void {
  const { random } = writer;
  writer.text += random.pick(['HISTORY OF PRESENT ILLNESS\n', 'Assessment and Plan:\n', 'HPI: ', '']);
  for (let i = random.int(3, 7); i > 0; i--) {
    if (random.chance(0.35)) writer.text += random.pick(NOISE);
    else writer.medication(random.pick(SENTENCES));
    writer.text += random.chance(0.2) ? '\n' : ' ';
  }
  writer.text += '\n\n';
}

function list(writer: Writer): void {
  const { random } = writer;
  const line = random.pick(LIST_LINES);
  const bullet = random.pick(BULLETS);
  writer.text += `${random.pick(TITLES)}\n`;
  for (let i = 1; i <= random.int(2, 8); i++) {
    writer.text += bullet === 'numbers' ? `${i}. ` : bullet;
    writer.medication(random.chance(0.6) ? line : random.pick(LIST_LINES));
    writer.text += '\n';
  }
  writer.text += `\nALLERGIES: ${random.pick(['NKDA', 'Penicillin - rash', 'sulfa, codeine'])}\n\n`;
}

function inline(writer: Writer): void {
  const { random } = writer;
  writer.text += random.pick(['Meds: ', 'Taking: ', 'Medications include ']);
  const separator = random.pick([', ', '; ', ', ']);
  for (let i = random.int(2, 6); i > 0; i--) {
    writer.medication(random.pick(['{d} {s} {q}', '{d} {s} {r} {q}', '{d} {s}', '{d}']));
    if (i > 1) writer.text += separator;
  }
  writer.text += '.\n';
}
