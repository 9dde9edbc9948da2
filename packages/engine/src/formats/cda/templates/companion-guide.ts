import { type CdaTemplate, ccda, LOINC } from './template.js';

// Templates that first appeared in the C-CDA R2.1 Companion Guide (releases 1 to 3); they have no R1.1 form.

export const NOTES_SECTION = {
  root: ccda('2.65'),
  extensions: ['2016-11-01'],
  element: 'section',
  templateId: '3250-16935',
} as const satisfies CdaTemplate;

export const NOTE_ACTIVITY = {
  root: ccda('4.202'),
  extensions: ['2016-11-01'],
  element: 'act',
  templateId: '3250-16933',
  classCode: ['ACT', '3250-16899'],
  moodCode: ['EVN', '3250-16900'],
  code: ['34109-9', '3250-16940'],
  codeSystem: [LOINC, '3250-16941'],
} as const satisfies CdaTemplate;

export const BIRTH_SEX_OBSERVATION = {
  root: ccda('4.200'),
  extensions: ['2016-06-01'],
  element: 'observation',
  templateId: '3250-18232',
  classCode: ['OBS', '3250-18230'],
  moodCode: ['EVN', '3250-18231'],
  code: ['76689-9', '3250-18235'],
  codeSystem: [LOINC, '3250-21163'],
  statusCode: ['completed', '3250-18125'],
} as const satisfies CdaTemplate;

export const CARE_TEAMS_SECTION = {
  root: ccda('2.500'),
  extensions: ['2019-07-01', '2022-06-01'],
  element: 'section',
  templateId: '4515-3',
  code: ['85847-2', '4515-5'],
  codeSystem: [LOINC, '4515-5'],
} as const satisfies CdaTemplate;

export const CARE_TEAM_ORGANIZER = {
  root: ccda('4.500'),
  extensions: ['2019-07-01', '2022-06-01'],
  element: 'organizer',
  templateId: '4515-112',
  classCode: ['CLUSTER', '4515-124'],
  moodCode: ['EVN', '4515-125'],
  code: ['86744-0', '4515-120'],
  codeSystem: [LOINC, '4515-121'],
} as const satisfies CdaTemplate;

export const CARE_TEAM_MEMBER_ACT = {
  root: ccda('4.500.1'),
  extensions: ['2019-07-01', '2022-06-01'],
  element: 'act',
  templateId: '4515-45',
  classCode: ['PCPR', '4515-53'],
  moodCode: ['EVN', '4515-54'],
} as const satisfies CdaTemplate;
