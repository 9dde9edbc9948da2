import { type CdaTemplate, ccda, LOINC } from './template.js';

// Section templates of C-CDA R2.1 (volume 2, chapter 2).

export const MEDICATIONS_SECTION_ENTRIES_OPTIONAL = {
  root: ccda('2.1'),
  extensions: ['', '2014-06-09'],
  element: 'section',
  templateId: '1098-7791',
  code: ['10160-0', '1098-15386'],
  codeSystem: [LOINC, '1098-30824'],
} as const satisfies CdaTemplate;

export const MEDICATIONS_SECTION = {
  root: ccda('2.1.1'),
  extensions: ['', '2014-06-09'],
  element: 'section',
  extends: [MEDICATIONS_SECTION_ENTRIES_OPTIONAL],
  templateId: '1098-7568',
  code: ['10160-0', '1098-15388'],
  codeSystem: [LOINC, '1098-30825'],
} as const satisfies CdaTemplate;

export const IMMUNIZATIONS_SECTION_ENTRIES_OPTIONAL = {
  root: ccda('2.2'),
  extensions: ['', '2015-08-01'],
  element: 'section',
  templateId: '1198-7965',
  code: ['11369-6', '1198-15368'],
} as const satisfies CdaTemplate;

export const IMMUNIZATIONS_SECTION = {
  root: ccda('2.2.1'),
  extensions: ['', '2015-08-01'],
  element: 'section',
  extends: [IMMUNIZATIONS_SECTION_ENTRIES_OPTIONAL],
  templateId: '1198-9015',
  code: ['11369-6', '1198-15370'],
} as const satisfies CdaTemplate;

export const RESULTS_SECTION_ENTRIES_OPTIONAL = {
  root: ccda('2.3'),
  extensions: ['', '2015-08-01'],
  element: 'section',
  templateId: '1198-7116',
  code: ['30954-2', '1198-15432'],
  codeSystem: [LOINC, '1198-31041'],
} as const satisfies CdaTemplate;

export const RESULTS_SECTION = {
  root: ccda('2.3.1'),
  extensions: ['', '2015-08-01'],
  element: 'section',
  extends: [RESULTS_SECTION_ENTRIES_OPTIONAL],
  templateId: '1198-7108',
  code: ['30954-2', '1198-15434'],
} as const satisfies CdaTemplate;

export const VITAL_SIGNS_SECTION_ENTRIES_OPTIONAL = {
  root: ccda('2.4'),
  extensions: ['', '2015-08-01'],
  element: 'section',
  templateId: '1198-7268',
  code: ['8716-3', '1198-15243'],
  codeSystem: [LOINC, '1198-30902'],
} as const satisfies CdaTemplate;

export const VITAL_SIGNS_SECTION = {
  root: ccda('2.4.1'),
  extensions: ['', '2015-08-01'],
  element: 'section',
  extends: [VITAL_SIGNS_SECTION_ENTRIES_OPTIONAL],
  templateId: '1198-7273',
  code: ['8716-3', '1198-15963'],
  codeSystem: [LOINC, '1198-30903'],
} as const satisfies CdaTemplate;

export const PROBLEM_SECTION_ENTRIES_OPTIONAL = {
  root: ccda('2.5'),
  extensions: ['', '2015-08-01'],
  element: 'section',
  templateId: '1198-7877',
  code: ['11450-4', '1198-15408'],
  codeSystem: [LOINC, '1198-31141'],
} as const satisfies CdaTemplate;

export const PROBLEM_SECTION = {
  root: ccda('2.5.1'),
  extensions: ['', '2015-08-01'],
  element: 'section',
  extends: [PROBLEM_SECTION_ENTRIES_OPTIONAL],
  templateId: '1198-9179',
  code: ['11450-4', '1198-15410'],
} as const satisfies CdaTemplate;

export const ALLERGIES_SECTION_ENTRIES_OPTIONAL = {
  root: ccda('2.6'),
  extensions: ['', '2015-08-01'],
  element: 'section',
  templateId: '1198-7800',
  code: ['48765-2', '1198-15346'],
} as const satisfies CdaTemplate;

export const ALLERGIES_SECTION = {
  root: ccda('2.6.1'),
  extensions: ['', '2015-08-01'],
  element: 'section',
  extends: [ALLERGIES_SECTION_ENTRIES_OPTIONAL],
  templateId: '1198-7527',
  code: ['48765-2', '1198-15350'],
} as const satisfies CdaTemplate;

export const PROCEDURES_SECTION_ENTRIES_OPTIONAL = {
  root: ccda('2.7'),
  extensions: ['', '2014-06-09'],
  element: 'section',
  templateId: '1098-6270',
  code: ['47519-4', '1098-15424'],
} as const satisfies CdaTemplate;

