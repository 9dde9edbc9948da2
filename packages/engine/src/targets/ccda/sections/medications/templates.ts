import { codeTable } from '../../../../base/code-table.js';
import * as table from '../../../../formats/cda/templates.js';
import { template } from '../../template.js';

export const MEDICATIONS_SECTION = template(table.MEDICATIONS_SECTION);
export const MEDICATION_ACTIVITY = template(table.MEDICATION_ACTIVITY);
export const MEDICATION_INFORMATION = template(table.MEDICATION_INFORMATION);
export const SUPPLY_ORDER = template(table.MEDICATION_SUPPLY_ORDER);
export const FREE_TEXT_SIG = template(table.MEDICATION_FREE_TEXT_SIG);
export const PRECONDITION = template(table.PRECONDITION);
export const INSTRUCTION = template(table.INSTRUCTION);

/** FHIR status of requests and statements -> ActStatus 2.16.840.1.113883.5.14; a status that has no counterpart is nullFlavor. */
export const STATUSES: Readonly<Record<string, string>> = codeTable({
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
});

/** Statuses under which the patient no longer takes it. */
export const OVER: ReadonlySet<string> = new Set(['completed', 'stopped', 'cancelled', 'ended']);
