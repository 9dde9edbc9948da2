import type { Decimal } from '../base/decimal.js';
import { ucumCode, ucumPrint, ucumSystem } from '../terminology/ucum.js';
import type { FindingCode } from './findings.js';
import { isComma, parseNumber } from './number-text.js';
import { type Args, stringArg } from './rule.js';

export interface CleanQuantity {
  value: Decimal;
  comparator?: '<' | '<=' | '>' | '>=';
  unit?: string;
  system?: string;
  code?: string;
}

export const quantityArgs = {
  unit: 'Unit of the column (UCUM or a known spelling), where no unit column is given.',
  comma: 'What a comma is in this column: decimal or thousands.',
  zero: '"absent": zero means not taken.',
} as const;

export const quantityFindings: readonly FindingCode[] = [
  'not-text',
  'arguments-invalid',
  'not-a-quantity',
  'number-ambiguous',
  'unit-unknown',
  'unit-none',
  'unit-conflict',
  'zero-means-absent',
  'value-missing',
];

const shape = /^(<=|>=|=<|=>|<|>|≤|≥|=)?\s*([+-]?[\d.,]+(?:[eE][+-]?\d{1,2})?)\s*(.*)$/s;
const comparators: Readonly<Record<string, CleanQuantity['comparator']>> = {
  '<': '<',
  '>': '>',
  '<=': '<=',
  '=<': '<=',
  '≤': '<=',
  '>=': '>=',
  '=>': '>=',
  '≥': '>=',
};

/** Unit words that say "none". */
const noUnit = /^(?:n\/?a|none|null|nil|-+|\.|no units?)$/i;
// A letter behind a number is as often a flag (High, Low, Normal, Abnormal) as a unit.
const flag = /^(?:H|L|N|A|HH|LL|C)$/;

/**
 * Reads `120`, `<5`, `5.7 %`, `1,234 mg/dL`. A unit inside the value must be understood, else the text is not a quantity.
 * `unit` is the unit column's text, '' where there is none.
 */
export function readQuantity(
  text: string,
  unit: string,
  args: Args,
): { readonly quantity: CleanQuantity; readonly findings: readonly FindingCode[] } | FindingCode {
  if (!isComma(args.comma)) return 'arguments-invalid';
  if (text.length > 96) return 'not-a-quantity';
  const match = shape.exec(text);
  if (!match) return 'not-a-quantity';
  const value = parseNumber(match[2]!, args.comma);
  if (typeof value === 'string') return value === 'number-ambiguous' ? value : 'not-a-quantity';
  const quantity: CleanQuantity = { value };
  const comparator = match[1] === undefined ? undefined : comparators[match[1]];
  if (comparator !== undefined) quantity.comparator = comparator;
  const inside = match[3]!;
  if (inside === '') return withUnit(quantity, unit, stringArg(args, 'unit'));
  const insideCode = flag.test(inside) ? null : ucumCode(inside);
  if (insideCode === null) return 'not-a-quantity';
  const outside = unit === '' || noUnit.test(unit) ? stringArg(args, 'unit') : unit;
  if (outside !== undefined && ucumCode(outside) !== insideCode) return 'unit-conflict';
  return { quantity: { ...quantity, unit: inside, system: ucumSystem, code: insideCode }, findings: [] };
}

const clear: readonly FindingCode[] = Object.freeze([]);

function withUnit(quantity: CleanQuantity, unit: string, stated: string | undefined) {
  if (unit !== '' && !noUnit.test(unit)) {
    quantity.unit = unit;
    const code = ucumCode(unit);
    if (code === null) return { quantity, findings: ['unit-unknown'] as const };
    quantity.system = ucumSystem;
    quantity.code = code;
    return { quantity, findings: clear };
  }
  const findings: readonly FindingCode[] = unit === '' ? clear : ['unit-none'];
  if (stated !== undefined) {
    const code = ucumCode(stated);
    if (code === null)
      return { quantity: { ...quantity, unit: stated }, findings: [...findings, 'unit-unknown' as const] };
    quantity.unit = ucumPrint(code);
    quantity.system = ucumSystem;
    quantity.code = code;
  }
  return { quantity, findings };
}
