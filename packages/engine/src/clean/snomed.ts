import { readSnomed } from './code-readers.js';
import { codeRule } from './coding.js';

export const snomed = codeRule({
  name: 'snomed',
  describe: 'A SNOMED CT concept id with a right check digit.',
  system: 'http://snomed.info/sct',
  problems: ['code-shape', 'code-check-digit'],
  read: readSnomed,
});
