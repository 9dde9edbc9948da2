import { codeTable } from '../../../../base/code-table.js';
import * as table from '../../../../formats/cda/templates.js';
import { template } from '../../template.js';

export const PROCEDURES_SECTION = template(table.PROCEDURES_SECTION);
export const PROCEDURE_ACTIVITY = template(table.PROCEDURE_ACTIVITY_PROCEDURE);

/** FHIR EventStatus -> ProcedureAct statusCode 2.16.840.1.113883.11.20.9.22; others have no counterpart there. */
export const STATUSES: Readonly<Record<string, string>> = codeTable({
  completed: 'completed',
  'in-progress': 'active',
  stopped: 'aborted',
  'not-done': 'cancelled',
});
