import { icd9 as icd9Shape } from '../terminology/code-shapes.js';
import { codeRule, shaped } from './coding.js';

export const icd9 = codeRule({
  name: 'icd9',
  describe: 'An ICD-9-CM diagnosis code, with or without its point.',
  system: 'http://hl7.org/fhir/sid/icd-9-cm',
  problems: ['code-shape'],
  read: (text) => shaped(icd9Shape(text)),
});
