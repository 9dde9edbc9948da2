import { isDay } from '../base/calendar.js';
import type { FindingCode } from './findings.js';
import { parseTime, type TimeText, two } from './time-text.js';

/** A date as far as it is stated: month 0 and day 0 are not stated. */
export interface DateText {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly time: TimeText | null;
  readonly findings: readonly FindingCode[];
}

export interface DateOptions {
  readonly order?: 'mdy' | 'dmy' | 'ymd' | undefined;
  readonly latestYear?: number | undefined;
  /** Six digits mean YYYYMM, as in HL7 v2 TS and TM (v2.5.1 section 2.A.77). */
  readonly hl7?: boolean | undefined;
}

type Order = 'mdy' | 'dmy' | 'ymd';
type Outcome = DateText | FindingCode;

const none: readonly FindingCode[] = Object.freeze([]);
const earliest = 1800;
const latest = 2199;
const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const monthNames = 'january february march april may june july august september october november december'.split(' ');

function monthOf(word: string): number {
  const folded = word.toLowerCase().replace(/\.$/, '');
  const full = monthNames.indexOf(folded);
  if (full >= 0) return full + 1;
  return folded === 'sept' ? 9 : months.indexOf(folded) + 1;
}

function dated(year: number, month: number, day: number, time: string | null, extra = none): Outcome {
  const findings: FindingCode[] = [...extra];
  if (year < earliest || year > latest) findings.push('date-implausible');
  if (month === 0 && day !== 0) return 'date-unreadable';
  if (month > 12) return 'date-impossible';
  if (day !== 0 && !isDay(year, month, day)) return 'date-impossible';
  let clock: TimeText | null = null;
  if (time !== null && time !== '' && day !== 0) {
    clock = parseTime(time);
    if (clock === null) findings.push('time-unreadable');
    else if (clock.unknownZone) findings.push('time-zone-unknown');
  }
  return { year, month, day, time: clock, findings };
}

/** The year that two digits mean: the newest one that is not after `latestYear`. */
function century(two: number, latestYear: number): number {
  const year = latestYear - (latestYear % 100) + two;
  return year > latestYear ? year - 100 : year;
}

function fullYear(text: string, options: DateOptions): number | FindingCode {
  if (text.length === 4) return Number(text);
  return options.latestYear === undefined ? 'date-two-digit-year' : century(Number(text), options.latestYear);
}

/** Three numbers in a row: every order that makes a day is tried; the answer must be one, or the stated order must decide. */
function threeNumbers(a: string, b: string, c: string, time: string, options: DateOptions): Outcome {
  if (Number(a) === 0 && Number(b) === 0 && Number(c) === 0) return 'date-zero';
  if (a.length === 3 || c.length === 3 || b.length > 2) return 'date-unreadable';
  if (a.length === 4 && c.length === 4) return 'date-unreadable';
  if (a.length === 4) {
    if (Number(a) === 0) return 'date-no-year';
    if (Number(b) > 12 || Number(c) > 31) return 'date-impossible';
    return Number(b) === 0 ? zeroParts(Number(a), 0, Number(c), time) : dated(Number(a), Number(b), Number(c), time);
  }
  const orders: Order[] = c.length === 4 ? ['mdy', 'dmy'] : ['mdy', 'dmy', 'ymd'];
  const readings = new Map<string, { order: Order; year: number; month: number; day: number }>();
  let needsYear = false;
  let zero = false;
  for (const order of orders) {
    const [y, m, d] = order === 'ymd' ? [a, b, c] : order === 'mdy' ? [c, a, b] : [c, b, a];
    if (order === 'ymd' && a.length !== 2) continue;
    if (order !== 'ymd' && c.length !== 4 && c.length !== 2) continue;
    const year = fullYear(y, options);
    if (typeof year === 'string') {
      // Whether a day is possible does not need the century, but for 29 February.
      if (isDay(2000, Number(m), Number(d))) needsYear = true;
      continue;
    }
    const month = Number(m);
    const day = Number(d);
    if (c.length === 4 && Number(c) === 0) return 'date-no-year';
    if (month <= 12 && (month === 0 || day === 0)) zero = true;
    if (!isDay(year, month, day)) continue;
    const key = `${year}-${month}-${day}`;
    if (!readings.has(key) || order === options.order) readings.set(key, { order, year, month, day });
  }
  if (needsYear) return 'date-two-digit-year';
  if (readings.size === 0) {
    if (!zero) return 'date-impossible';
    return c.length === 4 ? zeroNumbers(a, b, c, time, options) : 'date-unreadable';
  }
  const all = [...readings.values()];
  const stated = all.find((reading) => reading.order === options.order);
  if (stated) return dated(stated.year, stated.month, stated.day, time);
  if (all.length > 1) return 'date-ambiguous';
  const only = all[0]!;
  return dated(only.year, only.month, only.day, time, options.order === undefined ? none : ['date-order-differs']);
}

