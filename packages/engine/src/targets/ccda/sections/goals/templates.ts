import { codeTable } from '../../../../base/code-table.js';
import * as table from '../../../../formats/cda/templates.js';
import { template } from '../../template.js';

export const GOALS_SECTION = template(table.GOALS_SECTION);
export const GOAL_OBSERVATION = template(table.GOAL_OBSERVATION);
export const PRIORITY_PREFERENCE = template(table.PRIORITY_PREFERENCE);
export const PROGRESS_OBSERVATION = template(table.PROGRESS_TOWARD_GOAL_OBSERVATION);

/** FHIR GoalLifecycleStatus -> ActStatus 2.16.840.1.113883.5.14. */
export const STATUSES: Readonly<Record<string, string>> = codeTable({
  proposed: 'active',
  planned: 'active',
  accepted: 'active',
  active: 'active',
  'on-hold': 'suspended',
  completed: 'completed',
  cancelled: 'cancelled',
  rejected: 'cancelled',
});
