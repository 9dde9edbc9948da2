import { repeatedIds, statementIds } from '../statement-ids.js';
import type { ScorecardRule } from './rule.js';

/** C1 */
export const uniqueIds: ScorecardRule = {
  id: 'C1',
  message: 'The identifier names another statement of this document before.',
  hint: 'Give each statement an identifier of its own: the OID of the source table and the primary key.',
  judge: ({ tree }) => ({ judged: statementIds(tree).length, failed: repeatedIds(tree) }),
};
