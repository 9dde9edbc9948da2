import type { NoteSuggestion, Span } from '../../artifacts/note-suggestion.js';
import { type Note, type NoteSentence, sectionKindOf } from './note-text.js';
import { suggestionOf } from './suggestion-of.js';

interface Vital {
  /** A choice of the form. */
  readonly vital: string;
  readonly names: string;
  /** Names that count only in a line of vitals, as capitals. */
  readonly letters?: string;
  readonly value: string;
  readonly unit: string;
  /** Without a unit it is not known to be this. */
  readonly unitNeeded?: true;
  readonly isPlausible: (value: string, unit: string) => boolean;
}

const within =
  (least: number, most: number) =>
  (value: string): boolean =>
    Number(value) >= least && Number(value) <= most;
const N = String.raw`\d{1,3}(?:\.\d{1,2})?`;

const VITALS: readonly Vital[] = [
  {
    vital: 'blood pressure',
    names: String.raw`b\.?p\.?|b/p|blood pressure(?: reading)?`,
    value: String.raw`\d{2,3}\s?/\s?\d{2,3}(?![/\d])`,
    unit: String.raw`mm\s?hg`,
    isPlausible: (value) => {
      const [systolic = 0, diastolic = 0] = value.split('/').map(Number);
      return systolic > diastolic && systolic >= 40 && systolic <= 300 && diastolic >= 10 && diastolic <= 200;
    },
  },
  {
    vital: 'heart rate',
    names: String.raw`h\.?r\.?|heart rate|pulse(?: rate)?`,
    letters: 'P',
    value: String.raw`\d{2,3}(?![\d.]|\s?/\s?\d)`,
    unit: String.raw`bpm|beats?\s?(?:per|/|a)\s?min(?:ute)?|/\s?min(?:ute)?`,
    isPlausible: within(20, 300),
  },
  {
    vital: 'respiratory rate',
    names: String.raw`r\.?r\.?|resp(?:irations?|iratory rate|s|\.| rate)?`,
    letters: 'R',
    value: String.raw`\d{1,2}(?![\d.]|\s?/\s?\d)`,
    unit: String.raw`breaths?\s?(?:per|/|a)\s?min(?:ute)?|bpm|/\s?min(?:ute)?|br/min|rpm`,
    isPlausible: within(4, 99),
  },
  {
    vital: 'temperature',
    names: 'temp(?:erature)?s?|tmax|tm|tcurrent|tc',
    letters: 'T',
    value: String.raw`\d{2,3}(?:\.\d{1,2})?(?![\d/])`,
    unit: String.raw`(?:\u00b0|\u00ba|deg(?:rees?)?\.?)?\s?(?:fahrenheit|celsius|f|c)(?![a-z])|\u00b0|degrees`,
    isPlausible: (value) => within(32, 44)(value) || within(89, 112)(value),
  },
  {
    vital: 'oxygen saturation',
    names: String.raw`spo2|sp02|sao2|o2\s?sat(?:uration)?s?|02\s?sats?|oxygen sat(?:uration)?s?|pulse ox(?:imetry)?|sats?|pox|o2`,
    value: String.raw`\d{2,3}(?![\d./])`,
    unit: '%|percent',
    isPlausible: within(40, 100),
  },
  {
    vital: 'weight',
    names: 'wt|weight|weighs|weighed|weighing',
    value: String.raw`\d{1,3}(?:\.\d{1,3})?(?:\s?(?:lbs?|pounds?|#)\.?,?\s?\d{1,2}(?:\.\d)?\s?(?:oz|ounces?)(?![a-z]))?|\d,\d{3}(?=\s?g)|\d{4}(?=\s?g)`,
    unit: String.raw`lbs?\.?|pounds?|kgs?|kilograms?|kilos?|oz|ounces?|grams?|gm|g(?![a-z])|#`,
    isPlausible: () => true,
  },
  {
    vital: 'height',
    names: 'ht|height|length',
    value: String.raw`\d\s?(?:'|\u2019|\u2032|ft\.?|feet|foot)\s?(?:\d{1,2}(?:\.\d{1,2})?\s?(?:"|''|\u201d|\u2033|in(?:ches|\.)?(?![a-z]))?)?|\d{2,3}(?:\.\d{1,2})?(?=\s?(?:cm|in|"|\u201d|m\b))|[12]\.\d{1,2}(?=\s?m\b)`,
    unit: String.raw`cms?|centimeters?|in(?:ches)?\.?(?![a-z])|m(?![a-z])|meters?|"|\u201d`,
    isPlausible: () => true,
  },
  {
    vital: 'bmi',
    names: 'bmi|body mass index',
    value: String.raw`\d{1,2}(?:\.\d{1,2})?(?![\d/])`,
    unit: String.raw`kg\s?/\s?m(?:2|\u00b2|\^2)|%`,
    isPlausible: within(8, 99),
  },
  {
    vital: 'head circumference',
    names: String.raw`hc|head circ(?:umference)?\.?|ofc|fronto-?occipital circumference`,
    value: N,
    unit: 'cms?|centimeters?|in(?:ches)?(?![a-z])',
    isPlausible: within(10, 75),
  },
  {
    vital: 'pain',
    names: 'pain(?: score| level| scale| rating| intensity| today)*',
    value: String.raw`\d{1,2}(?:\.5)?\s?(?:/|out of)\s?10`,
    unit: '(?!)',
    isPlausible: (value) => Number.parseFloat(value) <= 10,
  },
];

