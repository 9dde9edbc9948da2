/** Edit distance with swaps of neighbours (Damerau-Levenshtein, restricted); more than `most` where it exceeds that by length alone. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let earlier: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, earlier[j - 2]! + 1);
      row.push(cost);
    }
    earlier = previous;
    previous = row;
  }
  return previous[b.length]!;
}

/** The known name nearest to a misspelt one, case ignored; null when none is near. */
export function nearestName(name: string, known: Iterable<string>): string | null {
  const wanted = name.toLowerCase();
  const most = Math.max(1, Math.floor(wanted.length / 3));
  let best: string | null = null;
  let least = most + 1;
  for (const candidate of known) {
    const d = distance(wanted, candidate.toLowerCase(), most);
    if (d < least) {
      least = d;
      best = candidate;
    }
  }
  return best;
}

/** " Did you mean X?" or nothing. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const near = nearestName(name, known);
  return near === null ? '' : `Did you mean ${near}?`;
}
