import { likeness } from '../terminology/store/terms.js';

/** How well a word of one name stands for one of another: the same, its beginning, or spelt nearly alike; 0 where it does not. */
export function wordMatch(a: string, b: string): number {
  if (a === b) return 1;
  const shorter = Math.min(a.length, b.length);
  if (shorter >= 3 && (a.startsWith(b) || b.startsWith(a)))
    return 0.6 + 0.35 * (shorter / Math.max(a.length, b.length));
  if (shorter < 5 || Math.abs(a.length - b.length) > 3) return 0;
  const alike = likeness(a, b);
  // Names of drugs look alike on purpose (atorvastatin, lovastatin): where even the first letter differs only one other may.
  return alike >= (a[0] === b[0] ? 0.78 : 0.88) ? alike * 0.9 : 0;
}

/** The best match of a word among others, 0 where there is none. */
export function bestMatch(word: string, others: Iterable<string>): number {
  let best = 0;
  for (const other of others) {
    const match = wordMatch(word, other);
    if (match > best) best = match;
    if (best === 1) break;
  }
  return best;
}
