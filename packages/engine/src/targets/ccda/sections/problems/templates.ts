import * as table from '../../../../formats/cda/templates.js';
import { template } from '../../template.js';

export const PROBLEM_SECTION = template(table.PROBLEM_SECTION);
export const PROBLEM_CONCERN = template(table.PROBLEM_CONCERN_ACT);
export const PROBLEM_OBSERVATION = template(table.PROBLEM_OBSERVATION);
export const PROBLEM_STATUS = template(table.PROBLEM_STATUS);
export const SEVERITY_OBSERVATION = template(table.SEVERITY_OBSERVATION);
export const AGE_OBSERVATION = template(table.AGE_OBSERVATION);

type Code = readonly [code: string, display: string];

/** Problem Type 2.16.840.1.113883.3.88.12.3221.7.2 (SNOMED CT) with its LOINC twin, by FHIR category; '' is any FHIR Condition. */
export const PROBLEM_TYPES: Readonly<Record<string, readonly [snomed: Code, loinc: Code]>> = {
  '': [
    ['64572001', 'Condition'],
    ['75323-6', 'Condition'],
  ],
  'problem-list-item': [
    ['55607006', 'Problem'],
    ['75326-9', 'Problem'],
  ],
  'encounter-diagnosis': [
    ['282291009', 'Diagnosis'],
    ['29308-4', 'Diagnosis'],
  ],
};

// FHIR clinicalStatus -> Problem Status 2.16.840.1.113883.3.88.12.80.68
export const STATUSES: Readonly<Record<string, Code>> = {
  active: ['55561003', 'Active'],
  inactive: ['73425007', 'Inactive'],
  resolved: ['413322009', 'Resolved'],
  remission: ['277022003', 'Remission phase'],
  recurrence: ['246455001', 'Recurrence'],
  relapse: ['263855007', 'Relapse phase'],
};
