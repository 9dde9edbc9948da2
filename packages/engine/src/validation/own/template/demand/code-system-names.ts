/** Names by which the constraint tables call code systems; OIDs of the HL7 OID registry. */
export const CODE_SYSTEMS: Readonly<Record<string, string>> = {
  LOINC: '2.16.840.1.113883.6.1',
  SNOMED: '2.16.840.1.113883.6.96',
  CPT: '2.16.840.1.113883.6.12',
  ICD10PCS: '2.16.840.1.113883.6.4',
  CDT: '2.16.840.1.113883.6.13',
  ICD9PROC: '2.16.840.1.113883.6.104',
  ACT_CLASS: '2.16.840.1.113883.5.6',
  ACT_CODE: '2.16.840.1.113883.5.4',
  ROLE_CLASS: '2.16.840.1.113883.5.110',
  ROLE_CODE: '2.16.840.1.113883.5.111',
  PARTICIPATION_FUNCTION: '2.16.840.1.113883.5.88',
  NPI: '2.16.840.1.113883.4.6',
};
