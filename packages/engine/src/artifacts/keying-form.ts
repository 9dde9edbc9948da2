import type { PageBox } from './scan-document.js';

/** What a person may key from a page; one table of the manual lane each. */
export const ENTRY_KINDS = [
  'problem',
  'medication',
  'allergy',
  'vital',
  'immunization',
  'result',
  'procedure',
  'social-history',
  'family-history',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export interface FormField {
  /** snake_case: also the name of the column of the manual lane's table. */
  readonly name: string;
  /** For people. */
  readonly label: string;
  /** date: as on the page (a year or month alone is one). amount: a number as written. choice: one of `choices`. */
  readonly type: 'text' | 'date' | 'amount' | 'unit' | 'code' | 'choice';
  readonly choices?: readonly string[];
  readonly required?: true;
  /** A mistake here can hurt a patient: it is keyed twice, blind, unless a machine's reading stands in for the second key. */
  readonly risky?: true;
}

const text = (name: string, label: string, more: Partial<FormField> = {}): FormField => ({
  name,
  label,
  type: 'text',
  ...more,
});
const RISKY = { risky: true } as const;
const date = (name: string, label: string): FormField => ({ name, label, type: 'date', ...RISKY });
/** Whether the page says that it is so or that it is not so: a turned negation is the worst of mistakes. */
const stated: FormField = {
  name: 'negated',
  label: 'Stated as absent?',
  type: 'choice',
  choices: ['no', 'yes'],
  ...RISKY,
};
const code: FormField = { name: 'code', label: 'Code on the page', type: 'code', ...RISKY };
const note = text('note', 'Note');

/** The forms, field by field in the order of keying. An empty field is one that the page does not state. */
export const KEYING_FORMS: Readonly<Record<EntryKind, readonly FormField[]>> = {
  problem: [
    text('problem', 'Problem', { required: true }),
    stated,
    code,
    date('onset_date', 'Since'),
    date('end_date', 'Resolved on'),
    { name: 'status', label: 'Status', type: 'choice', choices: ['active', 'inactive', 'resolved'] },
    note,
  ],
  medication: [
    text('drug', 'Drug', { required: true, ...RISKY }),
    { name: 'strength', label: 'Strength', type: 'amount', ...RISKY },
    { name: 'strength_unit', label: 'Unit of the strength', type: 'unit', ...RISKY },
    text('form', 'Form'),
    { name: 'dose', label: 'Dose taken', type: 'amount', ...RISKY },
    { name: 'dose_unit', label: 'Unit of the dose', type: 'unit', ...RISKY },
    text('route', 'Route'),
    text('frequency', 'How often', RISKY),
    text('sig', 'Directions, as written'),
    date('start_date', 'Started'),
    date('end_date', 'Stopped'),
    { name: 'status', label: 'Status', type: 'choice', choices: ['active', 'stopped'] },
    code,
    note,
  ],
  allergy: [
    text('substance', 'Substance', { required: true, ...RISKY }),
    stated,
    text('reaction', 'Reaction', RISKY),
    { name: 'severity', label: 'Severity', type: 'choice', choices: ['mild', 'moderate', 'severe'] },
    date('onset_date', 'Since'),
    { name: 'status', label: 'Status', type: 'choice', choices: ['active', 'inactive', 'resolved'] },
    code,
    note,
  ],
  vital: [
    {
      name: 'vital',
      label: 'Which',
      type: 'choice',
      required: true,
      choices: [
        'blood pressure',
        'heart rate',
        'respiratory rate',
        'temperature',
        'oxygen saturation',
        'height',
        'weight',
        'bmi',
        'head circumference',
        'pain',
      ],
    },
    text('value', 'Value', { required: true, ...RISKY }),
    { name: 'unit', label: 'Unit', type: 'unit', ...RISKY },
    date('date', 'Taken on'),
  ],
  immunization: [
    text('vaccine', 'Vaccine', { required: true, ...RISKY }),
    stated,
    date('date', 'Given on'),
    { name: 'dose', label: 'Dose', type: 'amount', ...RISKY },
    { name: 'dose_unit', label: 'Unit of the dose', type: 'unit', ...RISKY },
    text('lot', 'Lot number', RISKY),
    text('manufacturer', 'Manufacturer'),
    text('site', 'Site'),
    text('route', 'Route'),
    code,
    note,
  ],
  result: [
    text('test', 'Test', { required: true }),
    text('value', 'Value', { required: true, ...RISKY }),
    { name: 'unit', label: 'Unit', type: 'unit', ...RISKY },
    text('reference_range', 'Reference range'),
    text('flag', 'Flag'),
    date('date', 'Taken on'),
    code,
    note,
  ],
  procedure: [text('procedure', 'Procedure', { required: true }), stated, date('date', 'Done on'), code, note],
  'social-history': [
    {
      name: 'topic',
      label: 'Topic',
      type: 'choice',
      required: true,
      choices: ['tobacco', 'alcohol', 'drugs', 'occupation', 'living situation', 'other'],
    },
    text('statement', 'As written', { required: true }),
    date('date', 'Stated on'),
  ],
  'family-history': [
    text('relative', 'Relative', { required: true }),
    text('problem', 'Problem', { required: true }),
    stated,
    note,
  ],
};

/** Where on which page a value stands. */
export interface PagePlace {
  /** Document id. */
  readonly document: string;
  readonly page: number;
  /** null: the page as a whole. */
  readonly box: PageBox | null;
}

/** One thing that a person keyed from a page. */
export interface KeyedEntry {
  readonly kind: EntryKind;
  /** Values by field name as the page states them; a field that the page does not state is absent, never empty. */
  readonly fields: Readonly<Record<string, string>>;
  readonly place: PagePlace;
}

/** How a value came to be believed. */
export type KeyingMethod = 'single' | 'machine-agreed' | 'double' | 'adjudicated';

/** A keyed entry that counts: what the manual lane hands to the chart. */
export interface Abstraction extends KeyedEntry {
  /** Stable: of the work item and the entry in it. */
  readonly id: string;
  readonly item: string;
  /** Key of the patient row. */
  readonly patient: string;
  readonly abstractor: string;
  /** Who keyed second or adjudicated; null: nobody. */
  readonly reviewer: string | null;
  /** RFC 3339, UTC: when the last of its values was settled. */
  readonly at: string;
  readonly methods: Readonly<Record<string, KeyingMethod>>;
}