export const PROCEDURES_SECTION = {
  root: ccda('2.7.1'),
  extensions: ['', '2014-06-09'],
  element: 'section',
  extends: [PROCEDURES_SECTION_ENTRIES_OPTIONAL],
  templateId: '1098-7891',
  code: ['47519-4', '1098-15426'],
  codeSystem: [LOINC, '1098-31138'],
} as const satisfies CdaTemplate;

export const ASSESSMENT_SECTION = {
  root: ccda('2.8'),
  extensions: [''],
  element: 'section',
  templateId: '81-7711',
  code: ['51848-0', '81-14758'],
} as const satisfies CdaTemplate;

export const PLAN_OF_TREATMENT_SECTION = {
  root: ccda('2.10'),
  extensions: ['', '2014-06-09'],
  element: 'section',
  templateId: '1098-7723',
  code: ['18776-5', '1098-14750'],
  codeSystem: [LOINC, '1098-30813'],
} as const satisfies CdaTemplate;

export const FUNCTIONAL_STATUS_SECTION = {
  root: ccda('2.14'),
  extensions: ['', '2014-06-09'],
  element: 'section',
  templateId: '1098-7920',
  code: ['47420-5', '1098-14579'],
  codeSystem: [LOINC, '1098-30866'],
} as const satisfies CdaTemplate;

export const FAMILY_HISTORY_SECTION = {
  root: ccda('2.15'),
  extensions: ['', '2015-08-01'],
  element: 'section',
  templateId: '1198-7932',
  code: ['10157-6', '1198-15470'],
  codeSystem: [LOINC, '1198-32481'],
} as const satisfies CdaTemplate;

export const SOCIAL_HISTORY_SECTION = {
  root: ccda('2.17'),
  extensions: ['', '2015-08-01'],
  element: 'section',
  templateId: '1198-7936',
  code: ['29762-2', '1198-14820'],
  codeSystem: [LOINC, '1198-30814'],
} as const satisfies CdaTemplate;

export const PAYERS_SECTION = {
  root: ccda('2.18'),
  extensions: ['', '2015-08-01'],
  element: 'section',
  templateId: '1198-7924',
  code: ['48768-6', '1198-15396'],
  codeSystem: [LOINC, '1198-32149'],
} as const satisfies CdaTemplate;

export const ADVANCE_DIRECTIVES_SECTION_ENTRIES_OPTIONAL = {
  root: ccda('2.21'),
  extensions: ['', '2015-08-01'],
  element: 'section',
  templateId: '1198-7928',
  code: ['42348-3', '1198-15342'],
  codeSystem: [LOINC, '1198-30812'],
} as const satisfies CdaTemplate;

export const ADVANCE_DIRECTIVES_SECTION = {
  root: ccda('2.21.1'),
  extensions: ['', '2015-08-01'],
  element: 'section',
  extends: [ADVANCE_DIRECTIVES_SECTION_ENTRIES_OPTIONAL],
  templateId: '1198-30227',
  code: ['42348-3', '1198-32930'],
  codeSystem: [LOINC, '1198-32931'],
} as const satisfies CdaTemplate;

export const ENCOUNTERS_SECTION_ENTRIES_OPTIONAL = {
  root: ccda('2.22'),
  extensions: ['', '2015-08-01'],
  element: 'section',
  templateId: '1198-7940',
  code: ['46240-8', '1198-15462'],
  codeSystem: [LOINC, '1198-31136'],
} as const satisfies CdaTemplate;

export const ENCOUNTERS_SECTION = {
  root: ccda('2.22.1'),
  extensions: ['', '2015-08-01'],
  element: 'section',
  extends: [ENCOUNTERS_SECTION_ENTRIES_OPTIONAL],
  templateId: '1198-8705',
  code: ['46240-8', '1198-15467'],
  codeSystem: [LOINC, '1198-31137'],
} as const satisfies CdaTemplate;

export const MEDICAL_EQUIPMENT_SECTION = {
  root: ccda('2.23'),
  extensions: ['', '2014-06-09'],
  element: 'section',
  templateId: '1098-7944',
  code: ['46264-8', '1098-15382'],
  codeSystem: [LOINC, '1098-30828'],
} as const satisfies CdaTemplate;

export const MENTAL_STATUS_SECTION = {
  root: ccda('2.56'),
  extensions: ['', '2015-08-01'],
  element: 'section',
  templateId: '1198-28293',
  code: ['10190-7', '1198-28296'],
  codeSystem: [LOINC, '1198-30826'],
} as const satisfies CdaTemplate;

export const HEALTH_CONCERNS_SECTION = {
  root: ccda('2.58'),
  extensions: ['', '2015-08-01'],
  element: 'section',
  templateId: '1198-28804',
  code: ['75310-3', '1198-28807'],
  codeSystem: [LOINC, '1198-28808'],
} as const satisfies CdaTemplate;

export const GOALS_SECTION = {
  root: ccda('2.60'),
  extensions: [''],
  element: 'section',
  templateId: '1098-29584',
  code: ['61146-7', '1098-29587'],
  codeSystem: [LOINC, '1098-29588'],
} as const satisfies CdaTemplate;
