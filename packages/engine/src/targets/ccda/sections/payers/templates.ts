import { template } from '../../template.js';

export const PAYERS_SECTION = template('2.16.840.1.113883.10.20.22.2.18', '2015-08-01'); // CONF:1198-7924
export const COVERAGE_ACTIVITY = template('2.16.840.1.113883.10.20.22.4.60', '2015-08-01'); // CONF:1198-8897
export const POLICY_ACTIVITY = template('2.16.840.1.113883.10.20.22.4.61', '2015-08-01'); // CONF:1198-8900
export const PAYER_PERFORMER = template('2.16.840.1.113883.10.20.22.4.87'); // CONF:1198-8906
export const COVERED_PARTY = template('2.16.840.1.113883.10.20.22.4.89'); // CONF:1198-8916
export const POLICY_HOLDER = template('2.16.840.1.113883.10.20.22.4.90'); // CONF:1198-8934

/** FHIR subscriber-relationship -> v3 RoleCode: of its Coverage Role Type (2.16.840.1.113883.1.11.18877) where that has the role, else of its personal relationships. */
export const ROLES: Readonly<Record<string, readonly [code: string, display: string]>> = {
  self: ['SELF', 'self'],
  spouse: ['SPS', 'spouse'],
  child: ['FAMDEP', 'family dependent'],
  parent: ['PRN', 'parent'],
};
