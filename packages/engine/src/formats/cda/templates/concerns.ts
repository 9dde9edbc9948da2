import { ACT_CODE, type CdaTemplate, ccda, LOINC } from './template.js';

// Entry templates of C-CDA R2.1 (volume 2, chapters 3 and 4): problems, allergies and health concerns.

export const PROBLEM_CONCERN_ACT = {
  root: ccda('4.3'),
  extensions: ['', '2015-08-01'],
  element: 'act',
  templateId: '1198-16772',
  classCode: ['ACT', '1198-9024'],
  moodCode: ['EVN', '1198-9025'],
  code: ['CONC', '1198-19184'],
} as const satisfies CdaTemplate;

export const PROBLEM_OBSERVATION = {
  root: ccda('4.4'),
  extensions: ['', '2015-08-01'],
  element: 'observation',
  templateId: '1198-14926',
  classCode: ['OBS', '1198-9041'],
  moodCode: ['EVN', '1198-9042'],
  statusCode: ['completed', '1198-19112'],
} as const satisfies CdaTemplate;

export const PROBLEM_STATUS = {
  root: ccda('4.6'),
  extensions: ['', '2019-06-20'],
  element: 'observation',
  templateId: '1198-7359',
  classCode: ['OBS', '1198-7357'],
  moodCode: ['EVN', '1198-7358'],
  code: ['33999-4', '1198-19163'],
  codeSystem: [LOINC, '1198-19163'],
  statusCode: ['completed', '1198-19113'],
} as const satisfies CdaTemplate;

export const ALLERGY_OBSERVATION = {
  root: ccda('4.7'),
  extensions: ['', '2014-06-09'],
  element: 'observation',
  templateId: '1098-7381',
  classCode: ['OBS', '1098-7379'],
  moodCode: ['EVN', '1098-7380'],
  code: ['ASSERTION', '1098-15948'],
  codeSystem: [ACT_CODE, '1098-32153'],
  statusCode: ['completed', '1098-19085'],
} as const satisfies CdaTemplate;

export const SEVERITY_OBSERVATION = {
  root: ccda('4.8'),
  extensions: ['', '2014-06-09'],
  element: 'observation',
  templateId: '1098-7347',
  classCode: ['OBS', '1098-7345'],
  moodCode: ['EVN', '1098-7346'],
  code: ['SEV', '1098-19169'],
  statusCode: ['completed', '1098-19115'],
} as const satisfies CdaTemplate;

export const REACTION_OBSERVATION = {
  root: ccda('4.9'),
  extensions: ['', '2014-06-09'],
  element: 'observation',
  templateId: '1098-7323',
  classCode: ['OBS', '1098-7325'],
  moodCode: ['EVN', '1098-7326'],
  code: ['ASSERTION', '1098-31124'],
  statusCode: ['completed', '1098-19114'],
} as const satisfies CdaTemplate;

export const ALLERGY_STATUS_OBSERVATION = {
  root: ccda('4.28'),
  extensions: ['', '2019-06-20'],
  element: 'observation',
  templateId: '1198-7317',
  classCode: ['OBS', '1198-7318'],
  moodCode: ['EVN', '1198-7319'],
  code: ['33999-4', '1198-19131'],
  statusCode: ['completed', '1198-19087'],
} as const satisfies CdaTemplate;

export const ALLERGY_CONCERN_ACT = {
  root: ccda('4.30'),
  extensions: ['', '2015-08-01'],
  element: 'act',
  templateId: '1198-7471',
  classCode: ['ACT', '1198-7469'],
  moodCode: ['EVN', '1198-7470'],
  code: ['CONC', '1198-19158'],
} as const satisfies CdaTemplate;

export const AGE_OBSERVATION = {
  root: ccda('4.31'),
  extensions: [''],
  element: 'observation',
  templateId: '81-7899',
  classCode: ['OBS', '81-7613'],
  moodCode: ['EVN', '81-7614'],
  code: ['445518008', '81-16776'],
  statusCode: ['completed', '81-15966'],
} as const satisfies CdaTemplate;

export const HEALTH_CONCERN_ACT = {
  root: ccda('4.132'),
  extensions: ['', '2015-08-01'],
  element: 'act',
  templateId: '1198-30752',
  classCode: ['ACT', '1198-30750'],
  moodCode: ['EVN', '1198-30751'],
  code: ['75310-3', '1198-32311'],
} as const satisfies CdaTemplate;

export const CRITICALITY_OBSERVATION = {
  root: ccda('4.145'),
  extensions: [''],
  element: 'observation',
  templateId: '81-32918',
  classCode: ['OBS', '81-32921'],
  moodCode: ['EVN', '81-32922'],
  code: ['82606-5', '81-32925'],
  statusCode: ['completed', '81-32927'],
} as const satisfies CdaTemplate;
