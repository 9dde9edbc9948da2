import { type CdaTemplate, ccda, LOINC } from './template.js';

// Entry templates of C-CDA R2.1 (volume 2, chapters 3 and 4): procedures, encounters, supplies, and what stands inside other entries.

export const PROCEDURE_ACTIVITY_PROCEDURE = {
  root: ccda('4.14'),
  extensions: ['', '2014-06-09'],
  element: 'procedure',
  templateId: '1098-7654',
  classCode: ['PROC', '1098-7652'],
  moodCode: ['EVN', '1098-7653'],
} as const satisfies CdaTemplate;

export const INDICATION = {
  root: ccda('4.19'),
  extensions: ['', '2014-06-09'],
  element: 'observation',
  templateId: '1098-7482',
  classCode: ['OBS', '1098-7480'],
  moodCode: ['EVN', '1098-7481'],
  statusCode: ['completed', '1098-19105'],
} as const satisfies CdaTemplate;

export const SERVICE_DELIVERY_LOCATION = {
  root: ccda('4.32'),
  extensions: [''],
  element: 'participantRole',
  templateId: '81-7635',
  classCode: ['SDLOC', '81-7758'],
} as const satisfies CdaTemplate;

export const HOSPITAL_DISCHARGE_DIAGNOSIS = {
  root: ccda('4.33'),
  extensions: ['', '2015-08-01'],
  element: 'act',
  templateId: '1198-16764',
  classCode: ['ACT', '1198-7663'],
  moodCode: ['EVN', '1198-7664'],
  code: ['11535-2', '1198-19148'],
} as const satisfies CdaTemplate;

export const PRODUCT_INSTANCE = {
  root: ccda('4.37'),
  extensions: [''],
  element: 'participantRole',
  templateId: '81-7901',
  classCode: ['MANU', '81-7900'],
} as const satisfies CdaTemplate;

export const ENCOUNTER_ACTIVITY = {
  root: ccda('4.49'),
  extensions: ['', '2015-08-01'],
  element: 'encounter',
  templateId: '1198-8712',
  classCode: ['ENC', '1198-8710'],
  moodCode: ['EVN', '1198-8711'],
} as const satisfies CdaTemplate;

export const NON_MEDICINAL_SUPPLY_ACTIVITY = {
  root: ccda('4.50'),
  extensions: ['', '2014-06-09'],
  element: 'supply',
  templateId: '1098-8747',
  classCode: ['SPLY', '1098-8745'],
} as const satisfies CdaTemplate;

export const COMMENT_ACTIVITY = {
  root: ccda('4.64'),
  extensions: [''],
  element: 'act',
  templateId: '81-9427',
  classCode: ['ACT', '81-9425'],
  moodCode: ['EVN', '81-9426'],
  code: ['48767-8', '81-19159'],
} as const satisfies CdaTemplate;

export const ENCOUNTER_DIAGNOSIS = {
  root: ccda('4.80'),
  extensions: ['', '2015-08-01'],
  element: 'act',
  templateId: '1198-14895',
  classCode: ['ACT', '1198-14889'],
  moodCode: ['EVN', '1198-14890'],
  code: ['29308-4', '1198-19183'],
  codeSystem: [LOINC, '1198-32160'],
} as const satisfies CdaTemplate;

export const ENTRY_REFERENCE = {
  root: ccda('4.122'),
  extensions: [''],
  element: 'act',
  templateId: '1098-31487',
  classCode: ['ACT', '1098-31485'],
  moodCode: ['EVN', '1098-31486'],
} as const satisfies CdaTemplate;

export const EXTERNAL_DOCUMENT_REFERENCE = {
  root: ccda('4.115'),
  extensions: ['', '2014-06-09'],
  element: 'externalDocument',
  templateId: '1098-32748',
  classCode: ['DOCCLIN', '1098-31931'],
  moodCode: ['EVN', '1098-31932'],
} as const satisfies CdaTemplate;

export const AUTHOR_PARTICIPATION = {
  root: ccda('4.119'),
  extensions: [''],
  element: 'author',
  templateId: '1098-32017',
} as const satisfies CdaTemplate;
