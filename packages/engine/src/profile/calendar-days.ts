/** A day as one number, `20240131`: ordered as days are. */
export const dayNumber = (year: number, month: number, day: number): number => year * 10000 + month * 100 + day;

const lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** True for a day of the Gregorian calendar. */
export const isDay = (year: number, month: number, day: number): boolean =>
  month >= 1 &&
  month <= 12 &&
  day >= 1 &&
  day <= lengths[month - 1]! &&
  (month !== 2 || day !== 29 || (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0);

/** `2024-01-31`. */
export function isoDay(day: number): string {
  const text = String(day).padStart(8, '0');
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
}

/** The day of an RFC 3339 text; null where it does not begin with one. */
export function dayOfText(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  return match ? dayNumber(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}
