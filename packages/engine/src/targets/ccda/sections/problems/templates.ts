import { template } from '../../template.js';

export const PROBLEM_SECTION = template('2.16.840.1.113883.10.20.22.2.5.1', '2015-08-01'); // CONF:1198-9179
export const PROBLEM_CONCERN = template('2.16.840.1.113883.10.20.22.4.3', '2015-08-01'); // CONF:1198-16772
export const PROBLEM_OBSERVATION = template('2.16.840.1.113883.10.20.22.4.4', '2015-08-01'); // CONF:1198-14926
export const PROBLEM_STATUS = template('2.16.840.1.113883.10.20.22.4.6', '2019-06-20'); // CONF:1198-7359
export const SEVERITY_OBSERVATION = template('2.16.840.1.113883.10.20.22.4.8', '2014-06-09'); // CONF:1098-7347
export const AGE_OBSERVATION = template('2.16.840.1.113883.10.20.22.4.31'); // CONF:81-7899

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
