import { codeTable } from '../../../../base/code-table.js';
import * as table from '../../../../formats/cda/templates.js';
import { template } from '../../template.js';

export const ENCOUNTERS_SECTION = template(table.ENCOUNTERS_SECTION);
export const ENCOUNTER_ACTIVITY = template(table.ENCOUNTER_ACTIVITY);
export const ENCOUNTER_DIAGNOSIS = template(table.ENCOUNTER_DIAGNOSIS);

/** FHIR EncounterStatus -> ActStatus 2.16.840.1.113883.5.14. */
export const STATUSES: Readonly<Record<string, string>> = codeTable({
  finished: 'completed',
  'in-progress': 'active',
  arrived: 'active',
  triaged: 'active',
  onleave: 'suspended',
  planned: 'new',
  cancelled: 'cancelled',
});
