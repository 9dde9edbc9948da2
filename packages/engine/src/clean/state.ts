import { stateCode } from '../terminology/places.js';
import { clean, textRule, withFindings } from './rule.js';

export const state = textRule({
  name: 'state',
  describe: 'A US state or Canadian province as its two letters; other text is kept with a finding.',
  returns: 'string',
  findings: ['state-unknown'],
  clean(text) {
    const code = stateCode(text);
    return code === null ? withFindings(text, 'state-unknown') : clean(code);
  },
});
