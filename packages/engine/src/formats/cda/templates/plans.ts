import { ACT_CODE, type CdaTemplate, ccda, SNOMED } from './template.js';

// Entry templates of C-CDA R2.1 (volume 2, chapters 3 and 4): plans and goals.

export const PLANNED_ACT = {
  root: ccda('4.39'),
  extensions: ['', '2014-06-09'],
  element: 'act',
  templateId: '1098-30430',
  classCode: ['ACT', '1098-8538'],
  statusCode: ['active', '1098-32019'],
} as const satisfies CdaTemplate;

export const PLANNED_ENCOUNTER = {
  root: ccda('4.40'),
  extensions: ['', '2014-06-09'],
  element: 'encounter',
  templateId: '1098-30437',
  classCode: ['ENC', '1098-8564'],
} as const satisfies CdaTemplate;

export const PLANNED_PROCEDURE = {
  root: ccda('4.41'),
  extensions: ['', '2014-06-09'],
  element: 'procedure',
  templateId: '1098-30444',
  classCode: ['PROC', '1098-8568'],
} as const satisfies CdaTemplate;

export const PLANNED_MEDICATION_ACTIVITY = {
  root: ccda('4.42'),
  extensions: ['', '2014-06-09'],
  element: 'substanceAdministration',
  templateId: '1098-30465',
  classCode: ['SBADM', '1098-8572'],
  statusCode: ['active', '1098-32088'],
} as const satisfies CdaTemplate;

export const PLANNED_SUPPLY = {
  root: ccda('4.43'),
  extensions: ['', '2014-06-09'],
  element: 'supply',
  templateId: '1098-30463',
  classCode: ['SPLY', '1098-8577'],
  statusCode: ['active', '1098-32047'],
} as const satisfies CdaTemplate;

export const PLANNED_OBSERVATION = {
  root: ccda('4.44'),
  extensions: ['', '2014-06-09'],
  element: 'observation',
  templateId: '1098-30451',
  classCode: ['OBS', '1098-8581'],
  statusCode: ['active', '1098-32032'],
} as const satisfies CdaTemplate;

export const PROGRESS_TOWARD_GOAL_OBSERVATION = {
  root: ccda('4.110'),
  extensions: [''],
  element: 'observation',
  templateId: '1098-31420',
  classCode: ['OBS', '1098-31418'],
  moodCode: ['EVN', '1098-31419'],
  code: ['ASSERTION', '1098-31424'],
  codeSystem: [ACT_CODE, '1098-31425'],
} as const satisfies CdaTemplate;

export const PLANNED_IMMUNIZATION_ACTIVITY = {
  root: ccda('4.120'),
  extensions: [''],
  element: 'substanceAdministration',
  templateId: '1098-32098',
  classCode: ['SBADM', '1098-32091'],
  statusCode: ['active', '1098-32102'],
} as const satisfies CdaTemplate;

export const GOAL_OBSERVATION = {
  root: ccda('4.121'),
  extensions: [''],
  element: 'observation',
  templateId: '1098-8583',
  classCode: ['OBS', '1098-30418'],
  moodCode: ['GOL', '1098-30419'],
} as const satisfies CdaTemplate;

export const NUTRITION_RECOMMENDATION = {
  root: ccda('4.130'),
  extensions: [''],
  element: 'act',
  templateId: '1098-30340',
  classCode: ['ACT', '1098-30385'],
  statusCode: ['active', '1098-31698'],
} as const satisfies CdaTemplate;

export const PRIORITY_PREFERENCE = {
  root: ccda('4.143'),
  extensions: [''],
  element: 'observation',
  templateId: '1098-30951',
  classCode: ['OBS', '1098-30949'],
  moodCode: ['EVN', '1098-30950'],
  code: ['225773000', '1098-30955'],
  codeSystem: [SNOMED, '1098-30956'],
} as const satisfies CdaTemplate;
