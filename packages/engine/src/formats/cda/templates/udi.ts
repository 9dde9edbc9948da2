import { type CdaTemplate, ccda, LOINC } from './template.js';

// UDI Organizer and its observations: C-CDA R2.1 Supplemental Templates for Unique Device Identification, release 1 (2019).

const NCI_THESAURUS = '2.16.840.1.113883.3.26.1.1';

/** A part of a UDI: what is told apart is its code. */
export type UdiPart = CdaTemplate & Required<Pick<CdaTemplate, 'code' | 'codeSystem'>>;

const part = (end: string, templateId: string, code: string, codeConf: string, systemConf: string): UdiPart => ({
  root: ccda(end),
  extensions: ['2019-06-21'],
  element: 'observation',
  templateId: `4437-${templateId}`,
  code: [code, `4437-${codeConf}`],
  codeSystem: [NCI_THESAURUS, `4437-${systemConf}`],
});

export const UDI_ORGANIZER = {
  root: ccda('4.311'),
  extensions: ['2019-06-21'],
  element: 'organizer',
  templateId: '4437-3480',
  classCode: ['CLUSTER', '4437-3482'],
  moodCode: ['EVN', '4437-3483'],
  codeSystem: [LOINC, '4437-3487'],
  statusCode: ['completed', '4437-3543'],
} as const satisfies CdaTemplate;

/** Device Identifier Observation; the numbers are those of its edition of 2022, which kept those of 2019. */
export const DEVICE_IDENTIFIER = {
  root: ccda('4.304'),
  extensions: ['2019-06-21'],
  element: 'observation',
  templateId: '4524-3421',
  code: ['C101722', '4524-3426'],
  codeSystem: [NCI_THESAURUS, '4524-3427'],
} as const satisfies CdaTemplate;
export const DISTINCT_IDENTIFICATION_CODE = part('4.308', '3348', 'C113843', '3355', '3352');
export const SERIAL_NUMBER = part('4.319', '3373', 'C101671', '3378', '3369');
export const EXPIRATION_DATE = part('4.309', '3393', 'C101670', '3398', '3399');
export const BRAND_NAME = part('4.301', '3403', 'C71898', '3407', '3408');
export const MODEL_NUMBER = part('4.317', '3412', 'C99285', '3416', '3417');
export const COMPANY_NAME = part('4.303', '3441', 'C54131', '3445', '3446');
export const LOT_OR_BATCH_NUMBER = part('4.315', '3450', 'C101672', '3454', '3455');
export const MANUFACTURING_DATE = part('4.316', '3459', 'C101669', '3464', '3465');
