import { type CdaTemplate, ccda } from './template.js';

// Entry templates of C-CDA R2.1 (volume 2, chapters 3 and 4): coverage and advance directives.

export const ADVANCE_DIRECTIVE_OBSERVATION = {
  root: ccda('4.48'),
  extensions: ['', '2015-08-01'],
  element: 'observation',
  templateId: '1198-8655',
  classCode: ['OBS', '1198-8648'],
  moodCode: ['EVN', '1198-8649'],
  statusCode: ['completed', '1198-19082'],
} as const satisfies CdaTemplate;

export const COVERAGE_ACTIVITY = {
  root: ccda('4.60'),
  extensions: ['', '2015-08-01'],
  element: 'act',
  templateId: '1198-8897',
  classCode: ['ACT', '1198-8872'],
  moodCode: ['EVN', '1198-8873'],
  code: ['48768-6', '1198-19160'],
  statusCode: ['completed', '1198-19094'],
} as const satisfies CdaTemplate;

export const POLICY_ACTIVITY = {
  root: ccda('4.61'),
  extensions: ['', '2015-08-01'],
  element: 'act',
  templateId: '1198-8900',
  classCode: ['ACT', '1198-8898'],
  moodCode: ['EVN', '1198-8899'],
  statusCode: ['completed', '1198-19109'],
} as const satisfies CdaTemplate;
