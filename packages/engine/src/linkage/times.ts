/**
 * How two FHIR dates or date-times stand: `unknown` where one is not stated, `same` where one is the other or a part of it (2024 and 2024-11-02), else `differ`. Zones do not count
 * before the minute: a day is the day that was written.
 */
export function compareTimes(a: unknown, b: unknown): 'same' | 'differ' | 'unknown' {
  if (typeof a !== 'string' || typeof b !== 'string' || a === '' || b === '') return 'unknown';
  const [x, y] = [plain(a), plain(b)];
  return x.startsWith(y) || y.startsWith(x) ? 'same' : 'differ';
}

/** Date and time to the minute, without zone. */
const plain = (text: string): string => /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d)?)?)?/.exec(text)?.[0] ?? text;

/** `name` where both state it and they differ, else null. */
export const timeDiffers = (name: string, a: unknown, b: unknown): string | null =>
  compareTimes(a, b) === 'differ' ? name : null;
