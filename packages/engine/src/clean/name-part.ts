import { textRule } from './rule.js';
import { singleLine } from './text.js';

export const namePart = textRule({
  name: 'name-part',
  describe: 'A family or given name: blanks made single, case and spelling as the source has them.',
  returns: 'string',
  findings: ['control-characters'],
  clean: singleLine,
});
