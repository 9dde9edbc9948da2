import { tagsOf } from '../xml.js';

const FHIR_TIME = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/;

/**
 * A FHIR date, dateTime or instant as HL7 v3 TS (CDA R2 datatypes, TS literal form), with exactly the precision and the offset it has;
 * null where it is absent or not a date.
 */
export const timestamp = (value: string | null | undefined): string | null =>
  typeof value === 'string' ? stampOf(formsOf(value)) : null;

function stampOf(forms: Forms): string | null {
  if (forms.wallClock) wallClocks++;
  return forms.stamp;
}

/** Both forms of one text. */
interface Forms {
  readonly stamp: string | null;
  readonly words: string;
  /** A time of day of which nobody knows how far from UTC it is. */
  readonly wallClock: boolean;
}

let wallClocks = 0;

/** How often a time of day without an offset has been written since the process began: a document asks before and after. */
export const wallClockCount = (): number => wallClocks;

/** For a remembered text that holds such a time. */
export function countWallClock(): void {
  wallClocks++;
}

const formatted = new Map<string, Forms>();
const MOST_FORMATTED = 5_000;

/** The same where it is precise to the day or finer, as the times of a header must be (CONF:81-10127); null otherwise. */
export function dayTimestamp(value: string | null | undefined): string | null {
  const stamp = timestamp(value);
  return stamp !== null && /^\d{8}/.test(stamp) ? stamp : null;
}

// An entry, its section and its narrative ask for the same dates.
function formsOf(value: string): Forms {
  let forms = formatted.get(value);
  if (forms === undefined) {
    const stamp = format(value);
    const wallClock = stamp !== null && stamp.length > 8 && !/[+-]/.test(stamp);
    forms = { stamp, words: stamp === null ? value : inWords(value), wallClock };
    if (formatted.size >= MOST_FORMATTED) formatted.clear();
    formatted.set(value, forms);
  }
  return forms;
}

function format(value: string): string | null {
  const match = FHIR_TIME.exec(value.trim());
  if (!match) return null;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  if (!inRange(month, 12) || !inRange(day, 31) || Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59) return null;
  let text = `${year}${month ?? ''}${day ?? ''}${hour ?? ''}${minute ?? ''}${second ?? ''}${fraction ?? ''}`;
  if (zone !== undefined) text += zone === 'Z' ? '+0000' : zone.replace(':', '');
  return text;
}

const inRange = (part: string | undefined, most: number): boolean =>
  part === undefined || (Number(part) >= 1 && Number(part) <= most);

/** A TS element; `nullFlavor` where there is no date. */
export function ts(tag: string, value: string | null | undefined, nullFlavor = 'UNK'): string {
  const text = timestamp(value);
  return text === null ? `<${tag} nullFlavor="${nullFlavor}"/>` : `<${tag} value="${text}"/>`;
}

export interface IntervalOptions {
  readonly tag?: string;
  /** xsi:type, where the schema type is more general (SXCM_TS). */
  readonly type?: string;
  /** What an absent high means; absent: no high element at all (still going on, or nothing known). */
  readonly absentHigh?: string;
}

/** An IVL_TS with low (nullFlavor UNK where unknown) and, where known or asked for, high. */
export function interval(
  low: string | null | undefined,
  high: string | null | undefined,
  options: IntervalOptions = NO_OPTIONS,
): string {
  const { open, close } = tagsOf(options.tag ?? 'effectiveTime', options.type);
  const highText = timestamp(high);
  let end = '';
  if (highText !== null) end = `<high value="${highText}"/>`;
  else if (options.absentHigh !== undefined) end = `<high nullFlavor="${options.absentHigh}"/>`;
  return `${open}>${ts('low', low)}${end}${close}`;
}

const NO_OPTIONS: IntervalOptions = {};

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** The same date for people: `May 3, 2019 10:15`, `May 2019`, `2019`; what is not a date is shown as it is. */
export const readableTime = (value: string | null | undefined): string =>
  typeof value === 'string' ? formsOf(value).words : '';

/** Words of a text that is a time. */
function inWords(value: string): string {
  const [, year, month, day, hour, minute, second, fraction, zone] = FHIR_TIME.exec(value.trim())!;
  if (month === undefined) return year!;
  const name = MONTHS[Number(month) - 1];
  if (day === undefined) return `${name} ${year}`;
  const date = `${name} ${Number(day)}, ${year}`;
  if (hour === undefined) return date;
  const seconds =
    second === undefined || (second === '00' && fraction === undefined) ? '' : `:${second}${fraction ?? ''}`;
  const offset = zone === undefined ? '' : zone === 'Z' ? ' UTC' : ` UTC${zone}`;
  return `${date} ${hour}:${minute}${seconds}${offset}`;
}

/** `from to until` for people. */
export function readablePeriod(low: string | null | undefined, high: string | null | undefined): string {
  const start = readableTime(low);
  const end = readableTime(high);
  if (start !== '' && end !== '') return start === end ? start : `${start} to ${end}`;
  if (start !== '') return `from ${start}`;
  return end === '' ? '' : `until ${end}`;
}
