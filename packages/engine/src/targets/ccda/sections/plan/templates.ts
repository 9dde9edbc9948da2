import { template } from '../../template.js';

export const PLAN_SECTION = template('2.16.840.1.113883.10.20.22.2.10', '2014-06-09'); // CONF:1098-7723
export const PLANNED_ACT = template('2.16.840.1.113883.10.20.22.4.39', '2014-06-09'); // CONF:1098-30430
export const PLANNED_PROCEDURE = template('2.16.840.1.113883.10.20.22.4.41', '2014-06-09'); // CONF:1098-30444

export const PLANNED_ENCOUNTER = template('2.16.840.1.113883.10.20.22.4.40', '2014-06-09'); // CONF:1098-30437
export const PLANNED_MEDICATION = template('2.16.840.1.113883.10.20.22.4.42', '2014-06-09'); // CONF:1098-30465
export const PLANNED_SUPPLY = template('2.16.840.1.113883.10.20.22.4.43', '2014-06-09'); // CONF:1098-30463
export const PLANNED_OBSERVATION = template('2.16.840.1.113883.10.20.22.4.44', '2014-06-09'); // CONF:1098-30451
export const PLANNED_IMMUNIZATION = template('2.16.840.1.113883.10.20.22.4.120'); // CONF:1098-32098
export const NUTRITION_RECOMMENDATION = template('2.16.840.1.113883.10.20.22.4.130'); // CONF:1098-30340
export const IMMUNIZATION_INFORMATION = template('2.16.840.1.113883.10.20.22.4.54', '2014-06-09'); // CONF:1098-9004

/** SNOMED CT categories of requests that ask for an observation: laboratory, imaging, diagnostic (US Core ServiceRequest category). */
export const OBSERVATION_CATEGORIES: ReadonlySet<string> = new Set(['108252007', '363679005', '103693007']);

/** FHIR RequestStatus, AppointmentStatus and CarePlan activity status -> ActStatus 2.16.840.1.113883.5.14. */
export const STATUSES: Readonly<Record<string, string>> = {
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
};
