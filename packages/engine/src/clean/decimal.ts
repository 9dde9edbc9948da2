import type { Cell } from '../base/cell.js';
import { Decimal } from '../base/decimal.js';
import type { FindingCode } from './findings.js';
import { commaArg, isComma, parseNumber } from './number-text.js';
import { type Args, absent, cellText, clean, nothing, type Rule } from './rule.js';

export const numberFindings: readonly FindingCode[] = [
  'not-text',
  'arguments-invalid',
  'number-unreadable',
  'number-ambiguous',
  'number-comparator',
];

/** The number of a cell; null for blank. Booleans are no numbers. */
export function readNumber(cell: Cell | undefined, args: Args): Decimal | FindingCode | null {
  if (typeof cell === 'number' || typeof cell === 'bigint') return Decimal.parse(String(cell)) ?? 'number-unreadable';
  if (typeof cell === 'boolean') return 'number-unreadable';
  const text = cellText(cell);
  if (text === null) return 'not-text';
  if (text === '') return null;
  return isComma(args.comma) ? parseNumber(text, args.comma) : 'arguments-invalid';
}

/** An exact decimal with the scale of the source; `{ zero: absent }` where 0 means not taken. */
export const decimal: Rule = {
  name: 'decimal',
  describe: 'An exact decimal, its scale kept; thousands separators only where they are certain.',
  inputs: [1, 1],
  returns: 'decimal',
  args: { ...commaArg, zero: '"absent": zero means not taken.' },
  findings: [...numberFindings, 'zero-means-absent'],
  clean([cell], args) {
    const number = readNumber(cell, args);
    if (number === null) return absent;
    if (typeof number === 'string') return nothing(number);
    if (args.zero === 'absent' && /^-?[0.]+$/.test(number.text)) return nothing('zero-means-absent');
    return clean(number);
  },
};
