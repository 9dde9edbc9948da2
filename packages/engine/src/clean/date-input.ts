import { isDay } from '../base/calendar.js';
import type { Cell } from '../base/cell.js';
import type { CleanContext } from '../base/cleaner.js';
import { type DateText, formatDate, parseDate } from './date-text.js';
import { fromEpoch, isEpoch } from './epoch.js';
import type { FindingCode } from './findings.js';
import { type Args, cellText } from './rule.js';

export const dateArgs = {
  order: 'Order of all-numeric dates in this column: mdy, dmy or ymd.',
  latestYear: 'Newest year that a two-digit year may mean.',
  sentinels: 'List of dates (YYYY-MM-DD) that mean "none" in this column.',
  epoch: 'The column holds serial numbers: excel, excel-1904, unix (seconds) or unix-ms.',
  hl7: 'true: six digits are YYYYMM, as in HL7 v2.',
} as const;

export const dateFindings: readonly FindingCode[] = [
  'not-text',
  'arguments-invalid',
  'date-unreadable',
  'date-ambiguous',
  'date-two-digit-year',
  'date-impossible',
  'date-zero',
  'date-sentinel',
  'date-no-year',
  'date-implausible',
  'date-order-differs',
];

const orders = ['mdy', 'dmy', 'ymd'];

/** Reads a date cell by the column's arguments and the source's settings. null: blank. */
export function readDate(cell: Cell | undefined, args: Args, context: CleanContext): DateText | FindingCode | null {
  const text = cellText(cell);
  if (text === null) return 'not-text';
  if (text === '') return null;
  if (args.order !== undefined && !orders.includes(args.order as string)) return 'arguments-invalid';
  if (args.latestYear !== undefined && !Number.isInteger(args.latestYear)) return 'arguments-invalid';
  const epoch = args.epoch;
  if (epoch !== undefined && !isEpoch(epoch)) return 'arguments-invalid';
  const date =
    epoch === undefined
      ? parseDate(text, {
          order: (args.order as 'mdy' | undefined) ?? context.dateOrder,
          latestYear: (args.latestYear as number | undefined) ?? context.latestYear,
          hl7: args.hl7 === true,
        })
      : fromEpoch(text, epoch);
  if (typeof date !== 'string' && args.sentinels !== undefined) {
    if (!Array.isArray(args.sentinels)) return 'arguments-invalid';
    if (args.sentinels.includes(formatDate(date))) return 'date-sentinel';
  }
  return date;
}

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;

/** Number of two digits at `at`, or NaN-like -1. */
function pair(text: string, at: number): number {
  const tens = digit(text, at);
  const ones = digit(text, at + 1);
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/** True when the text begins with a plain, possible `YYYY-MM-DD` of 1800-2199: the common case, without a regular expression. */
export function startsWithIsoDay(text: string): boolean {
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false;
  const century = pair(text, 0);
  const year = pair(text, 2);
  return century >= 18 && century <= 21 && year >= 0 && isDay(century * 100 + year, pair(text, 5), pair(text, 8));
}

/** True when `HH:MM:SS` stands at 11 and the text ends there. */
export function hasIsoClock(text: string): boolean {
  if (text.length !== 19 || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return false;
  const separator = text.charCodeAt(10);
  if (separator !== 32 && separator !== 84) return false;
  const hour = pair(text, 11);
  const minute = pair(text, 14);
  const second = pair(text, 17);
  return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59;
}

/** Arguments under which the common case needs no more looking. */
export const plainArgs = (args: Args): boolean => args.epoch === undefined && args.sentinels === undefined;
