import { type CdaTemplate, ccda, LOINC } from './template.js';

// Section templates of C-CDA R2.1 (volume 2, chapter 2) of documents of one visit.

export const REASON_FOR_REFERRAL_SECTION = {
  root: '1.3.6.1.4.1.19376.1.5.3.1.3.1',
  extensions: ['', '2014-06-09'],
  element: 'section',
  templateId: '1098-7844',
  code: ['42349-1', '1098-15428'],
  codeSystem: [LOINC, '1098-30867'],
} as const satisfies CdaTemplate;

export const HISTORY_OF_PRESENT_ILLNESS_SECTION = {
  root: '1.3.6.1.4.1.19376.1.5.3.1.3.4',
  extensions: [''],
  element: 'section',
  templateId: '81-7848',
  code: ['10164-2', '81-15478'],
} as const satisfies CdaTemplate;

export const HOSPITAL_COURSE_SECTION = {
  root: '1.3.6.1.4.1.19376.1.5.3.1.3.5',
  extensions: [''],
  element: 'section',
  templateId: '81-7852',
  code: ['8648-8', '81-15488'],
} as const satisfies CdaTemplate;

export const DISCHARGE_MEDICATIONS_SECTION_ENTRIES_OPTIONAL = {
  root: ccda('2.11'),
  extensions: ['', '2015-08-01'],
  element: 'section',
  templateId: '1198-7816',
  code: ['10183-2', '1198-15360'],
  codeSystem: [LOINC, '1198-15360'],
} as const satisfies CdaTemplate;

export const DISCHARGE_MEDICATIONS_SECTION = {
  root: ccda('2.11.1'),
  extensions: ['', '2015-08-01'],
  element: 'section',
  extends: [DISCHARGE_MEDICATIONS_SECTION_ENTRIES_OPTIONAL],
  templateId: '1198-7822',
  code: ['10183-2', '1198-15362'],
} as const satisfies CdaTemplate;

export const REASON_FOR_VISIT_SECTION = {
  root: ccda('2.12'),
  extensions: [''],
  element: 'section',
  templateId: '81-7836',
  code: ['29299-5', '81-15430'],
  codeSystem: [LOINC, '81-26494'],
} as const satisfies CdaTemplate;

export const DISCHARGE_DIAGNOSIS_SECTION = {
  root: ccda('2.24'),
  extensions: ['', '2015-08-01'],
  element: 'section',
  templateId: '1198-7979',
  code: ['11535-2', '1198-15356'],
  codeSystem: [LOINC, '1198-15356'],
} as const satisfies CdaTemplate;

export const INSTRUCTIONS_SECTION = {
  root: ccda('2.45'),
  extensions: ['', '2014-06-09'],
  element: 'section',
  templateId: '1098-10112',
  code: ['69730-0', '1098-15376'],
} as const satisfies CdaTemplate;
