import { icd10 as icd10Shape } from '../terminology/code-shapes.js';
import { codeRule, shaped } from './coding.js';

export const icd10 = codeRule({
  name: 'icd10',
  describe: 'An ICD-10-CM code, with or without its point.',
  system: 'http://hl7.org/fhir/sid/icd-10-cm',
  problems: ['code-shape'],
  read: (text) => shaped(icd10Shape(text)),
});