/** `00/00/2019` is the year. `05/00/2019` and `00/05/2019` are May: a day without a month would say nothing. */
function zeroNumbers(a: string, b: string, c: string, time: string, options: DateOptions): Outcome {
  const month = Number(a) === 0 ? Number(b) : Number(a);
  const monthFirst = Number(a) !== 0;
  const differs = month !== 0 && options.order !== undefined && (options.order === 'mdy') !== monthFirst;
  return dated(Number(c), month, 0, time, differs ? ['date-order-differs'] : none);
}

const zeroParts = (year: number, month: number, day: number, time: string): Outcome =>
  // A day without a month says no more than the year, and less than it seems: not read.
  day === 0 ? dated(year, month, 0, time) : 'date-impossible';

function digitsOnly(digits: string, options: DateOptions): Outcome {
  if (/^0+$/.test(digits)) return 'date-zero';
  const year = Number(digits.slice(0, 4));
  const plausible = year >= earliest && year <= latest;
  switch (digits.length) {
    case 4:
      return plausible ? dated(year, 0, 0, null) : 'date-unreadable';
    case 6:
      if (!options.hl7) return 'date-ambiguous';
      return plausible ? partial(year, Number(digits.slice(4, 6)), 0) : 'date-unreadable';
    case 8: {
      if (plausible) {
        const whole = partial(year, Number(digits.slice(4, 6)), Number(digits.slice(6, 8)));
        if (typeof whole !== 'string' || options.order === 'ymd' || options.hl7) return whole;
        const turned = dayFirst(digits, options);
        return turned ?? whole;
      }
      return dayFirst(digits, options) ?? 'date-unreadable';
    }
    case 10:
    case 12:
    case 14: {
      if (!plausible) return 'date-unreadable';
      const clock = digits.length === 10 ? `${digits.slice(8)}00` : digits.slice(8);
      const day = partial(year, Number(digits.slice(4, 6)), Number(digits.slice(6, 8)));
      if (typeof day === 'string') return day;
      const time = parseTime(clock, true);
      return time ? { ...day, time } : { ...day, findings: [...day.findings, 'time-unreadable'] };
    }
    default:
      return 'date-unreadable';
  }
}

/** mmddyyyy or ddmmyyyy in eight digits, when the year is plausible there. */
function dayFirst(digits: string, options: DateOptions): Outcome | null {
  const year = Number(digits.slice(4));
  if (year < earliest || year > latest) return null;
  return threeNumbers(digits.slice(0, 2), digits.slice(2, 4), digits.slice(4), '', options);
}

function partial(year: number, month: number, day: number): Outcome {
  if (month === 0) return day === 0 ? dated(year, 0, 0, null) : 'date-impossible';
  return dated(year, month, day, null);
}

function namedMonth(day: string, word: string, year: string, time: string, options: DateOptions): Outcome {
  const month = monthOf(word);
  if (month === 0) return 'date-unreadable';
  const whole = fullYear(year, options);
  return typeof whole === 'string' ? whole : dated(whole, month, Number(day), time);
}

const iso = /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:[T\s:]\s*(\S.*))?)?$/i;
const numbers = /^(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,4})(?:[T,\s]\s*(\S.*))?$/i;
const monthYear = /^(\d{1,2})\s*[-/.]\s*(\d{4})$/;
const hl7Stamp = /^(\d{8})(\d{2,6})(\.\d{1,12})?(Z|[+-]\d{4})?$/;
const weekday = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+/i;
// `5-JAN-20`, `05JAN2020`, `5th of January, 2020 10:30`
const dayWordYear =
  /^(\d{1,2})(?:st|nd|rd|th)?\s*[-/., ]?\s*(?:of\s+)?([a-z]{3,9}\.?)\s*[-/., ]?\s*(\d{4}|\d{2})(?:[T,\s]\s*(\S.*))?$/i;
