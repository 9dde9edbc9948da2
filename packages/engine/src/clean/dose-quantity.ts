import { type CleanQuantity, readQuantity } from './quantity-text.js';
import { nothing, textRule, withFindings } from './rule.js';

const fractions: Readonly<Record<string, string>> = {
  '½': '0.5',
  '1/2': '0.5',
  '¼': '0.25',
  '1/4': '0.25',
  '¾': '0.75',
  '3/4': '0.75',
};

/** A dose such as `500 mg`, `1 tab`, `1/2 tablet`; null when it is not one beyond doubt. Ranges (`1-2 tabs`) are not. */
export function readDose(text: string, unit: string): CleanQuantity | null {
  const fraction = /^(½|¼|¾|[13]\/[24])\s*(.*)$/.exec(text);
  const plain = fraction ? `${fractions[fraction[1]!] ?? ''} ${fraction[2]}` : text;
  const read = readQuantity(plain.trim(), unit, {});
  return typeof read === 'string' || read.quantity.comparator !== undefined ? null : read.quantity;
}

export const doseQuantity = textRule({
  name: 'dose-quantity',
  describe: 'A dose (500 mg, 1 tab, 10 units; or number and unit in two columns) as a Quantity.',
  inputs: [1, 2],
  returns: 'Quantity',
  findings: ['dose-unreadable', 'unit-unknown', 'value-missing'],
  clean(text, _args, _context, [unit = '']) {
    if (text === '') return nothing('value-missing');
    const dose = readDose(text, unit);
    if (dose === null) return nothing('dose-unreadable');
    return dose.unit !== undefined && dose.code === undefined ? withFindings(dose, 'unit-unknown') : { value: dose };
  },
});
