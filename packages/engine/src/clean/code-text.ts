import { clean, nothing, textRule, withFindings } from './rule.js';
import { plainText } from './text.js';

export const codeText = textRule({
  name: 'code-text',
  describe: 'One line of text for CodeableConcept.text: runs of blanks become one.',
  returns: 'string',
  findings: ['control-characters'],
  clean(text) {
    const plain = plainText(text);
    const kept = plain.text.replace(/\s+/g, ' ').trim();
    if (kept === '') return nothing('control-characters');
    return plain.removed ? withFindings(kept, 'control-characters') : clean(kept);
  },
});
