import type { TableActivity } from '../artifacts/source-profile.js';
import { isoDay } from './calendar-days.js';
import type { ColumnFacts } from './column-facts.js';
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
  'updated update modified modify changed change last lastupdate lastmodified revision sync synced printed deleted end stop expiry expires expiration due until'.split(
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

/** First and last are told to the year: a single row stands behind them. */
export function activityOf(table: Pick<TableFacts, 'facts' | 'phi' | 'rows'>): TableActivity | null {
  const found = activityColumn(table);
  if (!found?.dates) return null;
  const { days } = found.dates;
  return {
    column: found.column.name,
    first: isoDay(days.least).slice(0, 4),
    last: isoDay(days.most).slice(0, 4),
    years: Object.fromEntries([...days.years].sort((a, b) => a[0] - b[0]).map(([year, rows]) => [String(year), rows])),
  };
}
