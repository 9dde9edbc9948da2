import type { FieldKind, WordRead } from '../../artifacts/page-reading.js';
import type { PageMeasures } from '../../formats/image/preprocess-measure.js';
import { isPlainWord } from '../../terminology/words/plain-text.js';
import { CALIBRATION } from './calibration-table.js';
import { codeHolds } from './field-kind.js';
import { isAmbiguous } from './look-alikes.js';

/** How well a page reads as a whole. */
export type PageQuality = 'clean' | 'fair' | 'poor';

/** Of the image and of the first read's mean confidence. */
export function pageQuality(measures: PageMeasures, confidence: number): PageQuality {
  const noisy = measures.bilevel && measures.specks > 1.5;
  if (confidence < 0.8 || (noisy && (measures.letterHeight ?? 0) < 14)) return 'poor';
  return confidence < 0.9 || noisy ? 'fair' : 'clean';
}

/** What is known of a word when it is judged. */
export interface WordEvidence {
  /** One read, or two. */
  readonly reads: readonly WordRead[];
  readonly kind: FieldKind;
  /** Words before and after it on its line. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly quality: PageQuality;
}

export interface WordVerdict {
  readonly text: string;
  readonly confidence: number;
  readonly accepted: boolean;
}

/** Largest share of wrong words, as calibrated, with which words are accepted. */
const MOST_WRONG = 0.0014;

/** The cell of the calibration table that a word falls into. */
export function evidenceCell({ reads, kind, quality }: WordEvidence): string {
  const [first, second] = reads;
  const texts = reads.map((read) => read.text);
  const agreement = second === undefined ? 'single' : texts[0] === texts[1] ? 'agreed' : 'differ';
  const text = texts[0] === '' ? (texts[1] ?? '') : (texts[0] ?? '');
  const group = kind !== 'word' ? 'field' : isKnownWord(text) ? 'known' : 'other';
  const least = Math.min(first?.confidence ?? 0, second?.confidence ?? 1);
  const most = Math.max(first?.confidence ?? 0, second?.confidence ?? 0);
  const level = band(agreement === 'differ' ? most : least);
  return `${quality} ${group} ${agreement} ${level}`;
}

/** Lower bounds of the bands of confidence as the recogniser states it. */
const BANDS = [0.96, 0.95, 0.93, 0.9, 0.8, 0.6] as const;

const band = (confidence: number): number => BANDS.find((bound) => confidence >= bound) ?? 0;

/** A common word of English or medicine in one of the ways in which print sets it; nothing that a digit could be mistaken for. */
export function isKnownWord(text: string): boolean {
  const word = text.replace(/^[("'[]+|[)"'\].,;:?!]+$/g, '');
  if (!/^(?:[A-Z]?[a-z]+(?:[-'][a-z]+)*|[A-Z]{3,})$/.test(word)) return false;
  return word.length >= 3
    ? word.split(/[-']/).every((part) => part.length < 2 || isPlainWord(part))
    : SHORT_WORDS.has(word.toLowerCase());
}

const SHORT_WORDS: ReadonlySet<string> = new Set(
  'a an as at be by do go he if in is it me my no of on or so to up us we'.split(' '),
);

/** What is taken as the word's text, how sure that is, and whether anybody must look. */
export function judge(evidence: WordEvidence): WordVerdict {
  const { reads, kind, before, after } = evidence;
  const text = chosenText(reads);
  const cell = CALIBRATION[evidenceCell(evidence)];
  const [words, wrong] = cell ?? [0, 0];
  // Jeffreys' estimate of a share: never 0, and far from it where little was seen.
  const share = (wrong + 0.5) / (words + 1);
  const twice = reads.length > 1 && reads.every((read) => read.text === text);
  const isField = kind !== 'word' || /\d/.test(text);
  const holds = codeHolds(text, before) !== false && !isAmbiguous(text, isMeasured(before, after));
  return {
    text,
    confidence: Math.round((1 - share) * 10_000) / 10_000,
    accepted: share <= MOST_WRONG && holds && (twice || (!isField && reads.length === 1)),
  };
}

/** A unit after a number, or the name of a measurement before it. */
const isMeasured = (before: readonly string[], after: readonly string[]): boolean =>
  /^(?:lbs?|kg|cm|in|mm|mg|mcg|g|ml|%|F|C|°[FC]?|mg\/\S+|mmol\/\S+|U\/L|units?)[.,;)]*$/i.test(after[0] ?? '') ||
  /^(?:weight|wt|temp|temperature|height|ht|bmi|glucose|sodium|na|platelets|plt)[:.]?$/i.test(before.at(-1) ?? '');

/** Of reads that differ the surer one; a read that saw nothing is no reason to leave a word out. */
function chosenText(reads: readonly WordRead[]): string {
  const seen = reads.filter((read) => read.text !== '');
  return seen.reduce(
    (best, read) => (read.confidence > best.confidence ? read : best),
    seen[0] ?? { text: '', confidence: 0 },
  ).text;
}
