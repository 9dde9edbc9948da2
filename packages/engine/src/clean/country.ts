import { countryCode } from '../terminology/places.js';
import { clean, textRule, withFindings } from './rule.js';

export const country = textRule({
  name: 'country',
  describe: 'A country as its ISO 3166-1 alpha-2 code; other text is kept with a finding.',
  returns: 'string',
  findings: ['country-unknown'],
  clean(text) {
    const code = countryCode(text);
    return code === null ? withFindings(text, 'country-unknown') : clean(code);
  },
});
