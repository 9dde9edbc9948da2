import { plain } from './words.js';

/** What nearly all column names of a table begin with (`VS` of `VSDATE`, `VSWT`, `VSHT`), two to four letters in lower case; null where there is no such thing. */
export function sharedPrefix(names: readonly string[]): string | null {
  if (names.length < 4) return null;
  const spelt = names.map(plain);
  let prefix = '';
  for (;;) {
    const next = new Map<string, number>();
    for (const name of spelt) {
      const letter = name[prefix.length];
      if (name.startsWith(prefix) && letter !== undefined && /[a-z]/.test(letter))
        next.set(letter, (next.get(letter) ?? 0) + 1);
    }
    const [letter, count] = [...next].reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0]);
    if (count < names.length * (names.length < 6 ? 1 : 0.8)) break;
    prefix += letter;
  }
  return prefix.length >= 2 && prefix.length <= 4 ? prefix : null;
}
