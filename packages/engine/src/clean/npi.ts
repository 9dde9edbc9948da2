import { npiValid } from '../terminology/check-digits.js';
import { clean, nothing, textRule } from './rule.js';

export const npi = textRule({
  name: 'npi',
  describe: 'A National Provider Identifier with a right check digit.',
  returns: 'string',
  findings: ['npi-invalid'],
  clean: (text) => (npiValid(text) ? clean(text) : nothing('npi-invalid')),
});
