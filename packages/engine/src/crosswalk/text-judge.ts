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
const EMPTY: ReadonlySet<string> = new Set([
  'the',
  'of',
  'and',
  'with',
  'in',
  'a',
  'an',
  'to',
  'for',
  'due',
  'by',
  'on',
  'or',
]);

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
  return { written, terms: [...new Set(termsOf(written))].filter((term) => !EMPTY.has(term)), weightOf };
}

/** Judges a concept by the best of its names: weight of words in common, both ways. */
export function judgeText({ terms, weightOf }: LocalText, names: readonly string[], rank: number): Judgement {
  let top = { score: 0, recall: 0, precision: 0 };
  for (const name of names) {
    const own = [...new Set(termsOf(name))].filter((term) => !EMPTY.has(term));
    const recall = share(terms, own, weightOf);
    const precision = share(own, terms, weightOf);
    const score = recall + precision === 0 ? 0 : (2.2 * recall * precision) / (recall + 1.2 * precision);
    if (score > top.score) top = { score, recall, precision };
  }
  const { recall, precision } = top;
  const equivalence =
    recall > 0.97 && precision > 0.97
      ? 'equivalent'
      : precision > 0.97
        ? 'wider'
        : recall > 0.97
          ? 'narrower'
          : 'inexact';
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
