import { civilFromDays } from '../base/calendar.js';
import { dayNumber } from './calendar-days.js';
import { DaySpan } from './date-tally.js';
import { nameParts } from './name-words.js';

/** Days since 1970-01-01 as a day. */
function dayOf(days: number): number {
  const { year, month, day } = civilFromDays(days);
  return dayNumber(year, month, day);
}

interface EpochForm {
  readonly format: string;
  readonly least: number;
  readonly most: number;
  /** Units a day, and the day of 1970-01-01. */
  readonly perDay: number;
  readonly offset: number;
}

/** From 1980 to 2099 for clocks; serial days from 1927 on, as birth dates are kept so too. */
const forms: readonly EpochForm[] = [
  { format: 'epoch-seconds', least: 315_532_800, most: 4_102_444_800, perDay: 86_400, offset: 0 },
  { format: 'epoch-milliseconds', least: 315_532_800_000, most: 4_102_444_800_000, perDay: 86_400_000, offset: 0 },
  // Day 25569 is 1970-01-01 where 1899-12-30 is day 0 (Excel, Access, Delphi, OLE).
  { format: 'serial-days', least: 10_000, most: 73_050, perDay: 1, offset: 25_569 },
  // 100 nanoseconds since 0001-01-01 (.NET) and since 1601-01-01 (Windows FILETIME).
  { format: 'ticks', least: 624_511_296e9, most: 662_380_416e9, perDay: 864_000_000_000, offset: 719_162 },
  { format: 'filetime', least: 119_600_064e9, most: 157_469_184e9, perDay: 864_000_000_000, offset: 134_774 },
];

const timeWords = new Set(
  `date dt dat datetime time timestamp ts tstamp stamp created updated modified changed deleted seen start end expires expiry expiration dob birth birthday when day since until at on
  datum zeit fecha hora data quando tarih tarihi zaman vreme vrijeme cas czas godzina dttm dtm login visit admit discharge`.split(
    /\s+/,
  ),
);

/** What such names end with when they mean something else: `updated_by`, `visit_id`. */
const otherEnds = new Set(
  'by id uid user no nr num number code count name type status flag key len length size pos position age index'.split(
    ' ',
  ),
);
const plainDate = /^(?:date|dt|dat|dob|birth|birthday|day|datum|fecha|tarih|tarihi)$|(?:date|datum|tarih)$/;

/** Whether a column's name speaks of a time: only then is a plain number taken for one, and a small one only where it says "date". */
export function timeInName(name: string): 'date' | 'time' | null {
  const words = nameParts(name);
  if (otherEnds.has(words.at(-1) ?? '')) return null;
  if (words.some((word) => plainDate.test(word))) return 'date';
  return words.some((word) => timeWords.has(word) || /(?:time|stamp)$/.test(word)) ? 'time' : null;
}

/** Numbers of a column that may be counts of seconds, milliseconds, days or ticks. */
export class EpochTally {
  readonly spans = new Map<string, DaySpan>();

  constructor(
    private readonly today: number,
    private readonly named: 'date' | 'time',
  ) {}

  add(plain: string, rows: number): void {
    const number = Number(plain);
    for (const { format, least, most, perDay, offset } of forms) {
      if (number < least || number > most || (perDay === 1 && this.named !== 'date')) continue;
      let span = this.spans.get(format);
      if (!span) {
        span = new DaySpan();
        this.spans.set(format, span);
      }
      span.add(dayOf(Math.floor(number / perDay) - offset), rows, number % perDay !== 0, this.today);
    }
  }

  /** The form that all but a few of the numbers fit; null where there is none. */
  settle(numbers: number): { readonly format: string; readonly days: DaySpan } | null {
    for (const [format, days] of this.spans) if (days.count >= numbers * 0.95) return { format, days };
    return null;
  }
}
