import type { LinkDoubt } from '../abstraction/documents/link-documents.js';
import type { Route } from '../abstraction/routing/rules.js';
import { documentSubject, pageSubject, workItemId, workPriority } from '../abstraction/work/item-naming.js';
import type { EntryKind } from '../artifacts/keying-form.js';
import type { NoteSuggestion } from '../artifacts/note-suggestion.js';
import type { WorkItem } from '../artifacts/work-item.js';
import { formatLocator } from '../base/locator.js';
import type { ChartFragment, Origin } from '../chart/chart.js';
import type { OpenContradiction } from '../linkage/join-lanes.js';
import type { OpenDocument } from './routing-documents.js';
import type { SurveyedPatient } from './routing-survey.js';

/** How much a kind of fact weighs where nobody has an appointment: what can hurt first. A judgement, not a measure. */
const WEIGHT_OF: Readonly<Partial<Record<EntryKind, number>>> = {
  allergy: 0.9,
  medication: 0.8,
  problem: 0.6,
  immunization: 0.5,
  result: 0.5,
};
const LEAST_WEIGHT = 0.3;
const WEIGHTS = { link: 0.7, verify: 0.65, review: 0.1 } as const;
/** Where a contradiction is about another kind of fact. */
const CONTRADICTION = 0.5;
const OF_RESOURCE: Readonly<Record<string, number>> = {
  AllergyIntolerance: 0.95,
  MedicationStatement: 0.85,
  MedicationRequest: 0.85,
  Condition: 0.7,
};

/** The namespace of ids and whose turn it is. */
export interface MakerContext {
  readonly namespace: string;
  readonly patient: (key: string) => SurveyedPatient | undefined;
}

const dueOf = (key: string | null, { patient }: MakerContext): string | null =>
  key === null ? null : (patient(key)?.facts.nextAppointment ?? null);

type Made = Omit<WorkItem, 'id' | 'priority' | 'due' | 'batch'> & {
  readonly weight: number;
  readonly due: string | null;
};

function itemOf({ weight, due, ...made }: Made, { namespace }: MakerContext): WorkItem {
  const id = workItemId(namespace, made.type, made.subject);
  return { ...made, id, priority: workPriority({ due, weight }), due, batch: null };
}

/** One item for each page of a document that is to be keyed: with what a machine finds of the forms asked for, never more. */
export function transcribeItems(
  document: OpenDocument,
  patient: string,
  route: Route,
  context: MakerContext,
): WorkItem[] {
  return document.surveyed().map(({ page: { page } }) => {
    const suggestions = document
      .suggestions(page)
      .filter(({ kind }) => route.forms.length === 0 || (route.forms as readonly string[]).includes(kind));
    const { id } = document;
    return itemOf(
      {
        ...{ type: 'transcribe', subject: pageSubject(id, page), patient },
        ...{ due: dueOf(patient, context), weight: route.weight ?? weightOf(suggestions) },
        task: { kind: 'transcribe', document: id, page, forms: route.forms, suggestions },
      },
      context,
    );
  });
}

const weightOf = (suggestions: readonly NoteSuggestion[]): number =>
  Math.max(LEAST_WEIGHT, ...suggestions.map(({ kind }) => WEIGHT_OF[kind as EntryKind] ?? LEAST_WEIGHT));

/** What is asked of a document that no rule links. Candidates are offered; any other patient's key may be answered too. */
export function linkItem({ document, code, candidates }: LinkDoubt, context: MakerContext): WorkItem {
  const days = candidates.flatMap(({ patient }) => dueOf(patient, context) ?? []).sort();
  return itemOf(
    {
      ...{ type: 'link-document', subject: documentSubject(document), patient: null },
      ...{ due: days[0] ?? null, weight: WEIGHTS.link },
      task: {
        kind: 'choose',
        question: `Whose document is this? (${code}) Answer with the key of the patient, or with nothing where it is nobody's.`,
        choices: candidates.map(({ patient, reasons }) => ({ value: patient, label: reasons.join('; ') })),
        evidence: [documentSubject(document)],
      },
    },
    context,
  );
}

/** Two statements of which at most one is right, or both are facts of their own. */
export function contradictionItem(
  { subject, manual, electronic, elements, patient }: OpenContradiction & { readonly patient: string },
  context: MakerContext,
): WorkItem {
  const { resourceType } = manual.resource;
  const place = manual.origin.place;
  return itemOf(
    {
      ...{ type: 'compare-duplicates', subject, patient, due: dueOf(patient, context) },
      weight: OF_RESOURCE[resourceType] ?? CONTRADICTION,
      task: {
        kind: 'choose',
        question: `The page and the database differ about one ${resourceType} (${elements.join(', ')}). Which holds?`,
        choices: [
          { value: 'electronic', label: `the database: ${statement(electronic, elements)}` },
          { value: 'manual', label: `the page: ${statement(manual, elements)}` },
          { value: 'apart', label: 'both: these are two facts' },
        ],
        evidence: [
          locatorOf(electronic.origin),
          locatorOf(manual.origin),
          ...(place
            ? [place.page === null ? documentSubject(place.document) : pageSubject(place.document, place.page)]
            : []),
        ],
      },
    },
    context,
  );
}

