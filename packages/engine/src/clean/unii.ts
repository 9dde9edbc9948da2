import { readUnii } from './code-readers.js';
import { codeRule } from './coding.js';

export const unii = codeRule({
  name: 'unii',
  describe: 'A UNII with a right check character.',
  system: 'http://fdasis.nlm.nih.gov',
  problems: ['code-shape', 'code-check-digit'],
  read: readUnii,
});
