import type { CdaElement } from '../cda-element.js';
import { compareTimes, type TimeStamp, timeStamp } from '../time-stamp.js';
import { judgeEach, type ScorecardRule } from './rule.js';
import { statementsWith } from './section-entries.js';

function spanOf(statement: CdaElement): { low: TimeStamp | null; high: TimeStamp | null } {
  const time = statement.child('effectiveTime');
  const point = timeStamp(time?.attr('value') ?? '');
  const end = (name: string): TimeStamp | null => timeStamp(time?.child(name)?.attr('value') ?? '') ?? point;
  return { low: end('low'), high: end('high') };
}

/** L6 and V6: the time of the organizer holds the times of its observations. */
export const organizerTimeRule = (id: string, organizer: string): ScorecardRule => ({
  id,
  message: 'The time of the organizer does not hold the times of its observations.',
  hint: 'Write the earliest and the latest time of the observations as low and high of the organizer.',
  judge: ({ statements }) =>
    judgeEach(statementsWith(statements, 'organizer', organizer), (one) => {
      const outer = spanOf(one);
      const inner = one.at('component', 'observation').map(spanOf);
      if (inner.every((span) => span.low === null)) return null;
      // Without times of its own the organizer holds nothing.
      if (outer.low === null || outer.high === null) return false;
      const { low, high } = { low: outer.low, high: outer.high };
      return inner.every(
        (span) =>
          (span.low === null || compareTimes(span.low, low) >= 0) &&
          (span.high === null || compareTimes(span.high, high) <= 0),
      );
    }),
});
