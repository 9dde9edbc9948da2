import { dayNumber, isDay } from './calendar-days.js';
import type { DateReading, DateShape } from './date-shapes.js';

const EARLIEST_YEAR = 1800;
const LATEST_YEAR = 2199;

/** Days that values of one reading state. */
export class DaySpan {
  count = 0;
  timed = 0;
  future = 0;
  least = Number.POSITIVE_INFINITY;
  most = Number.NEGATIVE_INFINITY;
  /** Rows on the first and on the last day. */
  leastRows = 0;
  mostRows = 0;
  readonly years = new Map<number, number>();

  add(day: number, rows: number, timed: boolean, today: number): void {
    this.count += rows;
    if (timed) this.timed += rows;
    if (day > today) this.future += rows;
    if (day < this.least) {
      this.least = day;
      this.leastRows = rows;
    } else if (day === this.least) this.leastRows += rows;
    if (day > this.most) {
      this.most = day;
      this.mostRows = rows;
    } else if (day === this.most) this.mostRows += rows;
    const year = Math.floor(day / 10000);
    this.years.set(year, (this.years.get(year) ?? 0) + rows);
  }

  merge(other: DaySpan): void {
    this.count += other.count;
    this.timed += other.timed;
    this.future += other.future;
    if (other.least <= this.least) {
      this.leastRows = other.leastRows + (other.least === this.least ? this.leastRows : 0);
      this.least = other.least;
    }
    if (other.most >= this.most) {
      this.mostRows = other.mostRows + (other.most === this.most ? this.mostRows : 0);
      this.most = other.most;
    }
    for (const [year, rows] of other.years) this.years.set(year, (this.years.get(year) ?? 0) + rows);
  }
}

/** First and last days of calendars and clocks that stand for no date: OLE, Excel, Windows, SQL Server, MUMPS, and ends of time. Never days of a range. */
const fillerDays: ReadonlySet<number> = new Set([
  10101, 10000101, 11111111, 16010101, 17530101, 18000101, 18401231, 18410101, 18581117, 18991230, 18991231, 19000101,
  19010101, 20790606, 20991231, 21000101, 21001231, 22220222, 22991231, 29991231, 30000101, 39991231, 99990101,
  99991231,
]);

/** True where a text begins with a day that stands for none, as `yyyy-mm-dd`. */
export const isFillerDay = (text: string): boolean => {
  const [year = '', month = '', day = ''] = text.slice(0, 10).split('-');
  return fillerDays.has(dayNumber(Number(year), Number(month), Number(day)));
};

/** Values of one format, read in every order that makes a day. */
export interface DateTally {
  readonly format: string;
  /** Month and day in the stated order, or month first. */
  readonly monthFirst: DaySpan;
  /** Day first; empty where the format states the order. */
  readonly dayFirst: DaySpan;
  readonly dayMayBeFirst: boolean;
  /** Rows that are a day only in one order. */
  onlyMonthFirst: number;
  onlyDayFirst: number;
  /** Year, month and day all zero, or a day that stands for none. */
  zero: number;
  /** A year with month or day zero. */
  partial: number;
  /** Looks like a date and is none: 2023-02-30. */
  impossible: number;
}

/** Tallies of one column by format. */
export class DateTallies {
  readonly byFormat = new Map<string, DateTally>();

  /** `today` is the day of the snapshot, as {@link dayNumber}. */
  constructor(private readonly today: number) {}

