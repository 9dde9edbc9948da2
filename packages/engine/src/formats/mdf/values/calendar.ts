import { DecodeError } from '../stored-type.js';

/** 9999-12-31 as days since 0001-01-01: the last day of every SQL Server type. */
export const LAST_DAY = 3_652_058;
/** 1900-01-01 as days since 0001-01-01. */
export const DAY_1900 = 693_595;
export const MINUTES_A_DAY = 1440;

const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`);

/** `HH:MM` of each minute of a day. */
export const MINUTE_TEXT: readonly string[] = Object.freeze(
  Array.from({ length: MINUTES_A_DAY }, (_, m) => `${two(Math.floor(m / 60))}:${two(m % 60)}`),
);
/** `:SS` of each second of a minute. */
export const SECOND_TEXT: readonly string[] = Object.freeze(Array.from({ length: 60 }, (_, s) => `:${two(s)}`));

// Columns repeat their days: a direct-mapped cache spares most of the arithmetic and all of its strings.
const SLOTS = 4096;
const cachedDays = new Int32Array(SLOTS).fill(-1);
const cachedTexts: string[] = new Array<string>(SLOTS).fill('');

/** `YYYY-MM-DD` of days since 0001-01-01 in the proleptic Gregorian calendar. Throws DecodeError outside 0001-9999. */
export function dayText(day: number): string {
  const slot = day & (SLOTS - 1);
  if (cachedDays[slot] === day) return cachedTexts[slot]!;
  if (!(day >= 0 && day <= LAST_DAY)) throw new DecodeError('value-out-of-range', 'a date outside the years 1 to 9999');
  const text = civilText(day);
  cachedDays[slot] = day;
  cachedTexts[slot] = text;
  return text;
}

/** Civil-from-days of H. Hinnant, "chrono-compatible low-level date algorithms": years begin in March, eras have 400 years. */
function civilText(day: number): string {
  const shifted = day + 306; // days since 0000-03-01
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(dayOfMonth)}`;
}