/** Between a name and its value: how and when it was taken. */
const LEAD = String.raw`(?:\s|[:=,|-]|\(\w[^()\d]{0,24}\)|\b(?:is|was|of|at|today|reading|readings|rate|measured|taken|recorded|noted|in|the|office|clinic|home|this|morning|visit|current|currently|level|initial|repeat|sitting|standing|lying|supine|seated|left|right|arm|l|r|oral|orally|axillary|tympanic|rectal|temporal|her|his|as|her|a|rated|rates|value|to|be|are|reported|approximately|about|manual|auto|ra|on|room|air|lowest|first|second|down|up|regular)\b)`;

/** One pattern for all names, so that a note is read once. */
const NAMES = new RegExp(
  String.raw`(?<![\p{L}\p{N}/])(?:${VITALS.map(({ names }) => `(${names})`).join('|')}|([PRT]))(?![\p{L}\p{N}])`,
  'giu',
);
const VALUES = VITALS.map(
  ({ value, unit }) => new RegExp(String.raw`${LEAD}{0,12}?(?<![\d.])(${value})(?:\s?(${unit}))?`, 'iyd'),
);
const AIMED =
  /\b(?:goals?|targets?|keep|aim(?:ing)?|should be|less than|greater than|under|above|below|over|at least|if|for|maintain|call|hold|until|range|normal|threshold|ideal|desired|gain(?:ed)?|los[st]|lose|losing)\b[^.;\n]{0,24}$/i;
const AIMS =
  /^[^.;\n\d]{0,24}(?:\b(?:goals?|targets?|range|should|less than|greater than|above|below)\b|[<>\u2264\u2265])/i;

/** Vital signs that a note states; goals, ranges and limits are none. Never throws. */
export function vitalsOf(note: Note): NoteSuggestion[] {
  return note.sentences.flatMap((sentence) => ofSentence(note, sentence));
}

function ofSentence(note: Note, sentence: NoteSentence): NoteSuggestion[] {
  const [from, to] = sentence.span;
  const text = note.text.slice(from, to);
  if (!/\d/.test(text)) return [];
  const inVitals = sectionKindOf(note, sentence) === 'vitals';
  let isLine: boolean | null = null;
  const line = (): boolean => (isLine ??= isVitalsLine(text));
  const found: NoteSuggestion[] = [];
  let behind = 0;
  for (const match of text.matchAll(NAMES)) {
    if (match.index < behind) continue;
    const letter = match[VITALS.length + 1];
    if (letter !== undefined && !inVitals && !line()) continue;
    const index = VITALS.findIndex(({ letters }, i) =>
      letter === undefined ? match[i + 1] !== undefined : letters === letter,
    );
    const vital = VITALS[index];
    const pattern = VALUES[index];
    if (vital === undefined || pattern === undefined) continue;
    const at = match.index + match[0].length;
    pattern.lastIndex = at;
    const read = pattern.exec(text);
    const value = read?.indices?.[1];
    if (read === null || value === undefined) continue;
    const unit = read.indices?.[2];
    if (!vital.isPlausible(read[1] ?? '', read[2] ?? '')) continue;
    if (AIMED.test(text.slice(Math.max(0, match.index - 40), match.index)) || AIMS.test(text.slice(at, value[1])))
      continue;
    if (unit === undefined && !isVital(vital, text, value[1], inVitals || line())) continue;
    const shift = ([a, b]: readonly [number, number]): Span => [from + a, from + b];
    const spans: Record<string, Span> = { vital: shift([match.index, at]), value: shift(value) };
    if (unit !== undefined) spans.unit = shift(unit);
    found.push(suggestionOf(note, 'vital', spans.vital ?? sentence.span, spans, { choices: { vital: vital.vital } }));
    behind = value[1];
  }
  return found;
}

const VITALS_LINE = /\b(?:bp|hr|rr|spo2|temp|pulse|wt|ht|bmi|resp|vitals?|vs|o2)\b/gi;
const isVitalsLine = (text: string): boolean => (text.match(VITALS_LINE)?.length ?? 0) >= 1;

/** A bare number is a vital where it stands at the end, before the next sign, or in a list of them. */
function isVital(vital: Vital, text: string, end: number, inVitals: boolean): boolean {
  if (vital.vital === 'pain' || vital.vital === 'height' || vital.vital === 'blood pressure') return true;
  if (vital.vital === 'weight' && !inVitals) return false;
  return !/^\s?(?:days?|weeks?|months?|years?|hours?|hrs?|minutes?|mins?|times?|mg|ml|x\b|%?\s?(?:of|to)\b|st\b|nd\b|rd\b|th\b|\d)/i.test(
    text.slice(end, end + 12),
  );
}