  /** True where the value is a date, whole, partial or zero. */
  add(shape: DateShape, value: DateReading | null, rows: number): boolean {
    if (value === null) return false;
    let { year } = value;
    const { first, second, timed } = value;
    if (value.shortYear) {
      const latest = Math.floor(this.today / 10000) + 1;
      year += latest - (latest % 100);
      if (year > latest) year -= 100;
    }
    const zero = year === 0 && first === 0 && second === 0;
    // Eight or more digits are dates only where they may be: identifiers look the same.
    if (shape.order === 'stamp' && !zero && !(isPlausible(year) && isDay(year, first, second))) return false;
    const tally = this.tallyOf(shape);
    if (zero && !value.shortYear) {
      tally.zero += rows;
      return true;
    }
    if (!isPlausible(year)) {
      if (year !== 0 && !(isDay(year, first, second) && year <= 9999)) {
        tally.impossible += rows;
        return false;
      }
    }
    if (
      fillerDays.has(dayNumber(year, first, second)) ||
      (tally.dayMayBeFirst && fillerDays.has(dayNumber(year, second, first)))
    ) {
      tally.zero += rows;
      return true;
    }
    const month = isDay(year, first, second);
    if (month) tally.monthFirst.add(dayNumber(year, first, second), rows, timed, this.today);
    const day = tally.dayMayBeFirst && isDay(year, second, first);
    if (day) tally.dayFirst.add(dayNumber(year, second, first), rows, timed, this.today);
    if (month && !day) tally.onlyMonthFirst += rows;
    if (day && !month) tally.onlyDayFirst += rows;
    if (month || day) return true;
    if (first <= 12 && second === 0) {
      tally.partial += rows;
      return true;
    }
    tally.impossible += rows;
    return false;
  }

  private tallyOf(shape: DateShape): DateTally {
    let tally = this.byFormat.get(shape.format);
    if (!tally) {
      tally = {
        format: shape.format,
        monthFirst: new DaySpan(),
        dayFirst: new DaySpan(),
        dayMayBeFirst: shape.order === 'nny',
        onlyMonthFirst: 0,
        onlyDayFirst: 0,
        zero: 0,
        partial: 0,
        impossible: 0,
      };
      this.byFormat.set(shape.format, tally);
    }
    return tally;
  }
}

const isPlausible = (year: number): boolean => year >= EARLIEST_YEAR && year <= LATEST_YEAR;

export interface SettledDates {
  readonly formats: readonly { readonly format: string; readonly count: number }[];
  /** All days, in the order that was settled on. */
  readonly days: DaySpan;
  readonly zero: number;
  readonly partial: number;
  readonly impossible: number;
}

/** Settles the order of month and day by what the column holds. Null where there is no date. */
export function settleDates(tallies: DateTallies): SettledDates | null {
  const days = new DaySpan();
  const formats: { format: string; count: number }[] = [];
  const sums = { zero: 0, partial: 0, impossible: 0 };
  for (const tally of tallies.byFormat.values()) {
    sums.zero += tally.zero;
    sums.partial += tally.partial;
    sums.impossible += tally.impossible;
    const { monthFirst, dayFirst, onlyMonthFirst, onlyDayFirst } = tally;
    const { format } = tally;
    const either = monthFirst.count - onlyMonthFirst;
    const turned = `dd${format[2]}mm${format.slice(5)}`;
    if (!tally.dayMayBeFirst || (onlyDayFirst === 0 && (onlyMonthFirst > 0 || either === 0))) {
      if (monthFirst.count + tally.zero + tally.partial > 0)
        formats.push({ format, count: monthFirst.count + tally.zero + tally.partial });
      days.merge(monthFirst);
    } else if (onlyMonthFirst === 0 && onlyDayFirst > 0) {
      formats.push({ format: turned, count: dayFirst.count + tally.zero + tally.partial });
      days.merge(dayFirst);
    } else {
      // Mixed, or never told: what only one order can read is that, the rest is left open.
      const share = onlyDayFirst / Math.max(1, onlyMonthFirst + onlyDayFirst);
      if (onlyMonthFirst > 0) formats.push({ format, count: onlyMonthFirst });
      if (onlyDayFirst > 0) formats.push({ format: turned, count: onlyDayFirst });
      if (either > 0) formats.push({ format: `nn${format[2]}nn${format.slice(5)}`, count: either });
      days.merge(share > 0.5 ? dayFirst : monthFirst);
    }
  }
  if (formats.length === 0) return null;
  formats.sort((a, b) => b.count - a.count || (a.format < b.format ? -1 : 1));
  return { formats, days, ...sums };
}
