import type { SeededRandom } from '../random.js';

/** A day: year, month from 1, day from 1. */
export type Day = readonly [year: number, month: number, day: number];

const MONTHS = 'January,February,March,April,May,June,July,August,September,October,November,December'.split(',');
const two = (n: number): string => String(n).padStart(2, '0');
const year2 = (y: number): string => two(y % 100);
const month = (m: number): string => MONTHS[m - 1]!;

/** Ways in which clinics write a day. A page keeps to one, as its template does. */
export const DATE_STYLES: readonly ((day: Day) => string)[] = [
  ([y, m, d]) => `${two(m)}/${two(d)}/${y}`,
  ([y, m, d]) => `${two(m)}/${two(d)}/${y}`,
  ([y, m, d]) => `${m}/${d}/${y}`,
  ([y, m, d]) => `${m}/${d}/${year2(y)}`,
  ([y, m, d]) => `${two(m)}/${two(d)}/${year2(y)}`,
  ([y, m, d]) => `${y}-${two(m)}-${two(d)}`,
  ([y, m, d]) => `${two(m)}-${two(d)}-${y}`,
  ([y, m, d]) => `${two(d)}-${month(m).slice(0, 3)}-${y}`,
  ([y, m, d]) => `${month(m).slice(0, 3)} ${d}, ${y}`,
  ([y, m, d]) => `${month(m)} ${d}, ${y}`,
  ([y, m, d]) => `${two(d)} ${month(m).slice(0, 3).toUpperCase()} ${y}`,
];

export const randomDay = (random: SeededRandom, from = 2008, to = 2023): Day => [
  random.int(from, to),
  random.int(1, 12),
  random.int(1, 28),
];

/** A later (or, with a negative number, earlier) day, in months of 28 days or more: near enough for a made-up history. */
export const monthsLater = ([y, m, d]: Day, months: number): Day => {
  const all = y * 12 + (m - 1) + months;
  return [Math.floor(all / 12), (all % 12) + 1, d];
};

/** A date that is less than a day: a month of a year, or a year alone. */
export const vagueDate = (random: SeededRandom, [y, m]: Day): string =>
  random.chance(0.5) ? String(y) : random.chance(0.5) ? `${two(m)}/${y}` : `${month(m).slice(0, 3)} ${y}`;
