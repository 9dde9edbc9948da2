import { type CdaTemplate, ccda, LOINC } from './template.js';

// Document templates of C-CDA R2.1 (volume 2, chapter 1).

export const US_REALM_HEADER = {
  root: ccda('1.1'),
  extensions: ['', '2015-08-01'],
  element: 'ClinicalDocument',
  templateId: '1198-5252',
} as const satisfies CdaTemplate;

export const CONTINUITY_OF_CARE_DOCUMENT = {
  root: ccda('1.2'),
  extensions: ['', '2015-08-01'],
  element: 'ClinicalDocument',
  extends: [US_REALM_HEADER],
  templateId: '1198-8450',
  code: ['34133-9', '1198-17181'],
  codeSystem: [LOINC, '1198-32138'],
} as const satisfies CdaTemplate;

export const CONSULTATION_NOTE = {
  root: ccda('1.4'),
  extensions: ['', '2015-08-01'],
  element: 'ClinicalDocument',
  extends: [US_REALM_HEADER],
  templateId: '1198-8375',
} as const satisfies CdaTemplate;

export const DISCHARGE_SUMMARY = {
  root: ccda('1.8'),
  extensions: ['', '2015-08-01'],
  element: 'ClinicalDocument',
  extends: [US_REALM_HEADER],
  templateId: '1198-8463',
} as const satisfies CdaTemplate;

export const PROGRESS_NOTE = {
  root: ccda('1.9'),
  extensions: ['', '2015-08-01'],
  element: 'ClinicalDocument',
  extends: [US_REALM_HEADER],
  templateId: '1198-7588',
} as const satisfies CdaTemplate;

export const UNSTRUCTURED_DOCUMENT = {
  root: ccda('1.10'),
  extensions: ['', '2015-08-01'],
  element: 'ClinicalDocument',
  extends: [US_REALM_HEADER],
  templateId: '1198-7710',
} as const satisfies CdaTemplate;

export const REFERRAL_NOTE = {
  root: ccda('1.14'),
  extensions: ['', '2015-08-01'],
  element: 'ClinicalDocument',
  extends: [US_REALM_HEADER],
  templateId: '1198-28947',
} as const satisfies CdaTemplate;
