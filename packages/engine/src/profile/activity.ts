import type { TableActivity } from '../artifacts/source-profile.js';
import type { ColumnFacts } from './column-facts.js';
import { isFillerDay } from './date-tally.js';
import { nameParts } from './name-words.js';
import type { TableFacts } from './table-work.js';

/** Words for when something happened, when it was written down, and for what is no activity at all. */
const happened = new Set(
  'date visit service encounter event appointment appt admission admit start begin begdate performed collected administered given ordered observation obs exam onset effective fecha datum tarih tarihi data cita seen'.split(
    ' ',
  ),
);
const written = new Set(
  'created create entered entry recorded inserted added create_date timestamp ts date_created registered posted'.split(
    ' ',
  ),
);
const changed = new Set(
  'updated update modified modify changed change last lastupdate lastmodified revision sync synced printed deleted end stop expiry expires expiration due until expire expirydate validuntil validto'.split(
    ' ',
  ),
);

function rank(name: string): number {
  const words = nameParts(name);
  if (words.some((word) => changed.has(word))) return 1;
  if (words.some((word) => written.has(word))) return 2;
  return words.some((word) => happened.has(word)) ? 4 : 3;
}

/** The dates that tell best when things happened in a table: filled, named so, and no birth dates. Null where there are none. */
export function activityColumn({ facts, phi, rows }: Pick<TableFacts, 'facts' | 'phi' | 'rows'>): ColumnFacts | null {
  let best: ColumnFacts | null = null;
  let bestScore = 0;
  for (const [c, column] of facts.entries()) {
    const count = column.dates?.days.count ?? 0;
    if (count === 0 || phi[c]?.kind === 'birth-date') continue;
    // One day for all rows is when the table was filled.
    const score = (count / rows) * rank(column.column.name) * (column.distinct.count === 1 && rows > 5 ? 0.1 : 1);
    if (score > bestScore) {
      best = column;
      bestScore = score;
    }
  }
  return best;
}

/** Years that nobody means when something happened: no chart is older, and nothing is planned so far ahead. */
const EARLIEST = 1880;
const YEARS_AHEAD = 20;

/** Rows by year, without those whose date stands for none: they are counted in `leftOut`. First and last are told to the year: a single row stands behind them. */
export function activityOf(
  table: Pick<TableFacts, 'facts' | 'phi' | 'rows'>,
  snapshotYear: number,
): TableActivity | null {
  const found = activityColumn(table);
  if (!found?.dates) return null;
  const { days, zero, partial } = found.dates;
  const years = new Map(days.years);
  // A day of a calendar that is a real day too, and stands there so often that it is none: 1970-01-01.
  for (const { value, count } of found.sentinels) {
    const year = Number(/^(\d{4})-\d\d-\d\d/.exec(value)?.[1] ?? Number.NaN);
    if (!isFillerDay(value) && years.has(year)) years.set(year, Math.max(0, (years.get(year) ?? 0) - count));
  }
  const told = [...years]
    .filter(([year, rows]) => rows > 0 && year >= EARLIEST && year <= snapshotYear + YEARS_AHEAD)
    .sort((a, b) => a[0] - b[0]);
  const [first, last] = [told[0], told.at(-1)];
  if (first === undefined || last === undefined) return null;
  const counted = told.reduce((sum, [, rows]) => sum + rows, 0);
  const leftOut = days.count - counted + zero + partial;
  return {
    column: found.column.name,
    undated: Math.max(0, table.rows - counted - leftOut),
    leftOut,
    first: yearText(first[0]),
    last: yearText(last[0]),
    years: Object.fromEntries(told.map(([year, rows]) => [yearText(year), rows])),
  };
}

const yearText = (year: number): string => String(year).padStart(4, '0');
