import type { CleanContext } from '../base/cleaner.js';
import { dateArgs, dateFindings, hasIsoClock, plainArgs, readDate, startsWithIsoDay } from './date-input.js';
import { type DateText, formatDate } from './date-text.js';
import type { FindingCode } from './findings.js';
import { type Args, absent, cellText, clean, nothing, type Rule, stringArg, withFindings } from './rule.js';
import { formatTime, parseTime, type TimeText } from './time-text.js';
import { zoneOffset } from './zone-offset.js';

export const zoneFindings: readonly FindingCode[] = [
  'time-unreadable',
  'time-zone-unknown',
  'time-in-dst-gap',
  'time-in-dst-overlap',
];

/** Offset of a wall-clock time, or the finding that says why there is none. '' where no zone is known. */
export function offsetOf(read: DateText, time: TimeText, zone: string | undefined): string | FindingCode {
  if (time.offset !== '' || zone === undefined || time.unknownZone) return time.offset;
  const seconds = time.hour * 3600 + time.minute * 60 + time.second;
  const offset = zoneOffset(zone, read.year, read.month, read.day, seconds);
  if (offset === null) return 'time-zone-unknown';
  return offset === 'gap' ? 'time-in-dst-gap' : offset === 'overlap' ? 'time-in-dst-overlap' : offset;
}

/** Reads date and time from one cell, or from a date and a time column. */
export function readDateTime(inputs: Parameters<Rule['clean']>[0], args: Args, context: CleanContext) {
  const read = readDate(inputs[0], args, context);
  if (read === null || typeof read === 'string' || inputs.length < 2) return read;
  const text = cellText(inputs[1]);
  if (text === '' || read.day === 0) return read;
  const time = text === null ? null : timeOfCell(text);
  return time === null
    ? { ...read, findings: [...read.findings, 'time-unreadable' as const] }
    : { ...read, time, findings: time.unknownZone ? [...read.findings, 'time-zone-unknown' as const] : read.findings };
}

/** A time column: clock text, HHMM[SS], or a date-time whose date is a filler (`1900-01-01 09:30:00`). */
export function timeOfCell(text: string): TimeText | null {
  const direct = parseTime(text) ?? parseTime(text, true);
  if (direct) return direct;
  const dated = /^\d{4}-\d{2}-\d{2}[T ](\d.*)$/.exec(text);
  return dated ? parseTime(dated[1]!) : null;
}

/**
 * FHIR dateTime to the precision that is stated. A time of day without a known zone stays wall-clock text `YYYY-MM-DDTHH:MM:SS`; with the
 * source's zone the offset is added, but not where the clock changed. `{ midnight: date }`: 00:00:00 means that only the day is known.
 */
export const dateTime: Rule = {
  name: 'dateTime',
  describe:
    'Date and time to the precision that is stated; wall-clock text where no zone is known. Two columns are date and time.',
  inputs: [1, 2],
  returns: 'dateTime',
  args: {
    ...dateArgs,
    midnight: '"date": a time of 00:00:00 means that only the day is known.',
    timeZone: 'IANA zone of this column instead of the source’s.',
  },
  findings: [...dateFindings, ...zoneFindings],
  clean(inputs, args, context) {
    const zone = stringArg(args, 'timeZone') ?? context.timeZone;
    const dayOnly = args.midnight === 'date';
    if (args.midnight !== undefined && !dayOnly) return nothing('arguments-invalid');
    const cell = inputs[0];
    if (inputs.length === 1 && typeof cell === 'string' && plainArgs(args) && startsWithIsoDay(cell)) {
      if (cell.length === 10) return clean(cell);
      if (hasIsoClock(cell)) {
        if (dayOnly && cell.endsWith('00:00:00')) return clean(cell.slice(0, 10));
        const text = cell.charCodeAt(10) === 84 ? cell : `${cell.slice(0, 10)}T${cell.slice(11)}`;
        if (zone === undefined) return clean(text);
        const number = (from: number, to: number): number => Number(cell.slice(from, to));
        const second = number(11, 13) * 3600 + number(14, 16) * 60 + number(17, 19);
        const offset = zoneOffset(zone, number(0, 4), number(5, 7), number(8, 10), second);
        if (offset !== null && offset.startsWith('+') !== offset.startsWith('-')) return clean(text + offset);
      }
    }
    const read = readDateTime(inputs, args, context);
    if (read === null) return cellText(inputs[1]) === '' || inputs.length < 2 ? absent : nothing('date-unreadable');
    if (typeof read === 'string') return nothing(read);
    const { time } = read;
    const day = formatDate(read);
    if (time === null) return withFindings(day, ...read.findings);
    const clock = formatTime(time);
    if (dayOnly && clock === '00:00:00' && time.offset === '') return withFindings(day, ...read.findings);
    const offset = offsetOf(read, time, zone);
    if (offset.length > 6) return withFindings(`${day}T${clock}`, ...read.findings, offset as FindingCode);
    return withFindings(`${day}T${clock}${offset}`, ...read.findings);
  },
};
