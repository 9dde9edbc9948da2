import type { CdaElement } from '../cda-element.js';
import { timeStamp } from '../time-stamp.js';
import { judgeEach, type ScorecardRule } from './rule.js';
import { statementsWith } from './section-entries.js';

const hasAuthorTime = (statement: CdaElement): boolean =>
  statement.at('author', 'time').some((time) => timeStamp(time.attr('value') ?? '') !== null);

/** R9 and A8: who changed the entry last, and when, at the concern or at its observation. */
export const lastAuthorRule = (id: string, concern: string): ScorecardRule => ({
  id,
  message: 'Neither the concern nor its observation says with author and time when it was last changed.',
  hint: 'Write author with time and assignedAuthor from the last change that the source records.',
  judge: ({ statements }) =>
    judgeEach(
      statementsWith(statements, 'act', concern),
      (act) => hasAuthorTime(act) || act.at('entryRelationship', 'observation').some(hasAuthorTime),
    ),
});
