import { template } from '../../template.js';

export const PROCEDURES_SECTION = template('2.16.840.1.113883.10.20.22.2.7.1', '2014-06-09'); // CONF:1098-7891
export const PROCEDURE_ACTIVITY = template('2.16.840.1.113883.10.20.22.4.14', '2014-06-09'); // CONF:1098-7654

/** FHIR EventStatus -> ProcedureAct statusCode 2.16.840.1.113883.11.20.9.22; others have no counterpart there. */
export const STATUSES: Readonly<Record<string, string>> = {
  completed: 'completed',
  'in-progress': 'active',
  stopped: 'aborted',
  'not-done': 'cancelled',
};
