import type { ColumnProfile, TableProfile } from '../../artifacts/source-profile.js';
import type { Candidate } from '../suggestion.js';
import { nameWords, plain } from '../words.js';
import { formOf } from './forms.js';
import type { ClockHours, RowQuestions } from './row-questions.js';
import type { ElementsDraft } from './spec-draft.js';

interface RankedColumn {
  readonly column: ColumnProfile;
  readonly candidate: Candidate;
}

/** A date column and the column that holds its time of day. */
interface ClockPair {
  readonly date: RankedColumn;
  readonly time: ColumnProfile;
}

/**
 * Day and time of day in two columns (`VisitDate`, `VisitTime`) as one dateTime. A clock of twelve hours that does not say am or pm gives the day alone; the time then
 * stands in words where the resource has a place for words. Uses up the columns that it writes.
 */
export function addClocks(
  table: TableProfile,
  draft: ElementsDraft,
  ranked: readonly RankedColumn[],
  rows: RowQuestions | undefined,
): void {
  for (const { date, time } of clockPairs(table, ranked)) {
    const form = formOf(date.candidate.target);
    if (form?.how[0] !== 'dateTime') continue;
    const hours = rows?.hoursOf(table.name, time.name) ?? hoursInProfile(time);
    const reasons = [...date.candidate.reasons, `the time of day stands in ${time.name}`];
    if (hours !== null && !isTwelveHours(hours))
      draft.addTimed(date.column, time, form, { ...date.candidate, reasons });
    else if (draft.add(date.column, form, date.candidate))
      draft.addWords(time, 'Time as it was written', [
        'a clock of twelve hours that does not say am or pm: the time stays in words',
      ]);
  }
}

/**
 * Year, month and day in columns of their own as one date, where one of them, or what they have in common in their names, is suggested for a date. Uses up the columns
 * that it writes.
 */
export function addDateParts(table: TableProfile, draft: ElementsDraft, ranked: readonly RankedColumn[]): void {
  const written = new Set(draft.lines.flatMap((line) => line.columns));
  for (const { datePart } of table.columns) {
    if (datePart?.part !== 'year' || datePart.columns.some((name) => written.has(name))) continue;
    const parts = new Set(datePart.columns);
    const best = ranked
      .filter(({ column, candidate }) => parts.has(column.name) && /^date/.test(formOf(candidate.target)?.how[0] ?? ''))
      .sort((a, b) => b.candidate.score - a.candidate.score)[0];
    const form = best && formOf(best.candidate.target);
    if (!best || !form || !draft.addParts(datePart.columns, form, best.candidate)) continue;
    for (const name of datePart.columns) written.add(name);
  }
}

/** Hours of the afternoon written as those of the morning: some before seven, none after twelve, and nothing that tells them apart. */
export const isTwelveHours = ({ hours, marked }: ClockHours): boolean =>
  !marked && !hours.some((hour) => hour === 0 || hour > 12) && hours.some((hour) => hour < 7);

/** The same from frequent values and shapes alone; null where they do not tell. */
function hoursInProfile(time: ColumnProfile): ClockHours | null {
  if (isTimeType(time)) return { hours: [], marked: true };
  const hours = (time.values ?? []).flatMap(({ value }) => {
    const hour = /^(\d{1,2}):\d\d/.exec(value.trim())?.[1];
    return hour === undefined ? [] : [Number(hour)];
  });
  const marked = time.patterns.length > 0 && time.patterns.every(({ pattern }) => /[Aa]/.test(pattern));
  return marked || hours.length > 0 ? { hours, marked } : null;
}

const isTimeType = (column: ColumnProfile): boolean => /^time\b/i.test(column.type) || column.cellType === 'time';

/** A column of times of day: by its type, by its values, or as a date-time whose date is a filler. */
function isTime(column: ColumnProfile): boolean {
  if (column.filled === 0) return false;
  if (column.kind === 'time' || isTimeType(column)) return true;
  const filler = /^(1899|1900|1753|1970|0001)/;
  return column.dates !== null && filler.test(column.dates.first) && filler.test(column.dates.last);
}

const isDay = (column: ColumnProfile): boolean =>
  column.dates !== null && column.dates.timed === 0 && column.kind !== 'time' && !isTime(column);

const CLOCK_WORDS = new Set(['time', 'hour', 'clock', 'datetime']);
const DAY_WORDS = new Set(['date', 'day']);
const ENDS = new Set(['end', 'finish', 'stop', 'until', 'discharge', 'close', 'out', 'to']);

function clockPairs(table: TableProfile, ranked: readonly RankedColumn[]): ClockPair[] {
  const days = ranked.filter(
    ({ column, candidate }) => isDay(column) && formOf(candidate.target)?.how[0] === 'dateTime',
  );
  const taken = new Set<string>();
  const pairs: ClockPair[] = [];
  for (const time of table.columns.filter(isTime)) {
    const free = days.filter(({ column }) => !taken.has(column.name));
    const own = bare(time.name, CLOCK_WORDS);
    const target = ranked.find(({ column }) => column === time)?.candidate.target;
    const sides = free.filter(({ column }) => isEnd(column.name) === isEnd(time.name));
    const date =
      free.find(({ column }) => own !== '' && bare(column.name, DAY_WORDS) === own) ??
      free.find(({ column }) => stemOf(column) !== '' && stemOf(column) === stemOf(time)) ??
      sides.find(({ candidate }) => candidate.target === target) ??
      (sides.length === 1 && days.length === 1 && !isEnd(time.name) && !hasOwnDay(table, time) ? sides[0] : undefined);
    if (!date) continue;
    taken.add(date.column.name);
    pairs.push({ date, time });
  }
  return pairs;
}

/** What a name says before "date" and "time", letter by letter: `reg` of `regdate` and `regtime`, which may be read as two words each or as one. */
export const stemOf = ({ name }: ColumnProfile): string =>
  plain(name)
    .replace(/[^a-z0-9]/g, '')
    .replace(/(?:date|time|day|hour|datum|zeit|uhrzeit|fecha|hora|data|ora|heure|jour)$/, '');

/** A time belongs to the day that is called as it is, also where nobody knows what that day is. */
const hasOwnDay = (table: TableProfile, time: ColumnProfile): boolean =>
  stemOf(time) !== '' && table.columns.some((column) => isDay(column) && stemOf(column) === stemOf(time));

const wordsOf = (name: string): string[] => nameWords(name).flatMap((word) => word.readings[0] ?? [word.text]);
const isEnd = (name: string): boolean => wordsOf(name).some((word) => ENDS.has(word));
/** What a name speaks of beside being a day or a time. */
const bare = (name: string, without: ReadonlySet<string>): string =>
  wordsOf(name)
    .filter((word) => !without.has(word))
    .join(' ');
