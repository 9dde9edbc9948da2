import { textRule } from './rule.js';
import { singleLine } from './text.js';

export const codeText = textRule({
  name: 'code-text',
  describe: 'One line of text for CodeableConcept.text: runs of blanks become one.',
  returns: 'string',
  findings: ['control-characters'],
  clean: singleLine,
});
