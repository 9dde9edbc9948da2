import { template } from '../../template.js';

export const MEDICATIONS_SECTION = template('2.16.840.1.113883.10.20.22.2.1.1', '2014-06-09'); // CONF:1098-7568
export const MEDICATION_ACTIVITY = template('2.16.840.1.113883.10.20.22.4.16', '2014-06-09'); // CONF:1098-7499
export const MEDICATION_INFORMATION = template('2.16.840.1.113883.10.20.22.4.23', '2014-06-09'); // CONF:1098-7409
export const SUPPLY_ORDER = template('2.16.840.1.113883.10.20.22.4.17', '2014-06-09'); // CONF:1098-7429
export const FREE_TEXT_SIG = template('2.16.840.1.113883.10.20.22.4.147'); // CONF:81-32753
export const PRECONDITION = template('2.16.840.1.113883.10.20.22.4.25', '2014-06-09'); // CONF:1098-7372
export const INSTRUCTION = template('2.16.840.1.113883.10.20.22.4.20', '2014-06-09'); // CONF:1098-7393

/** FHIR status of requests and statements -> ActStatus 2.16.840.1.113883.5.14; a status that has no counterpart is nullFlavor. */
export const STATUSES: Readonly<Record<string, string>> = {
  active: 'active',
  completed: 'completed',
  stopped: 'aborted',
  cancelled: 'cancelled',
  'on-hold': 'suspended',
  intended: 'active',
  'not-taken': 'completed',
  'not-done': 'completed',
  'in-progress': 'active',
  ended: 'completed',
};

/** Statuses under which the patient no longer takes it. */
export const OVER: ReadonlySet<string> = new Set(['completed', 'stopped', 'cancelled', 'ended']);
