import { numberFindings, readNumber } from './decimal.js';
import { commaArg, isZero } from './number-text.js';
import { absent, clean, nothing, type Rule } from './rule.js';

/** FHIR integer, 32 bits: `30.000` is 30, `30.5` is a finding. */
export const integer: Rule = {
  name: 'integer',
  describe: 'A whole number of 32 bits; a fraction of zeros is dropped.',
  inputs: [1, 1],
  returns: 'integer',
  args: { ...commaArg, zero: '"absent": zero means not taken.' },
  findings: [...numberFindings, 'not-integer', 'zero-means-absent'],
  clean([cell], args) {
    const number = readNumber(cell, args);
    if (number === null) return absent;
    if (typeof number === 'string') return nothing(number);
    if (args.zero === 'absent' && isZero(number)) return nothing('zero-means-absent');
    if (!/^-?\d{1,10}(?:\.0*)?$/.test(number.text)) return nothing('not-integer');
    const value = Number(number.text);
    return value < -2147483648 || value > 2147483647 ? nothing('not-integer') : clean(value);
  },
};
