import { judgeEach, type ScorecardRule } from './rule.js';
import { statementsWith } from './section-entries.js';

const ENDED: ReadonlySet<string> = new Set(['completed', 'aborted', 'suspended']);

/** R5 and A4: a concern that has ended has an end, one that is active has none (C-CDA R2.1 CONF:1198-7504, -10085). */
export const concernStatusRule = (id: string, concern: string): ScorecardRule => ({
  id,
  message: 'The status of the concern and its time contradict each other: ended without an end, or active with one.',
  hint: 'Write high where the concern is completed (nullFlavor UNK where the date is not known) and leave it out while it is active.',
  judge: ({ statements }) =>
    judgeEach(statementsWith(statements, 'act', concern), (act) => {
      const status = act.child('statusCode')?.attr('code');
      const time = act.child('effectiveTime');
      if (status === undefined || time === undefined) return false;
      const ended = time.child('high') !== undefined;
      if (status === 'active') return !ended;
      return ENDED.has(status) ? ended : false;
    }),
});
