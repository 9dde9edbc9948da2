/** Pairs of two reads of one line: a word of each, or null where a read saw none there. */
export type AlignedPair = readonly [first: number | null, second: number | null];

/** Characters to change to make one text of the other (Levenshtein 1966). */
export function textDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, changed));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}

/** One spelling for what print has several of and fonts do not tell apart: quotation marks and dashes. */
export const samePrint = (text: string): string =>
  text
    .replace(/[‘’‛`´]/g, "'")
    .replace(/[“”„]/g, '"')
    .replace(/[‐-―−]/g, '-');

/** Pairs the words of two reads in their order, at the least change of characters; an unpaired word costs as much as all its characters. */
export function alignReads(first: readonly string[], second: readonly string[]): AlignedPair[] {
  const [n, m] = [first.length, second.length];
  const costs: number[][] = [];
  for (let i = 0; i <= n; i++) {
    const row: number[] = [];
    for (let j = 0; j <= m; j++) {
      if (i === 0 && j === 0) row.push(0);
      else {
        const skipFirst = i > 0 ? (costs[i - 1]?.[j] ?? 0) + (first[i - 1]?.length ?? 0) : Number.POSITIVE_INFINITY;
        const skipSecond = j > 0 ? (row[j - 1] ?? 0) + (second[j - 1]?.length ?? 0) : Number.POSITIVE_INFINITY;
        const both =
          i > 0 && j > 0
            ? (costs[i - 1]?.[j - 1] ?? 0) + textDistance(first[i - 1] ?? '', second[j - 1] ?? '')
            : Number.POSITIVE_INFINITY;
        row.push(Math.min(skipFirst, skipSecond, both));
      }
    }
    costs.push(row);
  }
  const pairs: AlignedPair[] = [];
  let [i, j] = [n, m];
  while (i > 0 || j > 0) {
    const here = costs[i]?.[j] ?? 0;
    if (
      i > 0 &&
      j > 0 &&
      here === (costs[i - 1]?.[j - 1] ?? 0) + textDistance(first[i - 1] ?? '', second[j - 1] ?? '')
    ) {
      pairs.push([--i, --j]);
    } else if (i > 0 && here === (costs[i - 1]?.[j] ?? 0) + (first[i - 1]?.length ?? 0)) pairs.push([--i, null]);
    else pairs.push([null, --j]);
  }
  return pairs.reverse();
}
