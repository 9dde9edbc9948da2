import type { ColumnProfile } from '../../artifacts/source-profile.js';
import type { Candidate } from '../suggestion.js';
import { stemOf } from './clock-columns.js';
import type { Plan } from './plan.js';

interface RankedColumn {
  readonly column: ColumnProfile;
  readonly candidate: Candidate;
}

/**
 * The day on which a stay began, where its end is known and nobody knows the name of its beginning: the one other day of the row that has a time of day of its own
 * (`regdate` beside `regtime`) and does not lie after the end, by the first and last days of both columns.
 */
export function withStart(plan: Plan, ranked: readonly RankedColumn[]): readonly RankedColumn[] {
  const has = (end: string): RankedColumn | undefined =>
    ranked.find(({ candidate, column }) => candidate.target === `Encounter.period.${end}` && column.dates !== null);
  const end = has('end');
  if (plan.resource !== 'Encounter' || !end || has('start')) return ranked;
  const { columns } = plan.view.table;
  const times = new Set(columns.filter(({ kind, filled }) => kind === 'time' && filled > 0).map(stemOf));
  const days = columns.filter(
    (column) =>
      column !== end.column &&
      column.filled >= end.column.filled &&
      times.has(stemOf(column)) &&
      isBefore(column, end.column) &&
      !ranked.some((one) => one.column === column),
  );
  const [column, ...more] = days;
  if (!column || more.length > 0) return ranked;
  const candidate = {
    target: 'Encounter.period.start',
    score: 0.5,
    reasons: [`a day with a time of its own, never after ${end.column.name} by what is told of both`],
  };
  return [...ranked.filter((one) => one.candidate.target !== candidate.target), { column, candidate }];
}

const isBefore = ({ dates }: ColumnProfile, end: ColumnProfile): boolean =>
  dates !== null && end.dates !== null && dates.first <= end.dates.first && dates.last <= end.dates.last;
