import { type CdaTemplate, ccda, LOINC, SNOMED } from './template.js';

// Entry templates of C-CDA R2.1 (volume 2, chapters 3 and 4): results, vital signs, statuses and histories.

export const RESULT_ORGANIZER = {
  root: ccda('4.1'),
  extensions: ['', '2015-08-01'],
  element: 'organizer',
  templateId: '1198-7126',
  moodCode: ['EVN', '1198-7122'],
} as const satisfies CdaTemplate;

export const RESULT_OBSERVATION = {
  root: ccda('4.2'),
  extensions: ['', '2015-08-01'],
  element: 'observation',
  templateId: '1198-7136',
  classCode: ['OBS', '1198-7130'],
  moodCode: ['EVN', '1198-7131'],
} as const satisfies CdaTemplate;

export const VITAL_SIGNS_ORGANIZER = {
  root: ccda('4.26'),
  extensions: ['', '2015-08-01'],
  element: 'organizer',
  templateId: '1198-7281',
  classCode: ['CLUSTER', '1198-7279'],
  moodCode: ['EVN', '1198-7280'],
  code: ['46680005', '1198-32741'],
  codeSystem: [SNOMED, '1198-32742'],
  statusCode: ['completed', '1198-19120'],
} as const satisfies CdaTemplate;

export const VITAL_SIGN_OBSERVATION = {
  root: ccda('4.27'),
  extensions: ['', '2014-06-09'],
  element: 'observation',
  templateId: '1098-7299',
  classCode: ['OBS', '1098-7297'],
  moodCode: ['EVN', '1098-7298'],
  statusCode: ['completed', '1098-19119'],
} as const satisfies CdaTemplate;

export const SOCIAL_HISTORY_OBSERVATION = {
  root: ccda('4.38'),
  extensions: ['', '2015-08-01'],
  element: 'observation',
  templateId: '1198-8550',
  classCode: ['OBS', '1198-8548'],
  moodCode: ['EVN', '1198-8549'],
  statusCode: ['completed', '1198-19117'],
} as const satisfies CdaTemplate;

export const FAMILY_HISTORY_ORGANIZER = {
  root: ccda('4.45'),
  extensions: ['', '2015-08-01'],
  element: 'organizer',
  templateId: '1198-8604',
  classCode: ['CLUSTER', '1198-8600'],
  moodCode: ['EVN', '1198-8601'],
  statusCode: ['completed', '1198-19099'],
} as const satisfies CdaTemplate;

export const FAMILY_HISTORY_OBSERVATION = {
  root: ccda('4.46'),
  extensions: ['', '2015-08-01'],
  element: 'observation',
  templateId: '1198-8599',
  classCode: ['OBS', '1198-8586'],
  moodCode: ['EVN', '1198-8587'],
  statusCode: ['completed', '1198-19098'],
} as const satisfies CdaTemplate;

export const FAMILY_HISTORY_DEATH_OBSERVATION = {
  root: ccda('4.47'),
  extensions: [''],
  element: 'observation',
  templateId: '81-8623',
  classCode: ['OBS', '81-8621'],
  moodCode: ['EVN', '81-8622'],
  code: ['ASSERTION', '81-19142'],
  statusCode: ['completed', '81-19097'],
} as const satisfies CdaTemplate;

export const FUNCTIONAL_STATUS_OBSERVATION = {
  root: ccda('4.67'),
  extensions: ['', '2014-06-09'],
  element: 'observation',
  templateId: '1098-13889',
  classCode: ['OBS', '1098-13905'],
  moodCode: ['EVN', '1098-13906'],
  codeSystem: [LOINC, '1098-31523'],
  statusCode: ['completed', '1098-19101'],
} as const satisfies CdaTemplate;

export const ASSESSMENT_SCALE_OBSERVATION = {
  root: ccda('4.69'),
  extensions: [''],
  element: 'observation',
  templateId: '81-14436',
  classCode: ['OBS', '81-14434'],
  moodCode: ['EVN', '81-14435'],
  statusCode: ['completed', '81-19088'],
} as const satisfies CdaTemplate;

export const SMOKING_STATUS = {
  root: ccda('4.78'),
  extensions: ['', '2014-06-09'],
  element: 'observation',
  templateId: '1098-14815',
  classCode: ['OBS', '1098-14806'],
  moodCode: ['EVN', '1098-14807'],
  code: ['72166-2', '1098-31039'],
  statusCode: ['completed', '1098-19116'],
} as const satisfies CdaTemplate;

export const TOBACCO_USE = {
  root: ccda('4.85'),
  extensions: ['', '2014-06-09'],
  element: 'observation',
  templateId: '1098-16566',
  classCode: ['OBS', '1098-16558'],
  moodCode: ['EVN', '1098-16559'],
  code: ['11367-0', '1098-19175'],
  codeSystem: [LOINC, '1098-32172'],
  statusCode: ['completed', '1098-19118'],
} as const satisfies CdaTemplate;
