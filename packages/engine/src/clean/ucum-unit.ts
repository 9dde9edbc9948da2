import { ucumCode } from '../terminology/ucum.js';
import { clean, nothing, textRule } from './rule.js';

export const ucum = textRule({
  name: 'ucum',
  describe: 'A unit as its UCUM code, from legacy spellings or UCUM itself.',
  returns: 'code',
  findings: ['unit-unknown'],
  clean(text) {
    const code = ucumCode(text);
    return code === null ? nothing('unit-unknown') : clean(code);
  },
});
