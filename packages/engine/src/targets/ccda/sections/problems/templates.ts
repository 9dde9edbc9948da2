import { codeTable } from '../../../../base/code-table.js';
import * as table from '../../../../formats/cda/templates.js';
import { template } from '../../template.js';

export const PROBLEM_SECTION = template(table.PROBLEM_SECTION);
export const PROBLEM_CONCERN = template(table.PROBLEM_CONCERN_ACT);
export const PROBLEM_OBSERVATION = template(table.PROBLEM_OBSERVATION);
export const PROBLEM_STATUS = template(table.PROBLEM_STATUS);
export const SEVERITY_OBSERVATION = template(table.SEVERITY_OBSERVATION);
export const ENTRY_REFERENCE = template(table.ENTRY_REFERENCE);
export const AGE_OBSERVATION = template(table.AGE_OBSERVATION);

type Code = readonly [code: string, display: string];

type ProblemType = readonly [snomed: Code, loinc: Code];

/** Problem Type 2.16.840.1.113883.3.88.12.3221.7.2 (SNOMED CT) with its LOINC twin, by SNOMED CT code. */
export const PROBLEM_TYPES: Readonly<Record<string, ProblemType>> = codeTable({
  '55607006': [
    ['55607006', 'Problem'],
    ['75326-9', 'Problem'],
  ],
  '282291009': [
    ['282291009', 'Diagnosis'],
    ['29308-4', 'Diagnosis'],
  ],
  '64572001': [
    ['64572001', 'Condition'],
    ['75323-6', 'Condition'],
  ],
  '404684003': [
    ['404684003', 'Finding'],
    ['75321-0', 'Clinical finding'],
  ],
  '409586006': [
    ['409586006', 'Complaint'],
    ['75322-8', 'Complaint'],
  ],
  '418799008': [
    ['418799008', 'Symptom'],
    ['75325-1', 'Symptom'],
  ],
  '248536006': [
    ['248536006', 'Finding of functional performance and activity'],
    ['75324-4', 'Functional performance'],
  ],
  '373930000': [
    ['373930000', 'Cognitive function finding'],
    ['75275-8', 'Cognitive function'],
  ],
});

/** The type of a FHIR category that names no type of its own; '' is any FHIR Condition. */
export const TYPE_OF_CATEGORY: Readonly<Record<string, string>> = codeTable({
  '': '64572001',
  'problem-list-item': '55607006',
  'encounter-diagnosis': '282291009',
});

// FHIR clinicalStatus -> Problem Status 2.16.840.1.113883.3.88.12.80.68
export const STATUSES: Readonly<Record<string, Code>> = codeTable({
  active: ['55561003', 'Active'],
  inactive: ['73425007', 'Inactive'],
  resolved: ['413322009', 'Resolved'],
  remission: ['277022003', 'Remission phase'],
  recurrence: ['246455001', 'Recurrence'],
  relapse: ['263855007', 'Relapse phase'],
});
