import { codeTable } from '../../../../base/code-table.js';
import * as table from '../../../../formats/cda/templates.js';
import { template } from '../../template.js';

export const PLAN_SECTION = template(table.PLAN_OF_TREATMENT_SECTION);
export const PLANNED_ACT = template(table.PLANNED_ACT);
export const PLANNED_PROCEDURE = template(table.PLANNED_PROCEDURE);

export const PLANNED_ENCOUNTER = template(table.PLANNED_ENCOUNTER);
export const PLANNED_MEDICATION = template(table.PLANNED_MEDICATION_ACTIVITY);
export const PLANNED_SUPPLY = template(table.PLANNED_SUPPLY);
export const PLANNED_OBSERVATION = template(table.PLANNED_OBSERVATION);
export const PLANNED_IMMUNIZATION = template(table.PLANNED_IMMUNIZATION_ACTIVITY);
export const NUTRITION_RECOMMENDATION = template(table.NUTRITION_RECOMMENDATION);
export const IMMUNIZATION_INFORMATION = template(table.IMMUNIZATION_MEDICATION_INFORMATION);

/** SNOMED CT categories of requests that ask for an observation: laboratory, imaging, diagnostic (US Core ServiceRequest category). */
export const OBSERVATION_CATEGORIES: ReadonlySet<string> = new Set(['108252007', '363679005', '103693007']);

/** FHIR RequestStatus, AppointmentStatus and CarePlan activity status -> ActStatus 2.16.840.1.113883.5.14. */
export const STATUSES: Readonly<Record<string, string>> = codeTable({
  active: 'active',
  booked: 'active',
  pending: 'active',
  waitlist: 'active',
  fulfilled: 'completed',
  accepted: 'active',
  planned: 'active',
  proposed: 'active',
  scheduled: 'active',
  'not-started': 'active',
  'in-progress': 'active',
  completed: 'completed',
  revoked: 'aborted',
  stopped: 'aborted',
  cancelled: 'cancelled',
  rejected: 'cancelled',
  'on-hold': 'suspended',
});
