/** A point in time as HL7 v3 TS states it, with exactly its precision. */
export interface Hl7Time {
  /** ISO text: `2012`, `2012-08`, `2012-08-06`, `2012-08-06T14:15`, `...:12.000-05:00`; a zone only where one is stated. */
  readonly text: string;
  /** What is stated and has no place in `text`: a zone on a date, an hour without minutes; null where there is nothing. */
  readonly rest: 'zone-on-a-date' | 'hour-without-minutes' | null;
}

const TS =
  /^(\d{4})(?:(\d{2})(?:(\d{2})(?:[T ]?(\d{2})(?:(\d{2})(?:(\d{2})(\.\d+)?)?)?)?)?)?([+-]\d{2}:?\d{2}|[+-]\d{2}|Z)?$/;
const ISO =
  /^(\d{4})-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?)?)?([+-]\d{2}:?\d{2}|[+-]\d{2}|Z)?$/;

const PLUS = 0x2b;
const MINUS = 0x2d;
const DAYS = Object.freeze([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);

/** Days of a month (1 to 12) in the Gregorian calendar. */
const daysIn = (year: number, month: number): number =>
  month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : (DAYS[month - 1] ?? 0);

/**
 * Reads TS text (HL7 v3 datatypes R1, 2.24.2: `YYYYMMDDHHMMSS.UUUU[+|-ZZzz]`, cut at any point), and the ISO spelling that some systems write instead.
 * null when it is no date that exists.
 */
export function parseHl7Time(value: string): Hl7Time | null {
  return dateInDigits(value) ?? statedTime(value);
}

/** `YYYYMMDD`, `YYYYMMDDHHMM[SS]` and these with a zone of four digits: most times of most documents. null for what is spelt otherwise or may not exist. */
function dateInDigits(value: string): Hl7Time | null {
  const { length } = value;
  const end = length === 17 || length === 19 ? length - 5 : length;
  if (end !== 8 && end !== 12 && end !== 14) return null;
  for (let i = 0; i < length; i++) {
    const code = value.charCodeAt(i);
    if (i === end ? code !== PLUS && code !== MINUS : code < 0x30 || code > 0x39) return null;
  }
  if (value.startsWith('0000') || two(value, 4) > 12 || two(value, 4) < 1 || two(value, 6) < 1) return null;
  if (two(value, 6) > 28 && two(value, 6) > daysIn(Number(value.slice(0, 4)), two(value, 4))) return null;
  const date = `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6, 8)}`;
  if (end === 8) return { text: date, rest: null };
  if (two(value, 8) > 23 || two(value, 10) > 59 || (end === 14 && two(value, 12) > 60)) return null;
  if (length > end && (two(value, end + 1) > 14 || two(value, end + 3) > 59)) return null;
  const second = end === 14 ? `:${value.slice(12, 14)}` : '';
  const zone = length > end ? `${value.slice(end, end + 3)}:${value.slice(end + 3)}` : '';
  return { text: `${date}T${value.slice(8, 10)}:${value.slice(10, 12)}${second}${zone}`, rest: null };
}

const two = (text: string, at: number): number => text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 0x30 * 11;

function statedTime(value: string): Hl7Time | null {
  // `2013-06` is a month, and not the year with a zone that it could be by TS alone.
  const match = (value.charCodeAt(4) === 0x2d ? ISO.exec(value) : null) ?? TS.exec(value);
  if (!match) return null;
  const [, year, month, day, hour, minute, second, fraction = '', zone] = match;
  if (Number(year) === 0) return null;
  if (month === undefined) return { text: year!, rest: zone === undefined ? null : 'zone-on-a-date' };
  if (Number(month) < 1 || Number(month) > 12) return null;
  if (day === undefined) return { text: `${year}-${month}`, rest: zone === undefined ? null : 'zone-on-a-date' };
  if (Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month))) return null;
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) return { text: date, rest: zone === undefined ? null : 'zone-on-a-date' };
  if (Number(hour) > 23) return null;
  if (minute === undefined) return { text: date, rest: 'hour-without-minutes' };
  if (Number(minute) > 59 || Number(second ?? 0) > 60) return null;
  const offset = zoneText(zone);
  if (offset === null) return null;
  return {
    text: `${date}T${hour}:${minute}${second === undefined ? '' : `:${second}${fraction}`}${offset}`,
    rest: null,
  };
}

function zoneText(zone: string | undefined): string | null {
  if (zone === undefined || zone === 'Z') return zone ?? '';
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  if (Number(digits.slice(0, 2)) > 14 || Number(digits.slice(2)) > 59) return null;
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}
