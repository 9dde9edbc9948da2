import { ACT_CODE, type CdaTemplate, ccda, LOINC } from './template.js';

// Entry templates of C-CDA R2.1 (volume 2, chapters 3 and 4): medications and immunizations.

export const MEDICATION_ACTIVITY = {
  root: ccda('4.16'),
  extensions: ['', '2014-06-09'],
  element: 'substanceAdministration',
  templateId: '1098-7499',
  classCode: ['SBADM', '1098-7496'],
} as const satisfies CdaTemplate;

export const MEDICATION_SUPPLY_ORDER = {
  root: ccda('4.17'),
  extensions: ['', '2014-06-09'],
  element: 'supply',
  templateId: '1098-7429',
  classCode: ['SPLY', '1098-7427'],
  moodCode: ['INT', '1098-7428'],
} as const satisfies CdaTemplate;

export const INSTRUCTION = {
  root: ccda('4.20'),
  extensions: ['', '2014-06-09'],
  element: 'act',
  templateId: '1098-7393',
  classCode: ['ACT', '1098-7391'],
  moodCode: ['INT', '1098-7392'],
  statusCode: ['completed', '1098-19106'],
} as const satisfies CdaTemplate;

export const MEDICATION_INFORMATION = {
  root: ccda('4.23'),
  extensions: ['', '2014-06-09'],
  element: 'manufacturedProduct',
  templateId: '1098-7409',
  classCode: ['MANU', '1098-7408'],
} as const satisfies CdaTemplate;

export const PRECONDITION = {
  root: ccda('4.25'),
  extensions: ['', '2014-06-09'],
  element: 'criterion',
  templateId: '1098-7372',
  code: ['ASSERTION', '1098-32397'],
  codeSystem: [ACT_CODE, '1098-32398'],
} as const satisfies CdaTemplate;

export const DISCHARGE_MEDICATION = {
  root: ccda('4.35'),
  extensions: ['', '2016-03-01'],
  element: 'act',
  templateId: '1198-16760',
  classCode: ['ACT', '1198-7689'],
  moodCode: ['EVN', '1198-7690'],
  code: ['10183-2', '1198-19161'],
  codeSystem: [LOINC, '1198-32159'],
  statusCode: ['completed', '1198-32780'],
} as const satisfies CdaTemplate;

export const IMMUNIZATION_ACTIVITY = {
  root: ccda('4.52'),
  extensions: ['', '2015-08-01'],
  element: 'substanceAdministration',
  templateId: '1198-8828',
  classCode: ['SBADM', '1198-8826'],
} as const satisfies CdaTemplate;

export const IMMUNIZATION_REFUSAL_REASON = {
  root: ccda('4.53'),
  extensions: [''],
  element: 'observation',
  templateId: '81-8993',
  classCode: ['OBS', '81-8991'],
  moodCode: ['EVN', '81-8992'],
  statusCode: ['completed', '81-19104'],
} as const satisfies CdaTemplate;

export const IMMUNIZATION_MEDICATION_INFORMATION = {
  root: ccda('4.54'),
  extensions: ['', '2014-06-09'],
  element: 'manufacturedProduct',
  templateId: '1098-9004',
  classCode: ['MANU', '1098-9002'],
} as const satisfies CdaTemplate;

export const MEDICATION_FREE_TEXT_SIG = {
  root: ccda('4.147'),
  extensions: [''],
  element: 'substanceAdministration',
  templateId: '81-32753',
  classCode: ['SBADM', '81-32770'],
  code: ['76662-6', '81-32780'],
  codeSystem: [LOINC, '81-32781'],
} as const satisfies CdaTemplate;
