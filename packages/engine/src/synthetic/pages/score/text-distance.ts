/** Levenshtein distance of two texts, by UTF-16 units. */
export function editDistance(a: string, b: string): number {
  if (a === b) return 0;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const costs = Uint32Array.from({ length: short.length + 1 }, (_, i) => i);
  for (let i = 1; i <= long.length; i++) {
    let corner = i - 1;
    costs[0] = i;
    const code = long.charCodeAt(i - 1);
    for (let j = 1; j <= short.length; j++) {
      const above = costs[j]!;
      const replaced = corner + (short.charCodeAt(j - 1) === code ? 0 : 1);
      costs[j] = Math.min(replaced, above + 1, costs[j - 1]! + 1);
      corner = above;
    }
  }
  return costs[short.length]!;
}

/** One spelling for what looks alike in print: kinds of spaces, quotes and dashes, ligatures. */
export const samePrint = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\u2018\u2019\u02bc`\u00b4]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-');

export const oneSpace = (text: string): string => samePrint(text).replace(/\s+/g, ' ').trim();

/**
 * A word without the punctuation of its sentence, for what stays is its value: `(L21.9):` and `L21.9` are one, `.5` and `5` are not.
 */
export const bareValue = (word: string): string =>
  samePrint(word)
    .replace(/^[("'[]+/, '')
    .replace(/[)"'\],.;:!]+$/, '');
