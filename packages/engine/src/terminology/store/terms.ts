/** Words that are a measure after a number, in the spelling that the index holds. Source: RxNorm's and UCUM's spellings of strengths. */
const MEASURES: Readonly<Record<string, string>> = Object.freeze({
  mg: 'mg',
  mgs: 'mg',
  milligram: 'mg',
  mcg: 'mcg',
  ug: 'mcg',
  microgram: 'mcg',
  g: 'gm',
  gm: 'gm',
  gram: 'gm',
  ml: 'ml',
  cc: 'ml',
  milliliter: 'ml',
  l: 'l',
  liter: 'l',
  unt: 'unt',
  unit: 'unt',
  units: 'unt',
  iu: 'unt',
  u: 'unt',
  meq: 'meq',
  mmol: 'mmol',
  hr: 'hr',
  hour: 'hr',
  hours: 'hr',
  h: 'hr',
  '%': '%',
});

const PIECE = /\d+(?:\.\d+)?|[\p{L}][\p{L}\d]*|%|#/gu;

/** Lower case, without accents; micro signs as `u`; separators of thousands gone. */
export const foldText = (text: string): string =>
  text
    .replace(/[\u00b5\u03bc]/g, 'u')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    .replace(/(?<=\p{L})['\u2019](?=s\b)/gu, '');

/** Plurals lose their s: `tablets`, `leukocytes`; not `virus`, `gas`, `mass`, `analysis`. */
const singular = (word: string): string =>
  word.length > 4 && word.endsWith('s') && !/(?:ss|us|is|as|os)$/.test(word) ? word.slice(0, -1) : word;

/**
 * The terms of a name, as index and questions have them: words in lower case without accents and plural, numbers with their point, a number and its
 * measure also as one (`500mg`), words joined by a hyphen also as one (`co-trimoxazole`). Order is kept.
 */
export function termsOf(text: string): string[] {
  const folded = foldText(text);
  const terms: string[] = [];
  let before: { term: string; end: number } | null = null;
  for (const { 0: piece, index } of folded.matchAll(PIECE)) {
    const isNumber = /^\d/.test(piece);
    const term = isNumber ? piece.replace(/^0+(?=\d)/, '').replace(/\.0+$|(\.\d*?)0+$/, '$1') : singular(piece);
    const gap: string = before === null ? '' : folded.slice(before.end, index);
    terms.push(term);
    if (before !== null) {
      const measure = Object.hasOwn(MEASURES, piece) ? MEASURES[piece] : undefined;
      if (measure !== undefined && /^\d/.test(before.term) && /^[ -]?$/.test(gap)) terms.push(before.term + measure);
      else if (gap === '-' && !isNumber && !/^\d/.test(before.term)) terms.push(before.term + term);
    }
    before = { term, end: index + piece.length };
  }
  return terms;
}

/** Similarity of two words: 1 less the Damerau-Levenshtein distance (adjacent transpositions) over the longer length. */
export function likeness(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  if (longest === 0) return 1;
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped =
        i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (swapped) cost = Math.min(cost, (older[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    older = previous;
    previous = row;
  }
  return 1 - (previous[b.length] ?? longest) / longest;
}
