import { numberFindings, readNumber } from './decimal.js';
import { commaArg, isZero } from './number-text.js';
import { absent, clean, nothing, type Rule } from './rule.js';

export const positive: Rule = {
  name: 'positive',
  describe: 'A decimal above zero; zero means not taken, a negative number is a finding.',
  inputs: [1, 1],
  returns: 'decimal',
  args: commaArg,
  findings: [...numberFindings, 'zero-means-absent', 'not-positive'],
  clean([cell], args) {
    const number = readNumber(cell, args);
    if (number === null) return absent;
    if (typeof number === 'string') return nothing(number);
    if (isZero(number)) return nothing('zero-means-absent');
    return number.text.startsWith('-') ? nothing('not-positive') : clean(number);
  },
};
