import type { ColumnFacts } from './column-facts.js';
import { nameParts } from './name-words.js';

type Part = 'year' | 'month' | 'day';

/** Columns that state one date together. */
export interface SplitDate {
  readonly year: string;
  readonly month: string;
  /** null where the source keeps no day. */
  readonly day: string | null;
}

const partWords: Readonly<Record<Part, ReadonlySet<string>>> = {
  year: new Set('year yr yyyy jahr annee ano anno jaar rok an yil yili god godina y'.split(' ')),
  month: new Set('month mon mo mm mth monat mois mes mese maand miesiac luna ay ayi mesec mjesec mesic m'.split(' ')),
  day: new Set('day dd dy tag jour dia giorno dag dzien zi ziua gun gunu dan den d'.split(' ')),
};
/** Year and month beside it, `date` is the day: OSCAR's `date_of_birth`. */
const dayByDate = new Set(['date', 'datum', 'fecha', 'data', 'tarih']);
const ranges: Readonly<Record<Part, readonly [number, number]>> = { year: [1800, 2200], month: [0, 12], day: [0, 31] };

/** Dates that are split over columns: names that differ only in the word for the part, with values that fit. */
export function splitDates(columns: readonly ColumnFacts[]): SplitDate[] {
  const found: Record<Part, Map<string, ColumnFacts>> = { year: new Map(), month: new Map(), day: new Map() };
  for (const column of columns) {
    const words = nameParts(column.column.name);
    for (const part of ['year', 'month', 'day'] as const) {
      const at = words.findIndex((word) => partWords[part].has(word));
      const plain = at >= 0 ? at : part === 'day' ? words.findIndex((word) => dayByDate.has(word)) : -1;
      if (plain < 0 || !fits(column, part)) continue;
      const rest = words.filter((_, i) => i !== plain).join(' ');
      const known = found[part].get(rest);
      if (!known || (known.filled === 0 && column.filled > 0)) found[part].set(rest, column);
    }
  }
  return [...found.year].flatMap(([rest, year]) => {
    const month = found.month.get(rest);
    const day = found.day.get(rest);
    if (!month || month === year) return [];
    const own = day && day !== month && day !== year ? day.column.name : null;
    return [{ year: year.column.name, month: month.column.name, day: own }];
  });
}

function fits(column: ColumnFacts, part: Part): boolean {
  if (column.filled === 0) return true;
  const [least, most] = ranges[part];
  const inside = column.frequent.filter(
    ({ value }) => /^\d{1,4}$/.test(value) && Number(value) >= least && Number(value) <= most,
  );
  const known = inside.reduce((sum, { count }) => sum + count, 0);
  const all = column.frequent.reduce((sum, { count }) => sum + count, 0);
  return all > 0 && known / all >= 0.9;
}
