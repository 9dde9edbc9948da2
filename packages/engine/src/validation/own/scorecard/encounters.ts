import { repeatsEncounter } from '../encompassing-encounter.js';
import type { ScorecardRule } from './rule.js';
import { judgeEach } from './rule.js';
import { statementsWith } from './section-entries.js';

/** E6 */
export const repeatedEncounter: ScorecardRule = {
  id: 'E6',
  message:
    'The encounter of the header is not repeated in the Encounters section with the same id and a time that agrees.',
  hint: 'Write an encounter activity with the id and the effectiveTime of encompassingEncounter.',
  judge: ({ tree, statements }) => {
    const activities = [...statementsWith(statements, 'encounter', '4.49')];
    if (activities.length === 0) return { judged: 0, failed: [] };
    return judgeEach(tree.root.at('componentOf', 'encompassingEncounter'), (encounter) =>
      repeatsEncounter(encounter, activities),
    );
  },
};
