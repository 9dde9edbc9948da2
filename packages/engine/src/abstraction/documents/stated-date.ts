import { isDay } from '../../base/calendar.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const iso = (year: number, month: number, day: number): string[] =>
  isDay(year, month, day)
    ? [`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`]
    : [];

/** A year of two digits may be of either century. */
const years = (text: string): number[] =>
  text.length === 2 ? [1900 + Number(text), 2000 + Number(text)] : [Number(text)];

/**
 * Every day (YYYY-MM-DD) that a date as people write it may mean: `03/04/50` has four. Empty: it is no date. With `order` only that order of numbers counts.
 * These are compared with a birth date that is known; none of them is taken for one.
 */
export function daysMeant(text: string, order?: 'mdy' | 'dmy'): readonly string[] {
  const trimmed = text.trim();
  const year = /^(\d{4})[-./ _]?(\d{1,2})[-./ _]?(\d{1,2})$/.exec(trimmed);
  if (year && (trimmed.length === 8 || /\D/.test(trimmed))) {
    const found = iso(Number(year[1]), Number(year[2]), Number(year[3]));
    if (found.length > 0 || trimmed.length !== 8) return found;
  }
  const packed = /^(\d{2})(\d{2})(\d{4})$/.exec(trimmed);
  const numbers = packed ?? /^(\d{1,2})[-./ _](\d{1,2})[-./ _](\d{2}|\d{4})$/.exec(trimmed);
  if (numbers) {
    const [, a = '', b = '', y = ''] = numbers;
    const days = years(y).flatMap((one) => [
      ...(order === 'dmy' ? [] : iso(one, Number(a), Number(b))),
      ...(order === 'mdy' ? [] : iso(one, Number(b), Number(a))),
    ]);
    return [...new Set(days)];
  }
  const named =
    /^(\d{1,2})(?:st|nd|rd|th)?[-. ]+([a-z]{3,9})\.?,?[-. ]+(\d{2}|\d{4})$/i.exec(trimmed) ??
    /^([a-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})$/i.exec(trimmed);
  if (!named) return [];
  const [, first = '', second = '', y = ''] = named;
  const [day, month] = /^\d/.test(first) ? [first, second] : [second, first];
  const number = MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  return number === 0 ? [] : years(y).flatMap((one) => iso(one, number, Number(day)));
}
