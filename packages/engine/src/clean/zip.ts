import { clean, textRule, withFindings } from './rule.js';

/** `12345`, `12345-6789` (USPS Publication 28, section 2); Canadian `V8V 1A1`. Zeros that a number column lost are not made up. */
export const zip = textRule({
  name: 'zip',
  describe: 'A US ZIP code (5 or 9 digits) or Canadian postal code; other text is kept with a finding.',
  returns: 'string',
  findings: ['zip-short', 'zip-placeholder', 'zip-unrecognised'],
  clean(text) {
    const us = /^(\d{5})(?:[-\s]?(\d{4}))?-?$/.exec(text);
    if (us) {
      const value = us[2] === undefined ? us[1]! : `${us[1]}-${us[2]}`;
      return us[1] === '00000' || us[1] === '99999' ? withFindings(value, 'zip-placeholder') : clean(value);
    }
    const canada = /^([A-Z]\d[A-Z])[-\s]?(\d[A-Z]\d)$/i.exec(text);
    if (canada) return clean(`${canada[1]!.toUpperCase()} ${canada[2]!.toUpperCase()}`);
    return withFindings(text, /^\d{3,4}$|^\d{7,8}$/.test(text) ? 'zip-short' : 'zip-unrecognised');
  },
});
