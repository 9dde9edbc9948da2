import { template } from '../../template.js';

export const ENCOUNTERS_SECTION = template('2.16.840.1.113883.10.20.22.2.22.1', '2015-08-01'); // CONF:1198-8705
export const ENCOUNTER_ACTIVITY = template('2.16.840.1.113883.10.20.22.4.49', '2015-08-01'); // CONF:1198-8712
export const ENCOUNTER_DIAGNOSIS = template('2.16.840.1.113883.10.20.22.4.80', '2015-08-01'); // CONF:1198-14895

/** FHIR EncounterStatus -> ActStatus 2.16.840.1.113883.5.14. */
export const STATUSES: Readonly<Record<string, string>> = {
  finished: 'completed',
  'in-progress': 'active',
  arrived: 'active',
  triaged: 'active',
  onleave: 'suspended',
  planned: 'new',
  cancelled: 'cancelled',
};
