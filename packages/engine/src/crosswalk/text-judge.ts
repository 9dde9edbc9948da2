import { termsOf } from '../terminology/store/terms.js';
import type { Judgement } from './contract.js';
import { bestMatch } from './word-match.js';

/** A local text with its abbreviations written out. */
export interface LocalText {
  readonly written: string;
  readonly terms: readonly string[];
  readonly weightOf: (word: string) => number;
}

/** Words that say nothing of what is meant. */
const EMPTY: ReadonlySet<string> = new Set(
  'the of and with in a an to for due by on or unspecified nos site other'.split(' '),
);
/** Words by which a classification names its ordinary case: nobody writes them, and they are not what is looked for. */
const ORDINARY: ReadonlySet<string> = new Set(
  'without complication mention primary essential type stage initial'.split(' '),
);
const ORDINARY_WEIGHT = 0.15;

const ROMAN: Readonly<Record<string, string>> = { ii: '2', iii: '3', iv: '4', i: '1' };

/** Terms without empty words, Roman numbers as digits; the empty ones where there are no others. */
function telling(text: string): string[] {
  const terms = [...new Set(termsOf(text).map((term) => (Object.hasOwn(ROMAN, term) ? (ROMAN[term] ?? term) : term)))];
  const rest = terms.filter((term) => !EMPTY.has(term));
  return rest.length > 0 ? rest : terms;
}

export function localText(
  text: string,
  abbreviations: ReadonlyMap<string, string>,
  weightOf: (word: string) => number,
): LocalText {
  const written = text
    .toLowerCase()
    .split(/[\s,;:()]+/)
    .map((word) => abbreviations.get(word) ?? abbreviations.get(word.replace(/\.$/, '')) ?? word)
    .join(' ');
  const weights = (word: string): number => weightOf(word) * (ORDINARY.has(word) ? ORDINARY_WEIGHT : 1);
  return { written, terms: telling(written), weightOf: weights };
}

/** Judges a concept by the best of its names: weight of words in common, both ways. */
export function judgeText({ terms, weightOf }: LocalText, names: readonly string[], rank: number): Judgement {
  let top = { score: 0, recall: 0, precision: 0, all: false };
  for (const name of names) {
    const own = telling(name);
    const recall = share(terms, own, weightOf);
    const precision = share(own, terms, weightOf);
    const score = recall + precision === 0 ? 0 : (2.2 * recall * precision) / (recall + 1.2 * precision);
    const all = own.every((word) => bestMatch(word, terms) > 0.9);
    if (score > top.score) top = { score, recall, precision, all };
  }
  const { recall, precision, all } = top;
  const equivalence = all ? (recall > 0.97 ? 'equivalent' : 'wider') : recall > 0.97 ? 'narrower' : 'inexact';
  const reasons = [
    `${Math.round(recall * 100)} % of the words of the source`,
    `${Math.round(precision * 100)} % of the words of the code`,
  ];
  return { score: Math.min(1, 0.95 * top.score + 0.05 * rank), equivalence, reasons };
}

function share(words: readonly string[], others: readonly string[], weightOf: (word: string) => number): number {
  let whole = 0;
  let met = 0;
  for (const word of words) {
    const weight = weightOf(word);
    whole += weight;
    met += weight * bestMatch(word, others);
  }
  return whole === 0 ? 0 : met / whole;
}
