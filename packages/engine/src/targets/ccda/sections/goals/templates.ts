import { template } from '../../template.js';

export const GOALS_SECTION = template('2.16.840.1.113883.10.20.22.2.60'); // CONF:1098-29584
export const GOAL_OBSERVATION = template('2.16.840.1.113883.10.20.22.4.121'); // CONF:1098-8583
export const PRIORITY_PREFERENCE = template('2.16.840.1.113883.10.20.22.4.143'); // CONF:1098-30951
export const PROGRESS_OBSERVATION = template('2.16.840.1.113883.10.20.22.4.110'); // CONF:1098-31420

/** FHIR GoalLifecycleStatus -> ActStatus 2.16.840.1.113883.5.14. */
export const STATUSES: Readonly<Record<string, string>> = {
  proposed: 'active',
  planned: 'active',
  accepted: 'active',
  active: 'active',
  'on-hold': 'suspended',
  completed: 'completed',
  cancelled: 'cancelled',
  rejected: 'cancelled',
};
