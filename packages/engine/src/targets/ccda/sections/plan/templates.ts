import { template } from '../../template.js';

export const PLAN_SECTION = template('2.16.840.1.113883.10.20.22.2.10', '2014-06-09'); // CONF:1098-7723
export const PLANNED_ACT = template('2.16.840.1.113883.10.20.22.4.39', '2014-06-09'); // CONF:1098-30430
export const PLANNED_PROCEDURE = template('2.16.840.1.113883.10.20.22.4.41', '2014-06-09'); // CONF:1098-30444

/** FHIR RequestStatus and CarePlan activity status -> ActStatus 2.16.840.1.113883.5.14. */
export const STATUSES: Readonly<Record<string, string>> = {
  active: 'active',
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
