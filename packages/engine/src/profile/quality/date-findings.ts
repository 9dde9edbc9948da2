import type { QualityFinding } from '../../artifacts/assessment.js';
import type { ColumnProfile, TableProfile } from '../../artifacts/source-profile.js';
import { byWeight, fillers, isDateFiller, isOf, plain, weightOf, wordsOf } from './clinical-weight.js';
import { finding } from './finding.js';

/** Dates that may well lie ahead. */
const AHEAD =
  /\b(?:end|ends|exp|expir\w*|expiry|due|next|until|thru|through|valid|stop|recall|follow\w*|plan\w*|sched\w*|target|appt|appointment|term\w*|renew\w*|eff\w*|to|review|vis|booking|estimated|edd|edc|delivery)\b/;

/** What the dates of a clinical or patient column show. */
export function* dateFindings(table: TableProfile, column: ColumnProfile): Generator<QualityFinding> {
  const { dates } = column;
  if (weightOf(table) === 0) return;
  const birth = column.phi?.kind === 'birth-date';
  const calendar = fillers(column, isDateFiller);
  const none = calendar.reduce((sum, one) => sum + one.count, 0);
  if (none > 0 && (dates !== null || column.kind === 'empty'))
    yield finding(
      'sentinel-dates',
      birth ? 'high' : byWeight(table, 'medium', 'medium'),
      table,
      column,
      [none, column.filled],
      `${calendar.map(({ value, count }) => `"${value}" stands in ${plain(count)}`).join(', ')} of ${plain(column.filled)} values.`,
    );
  if (dates === null) return;
  yield* formatFindings(table, column, dates.formats, birth);
  const ahead = AHEAD.test(wordsOf(column)) || isOf(table, 'appointments', 'care-plans', 'referrals');
  if (dates.future > 0 && (birth || !ahead))
    yield finding(
      'future-dates',
      birth ? 'high' : WRITTEN.test(wordsOf(column)) ? 'low' : byWeight(table, 'medium', 'medium'),
      table,
      column,
      [dates.future, column.filled],
      `${plain(dates.future)} of ${plain(column.filled)} dates lie after the snapshot.`,
    );
}

function* formatFindings(
  table: TableProfile,
  column: ColumnProfile,
  formats: readonly { readonly format: string; readonly count: number }[],
  birth: boolean,
): Generator<QualityFinding> {
  const all = formats.reduce((sum, one) => sum + one.count, 0);
  const list = formats.map(({ format, count }) => `${format} (${plain(count)})`).join(', ');
  const counted = (fits: (format: string) => boolean): number =>
    formats.filter(({ format }) => fits(format)).reduce((sum, one) => sum + one.count, 0);
  const [monthFirst, dayFirst, unknown] = [
    counted(isMonthFirst),
    counted(isDayFirst),
    counted((f) => /\bnn\b/.test(f)),
  ];
  const short = counted((format) => /(?<!y)yy(?!y)/.test(format));
  if (monthFirst > 0 && dayFirst > 0)
    yield finding(
      'date-order-mixed',
      birth ? 'critical' : byWeight(table, 'high', 'high', 'medium'),
      table,
      column,
      [unknown > 0 ? unknown : Math.min(monthFirst, dayFirst), all],
      `Formats: ${list}.`,
    );
  else if (unknown > 0)
    yield finding(
      'date-order-unknown',
      birth ? 'high' : byWeight(table, 'high', 'high', 'medium'),
      table,
      column,
      [unknown, all],
      `Formats: ${list}.`,
    );
  else if (formats.length > 1)
    yield finding(
      'date-formats-mixed',
      'medium',
      table,
      column,
      [all - (formats[0]?.count ?? 0), all],
      `Formats: ${list}.`,
    );
  if (short > 0)
    yield finding(
      'two-digit-years',
      birth ? 'high' : 'medium',
      table,
      column,
      [short, all],
      `${plain(short)} of ${plain(all)} dates have a year of two digits.`,
    );
}

/** When a row was written, not when something happened. */
const WRITTEN =
  /\b(?:add(?:ed)?|creat\w*|modif\w*|updat\w*|enter\w*|insert\w*|chang\w*|last|log\w*|stamp|timestamp|imported)\b/;

const isMonthFirst = (format: string): boolean => /^mm[-/.]dd/.test(format);
const isDayFirst = (format: string): boolean => /^dd[-/.]mm/.test(format);
