import { clean, nothing, textRule, withFindings } from './rule.js';
import { plainText } from './text.js';

export const namePart = textRule({
  name: 'name-part',
  describe: 'A family or given name: blanks made single, case and spelling as the source has them.',
  returns: 'string',
  findings: ['control-characters'],
  clean(text) {
    const plain = plainText(text);
    const kept = plain.text.replace(/\s+/g, ' ').trim();
    if (kept === '') return nothing('control-characters');
    return plain.removed ? withFindings(kept, 'control-characters') : clean(kept);
  },
});
