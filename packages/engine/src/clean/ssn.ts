import { clean, nothing, textRule, withFindings } from './rule.js';

// Numbers printed on sample cards and used as fillers (SSA POMS RM 10201.035; 078-05-1120 is the Woolworth wallet card).
const fillers = new Set(['123456789', '078051120', '219099999', '987654321', '111223333', '123121234']);

/** Nine digits without hyphens, as http://hl7.org/fhir/sid/us-ssn asks; `{ dashes: true }` keeps `123-45-6789`. */
export const ssn = textRule({
  name: 'ssn',
  describe: 'A US social security number as nine digits; placeholders are left out.',
  returns: 'string',
  args: { dashes: 'true: 123-45-6789 instead of nine digits.' },
  findings: ['ssn-invalid', 'ssn-not-issued', 'ssn-placeholder'],
  clean(text, args) {
    const match = /^(\d{3})[-\s]?(\d{2})[-\s]?(\d{4})$/.exec(text);
    if (!match) return nothing('ssn-invalid');
    const [, area = '', group = '', serial = ''] = match;
    const digits = area + group + serial;
    if (/^(\d)\1{8}$/.test(digits) || fillers.has(digits)) return nothing('ssn-placeholder');
    // 20 CFR 422.103; SSA: no area 000, 666, 900-999, no group 00, no serial 0000.
    if (area === '000' || group === '00' || serial === '0000') return nothing('ssn-placeholder');
    const value = args.dashes === true ? `${area}-${group}-${serial}` : digits;
    return area === '666' || area >= '900' ? withFindings(value, 'ssn-not-issued') : clean(value);
  },
});
