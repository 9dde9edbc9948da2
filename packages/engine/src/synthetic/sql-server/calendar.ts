/** Days from 0001-01-01 (0) in the Gregorian calendar. */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 306;
}

/** Day number of 1900-01-01, where datetime starts. */
export const DAY_1900 = dayNumber(1900, 1, 1);

/** A wall-clock text in parts; `fraction` is in units of 10^-7 s, `offset` in minutes. */
export interface WallClock {
  readonly days: number;
  readonly seconds: number;
  readonly fraction: number;
  readonly offset: number;
}

const FORM = /^(?:(\d{4})-(\d\d)-(\d\d))?T?(?:(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?)?(?:([+-])(\d\d):(\d\d))?$/;

/** `YYYY-MM-DD`, `HH:MM:SS[.fraction]` or both with a T, with an offset if it has one. */
export function parseWallClock(text: string): WallClock {
  const m = FORM.exec(text);
  if (!m) throw new Error('not a date or time');
  const days = m[1] ? dayNumber(Number(m[1]), Number(m[2]), Number(m[3])) : DAY_1900;
  const minutes = Number(m[9] ?? 0) * 60 + Number(m[10] ?? 0);
  return {
    days,
    seconds: Number(m[4] ?? 0) * 3600 + Number(m[5] ?? 0) * 60 + Number(m[6] ?? 0),
    fraction: Number((m[7] ?? '').padEnd(7, '0')),
    offset: m[8] === '-' ? -minutes : minutes,
  };
}