// `Jan 5, 2020`, `JAN-05-2020`, `Jan  5 2020 12:00AM`
const wordDayYear =
  /^([a-z]{3,9}\.?)\s*[-/ ]?\s*(\d{1,2})(?:st|nd|rd|th)?\s*(?:,|-|\/|\s)\s*(\d{4}|\d{2})(?:[T,\s]\s*(\S.*))?$/i;
const yearWordDay = /^(\d{4})[-/ ]([a-z]{3,9})[-/ ](\d{1,2})(?:[T\s]\s*(\S.*))?$/i;
const wordYear = /^([a-z]{3,9}\.?)\s*[-/, ]\s*(\d{4})$/i;
const yearWord = /^(\d{4})\s*[-/, ]\s*([a-z]{3,9})$/i;
// java.util.Date.toString: `Jan 05 10:00:00 EST 2020` (the weekday is taken off before)
const wordDayTimeYear = /^([a-z]{3}) (\d{1,2}) (\d{1,2}:\d{2}:\d{2})(?: ([A-Z]{3,4}|[+-]\d{4}))? (\d{4})$/i;

/** The date that a trimmed text states, or the finding that says why it states none. Never guesses, never throws. */
export function parseDate(text: string, options: DateOptions): Outcome {
  if (text.length > 64) return 'date-unreadable';
  if (/^\d+$/.test(text)) return text.length > 14 ? 'date-unreadable' : digitsOnly(text, options);
  let match = iso.exec(text);
  if (match) {
    if (match[3] !== undefined) return threeNumbers(match[1]!, match[2]!, match[3], match[4] ?? '', options);
    if (Number(match[1]) === 0) return Number(match[2]) === 0 ? 'date-zero' : 'date-no-year';
    return partial(Number(match[1]), Number(match[2]), 0);
  }
  match = numbers.exec(text);
  if (match) return threeNumbers(match[1]!, match[2]!, match[3]!, match[4] ?? '', options);
  match = monthYear.exec(text);
  if (match) {
    if (Number(match[1]) === 0 && Number(match[2]) === 0) return 'date-zero';
    return Number(match[2]) === 0 ? 'date-no-year' : partial(Number(match[2]), Number(match[1]), 0);
  }
  if (/^\d{1,2}[-/.]\d{2}$/.test(text)) return 'date-ambiguous';
  match = hl7Stamp.exec(text);
  if (match) return stamp(match, options);
  return worded(text.replace(weekday, ''), options);
}

function stamp(match: RegExpExecArray, options: DateOptions): Outcome {
  const day = digitsOnly(match[1]!, { ...options, hl7: true });
  if (typeof day === 'string') return day;
  const clock = match[2]!.length === 2 ? `${match[2]}00` : match[2]!;
  const time = parseTime(`${clock}${clock.length === 6 ? (match[3] ?? '') : ''}${match[4] ?? ''}`, true);
  return time ? { ...day, time } : { ...day, findings: [...day.findings, 'time-unreadable'] };
}

function worded(text: string, options: DateOptions): Outcome {
  let match = dayWordYear.exec(text);
  if (match) return namedMonth(match[1]!, match[2]!, match[3]!, match[4] ?? '', options);
  match = wordDayTimeYear.exec(text);
  if (match) return namedMonth(match[2]!, match[1]!, match[5]!, `${match[3]} ${match[4] ?? ''}`.trim(), options);
  match = wordDayYear.exec(text);
  if (match) return namedMonth(match[2]!, match[1]!, match[3]!, match[4] ?? '', options);
  match = yearWordDay.exec(text);
  if (match) return namedMonth(match[3]!, match[2]!, match[1]!, match[4] ?? '', options);
  match = wordYear.exec(text) ?? null;
  if (match) return namedMonth('0', match[1]!, match[2]!, '', options);
  match = yearWord.exec(text);
  if (match) return namedMonth('0', match[2]!, match[1]!, '', options);
  // `Jan 20` or `Jan-20`: the 20th, or 2020.
  if (/^[a-z]{3,9}\.?[-/ ]\d{1,2}$/i.test(text) && monthOf(/^[a-z]+\.?/i.exec(text)![0]) > 0) return 'date-ambiguous';
  return 'date-unreadable';
}

const four = (year: number): string => String(year).padStart(4, '0');

/** FHIR date: YYYY, YYYY-MM or YYYY-MM-DD, as far as it is stated. */
export function formatDate(date: { year: number; month: number; day: number }): string {
  if (date.month === 0) return four(date.year);
  return date.day === 0
    ? `${four(date.year)}-${two(date.month)}`
    : `${four(date.year)}-${two(date.month)}-${two(date.day)}`;
}