const locatorOf = ({ source, table, row }: Origin): string => formatLocator({ source, table, row });

const MOST_SIGNS = 200;
const NAMES = ['code', 'medicationCodeableConcept', 'vaccineCode'];

/** What the fact is called, and what it says in the elements that differ; texts and codes as they stand. */
function statement({ resource }: ChartFragment, elements: readonly string[]): string {
  const members = resource as unknown as Readonly<Record<string, unknown>>;
  const words = (value: unknown): string[] => {
    if (value === null || value === undefined) return [];
    if (Array.isArray(value)) return value.flatMap(words);
    if (typeof value !== 'object') return [String(value)];
    const { text, display, code, value: amount, unit, coding, ...rest } = value as Record<string, unknown>;
    if (Object.getPrototypeOf(value) !== Object.prototype) return [String(value)];
    const said = text ?? display ?? code ?? null;
    if (said !== null) return [String(said)];
    if (amount !== undefined) return [[amount, unit].filter((part) => part !== undefined).join(' ')];
    return [...words(coding), ...Object.values(rest).flatMap(words)];
  };
  const name = NAMES.flatMap((member) => words(members[member]))[0] ?? '';
  const said = elements.map((element) => {
    const root = element.split('.')[0] ?? element;
    const found = Object.keys(members).filter(
      (member) => member === root || member.startsWith(root.replace(/\[x\]$/, '')),
    );
    return `${element}: ${found.flatMap((member) => words(members[member])).join(', ') || 'not stated'}`;
  });
  const text = [name, ...said].filter((part) => part !== '').join('; ');
  return text.length > MOST_SIGNS ? `${text.slice(0, MOST_SIGNS)}…` : text;
}

/** A chart to be compared with all documents of its patient, once these are keyed. */
export function reviewItem(key: string, { id, route }: SurveyedPatient, context: MakerContext): WorkItem {
  return itemOf(
    {
      ...{ type: 'review-chart', subject: `Patient/${id}`, patient: key, due: dueOf(key, context) },
      weight: route.weight === null ? WEIGHTS.review : Math.min(route.weight, WEIGHTS.review),
      task: {
        kind: 'choose',
        question: 'Does the chart say all that the documents of the patient say, and nothing else?',
        choices: [
          { value: 'agrees', label: 'yes' },
          { value: 'differs', label: 'no: what is wrong stands in a note' },
        ],
        evidence: [`Patient/${id}`],
      },
    },
    context,
  );
}

/**
 * Words that OCR doubts and that nevertheless said whose document it is: nobody else looks at them, for a document that is attached as it is has its picture, and what is keyed is keyed
 * by people. No other doubt of OCR becomes an item.
 */
export function verifyItems(
  document: OpenDocument,
  patient: string,
  { signs }: Pick<SurveyedPatient, 'signs'>,
  context: MakerContext,
): WorkItem[] {
  const forms = new Set(signs.flatMap(spellings));
  return document.surveyed().flatMap(({ page: { page }, reading }) => {
    if (reading?.origin !== 'ocr') return [];
    const doubted = reading.words.filter((word) => !word.accepted && forms.has(plain(word.text)));
    return doubted.map((word) =>
      itemOf(
        {
          ...{ type: 'verify-ocr', subject: wordSubject(document.id, page, word.box), patient },
          ...{ due: dueOf(patient, context), weight: WEIGHTS.verify },
          task: {
            ...{ kind: 'verify', document: document.id, page, box: word.box },
            reads: [...new Set([word.text, ...word.reads.map(({ text }) => text)])],
          },
        },
        context,
      ),
    );
  });
}

/** Names a word by its place on the page: read again elsewhere, it is another question. */
export const wordSubject = (document: string, page: number, box: readonly number[]): string =>
  `${pageSubject(document, page)}/${box.join(',')}`;

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** A sign as a page may write it: a day in the usual orders, a number with and without leading zeros, each name of several. */
function spellings(sign: string): string[] {
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(sign);
  if (day) {
    const [, year = '', month = '', date = ''] = day;
    const short = [month, date].map((part) => String(Number(part)));
    const years = [year, year.slice(2)];
    return [
      `${year}${month}${date}`,
      ...years.flatMap((y) => [`${month}${date}${y}`, `${date}${month}${y}`]),
      ...years.flatMap((y) => [`${short[0]}${short[1]}${y}`, `${short[1]}${short[0]}${y}`]),
    ];
  }
  const words = sign.split(/[\s,]+/).map(plain);
  const whole = plain(sign);
  return [...words, whole, whole.replace(/^0+/, '')].filter((one) => one.length > 1);
}
