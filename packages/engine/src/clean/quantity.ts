import { isZero } from './number-text.js';
import { quantityArgs, quantityFindings, readQuantity } from './quantity-text.js';
import { nothing, textRule, withFindings } from './rule.js';

/** FHIR Quantity: exact value, comparator, unit as written, UCUM code only where the unit is understood. */
export const quantity = textRule({
  name: 'quantity',
  describe:
    'Value and unit (a column each, or the unit by argument, or both in one text) as a Quantity with a UCUM code.',
  inputs: [1, 2],
  returns: 'Quantity',
  args: quantityArgs,
  findings: quantityFindings,
  clean(text, args, _context, [unit = '']) {
    if (text === '') return nothing('value-missing');
    const read = readQuantity(text, unit, args);
    if (typeof read === 'string') return nothing(read);
    if (args.zero === 'absent' && isZero(read.quantity.value)) return nothing('zero-means-absent');
    return withFindings(read.quantity, ...read.findings);
  },
});
