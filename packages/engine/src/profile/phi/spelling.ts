import type { CountedValue } from '../frequent-values.js';

/** How the words of a value are written: `Aa Aa` for two words with capitals; null where it is not made of one to four words of letters. */
export function spellingOf(value: string): string | null {
  if (value.length < 5 || value.length > 60 || !/^[\p{L}\p{M}.,' -]+$/u.test(value)) return null;
  const words = value.split(/[^\p{L}\p{M}]+/u).filter((word) => word !== '');
  if (words.length === 0 || words.length > 4) return null;
  return words
    .map((word) => (!/\p{Lu}/u.test(word[0]!) ? 'a' : word.length > 1 && word === word.toUpperCase() ? 'A' : 'Aa'))
    .join(' ');
}

/** Share of the rows that other values of the same spelling must hold, and that the value itself must, to be a word of the column. */
const OTHERS = 0.05;
const OWN = 0.2;

/**
 * Finds values that are written as names are, and as hardly another value of the column is: `Anna Muster` among `active` and `inactive`. So a name that no list
 * knows shows itself in a column that is not meant for it.
 */
export function strangersAmong(
  values: readonly CountedValue[],
  filled: number,
): (value: string, count: number) => boolean {
  const rows = new Map<string, number>();
  for (const { value, count } of values) {
    const spelling = spellingOf(value);
    if (spelling !== null) rows.set(spelling, (rows.get(spelling) ?? 0) + count);
  }
  return (value, count) => {
    const spelling = spellingOf(value);
    if (spelling === null || /^a(?: a)*$/.test(spelling)) return false;
    return count / filled < OWN && ((rows.get(spelling) ?? 0) - count) / filled < OTHERS;
  };
}
