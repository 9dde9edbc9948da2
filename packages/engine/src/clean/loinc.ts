import { readLoinc } from './code-readers.js';
import { codeRule } from './coding.js';

export const loinc = codeRule({
  name: 'loinc',
  describe: 'A LOINC code with a right check digit.',
  system: 'http://loinc.org',
  problems: ['code-shape', 'code-check-digit'],
  read: readLoinc,
});
