import { codeTable } from '../../base/code-table.js';

/** HL7 ActStatus to FHIR R4 request-status. */
export const REQUEST_STATUS: Readonly<Record<string, string>> = codeTable({
  completed: 'completed',
  active: 'active',
  aborted: 'revoked',
  cancelled: 'revoked',
  suspended: 'on-hold',
  held: 'on-hold',
  nullified: 'entered-in-error',
  new: 'draft',
});
