import { codeTable } from '../../../../base/code-table.js';
import * as table from '../../../../formats/cda/templates.js';
import { template } from '../../template.js';

export const PAYERS_SECTION = template(table.PAYERS_SECTION);
export const COVERAGE_ACTIVITY = template(table.COVERAGE_ACTIVITY);
export const POLICY_ACTIVITY = template(table.POLICY_ACTIVITY);
export const PAYER_PERFORMER = template(table.PAYER_PERFORMER);
export const COVERED_PARTY = template(table.COVERED_PARTY);
export const POLICY_HOLDER = template(table.POLICY_HOLDER);

/** FHIR subscriber-relationship -> v3 RoleCode: of its Coverage Role Type (2.16.840.1.113883.1.11.18877) where that has the role, else of its personal relationships. */
export const ROLES: Readonly<Record<string, readonly [code: string, display: string]>> = codeTable({
  self: ['SELF', 'self'],
  spouse: ['SPS', 'spouse'],
  child: ['FAMDEP', 'family dependent'],
  parent: ['PRN', 'parent'],
});
