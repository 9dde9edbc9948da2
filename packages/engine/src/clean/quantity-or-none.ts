import { quantityArgs, quantityFindings, readQuantity } from './quantity-text.js';
import { elsewhere, nothing, textRule, withFindings } from './rule.js';

/**
 * A result that is a number with a unit, for `valueQuantity`; any other result is left to `string-unless-quantity`: of the two, exactly one
 * gives a value for every result that is not blank.
 */
export const quantityOrNone = textRule({
  name: 'quantity-or-none',
  describe: 'A result as a Quantity when it is one; the other results are given by string-unless-quantity.',
  inputs: [1, 3],
  returns: 'Quantity',
  args: quantityArgs,
  findings: quantityFindings.filter((code) => code !== 'zero-means-absent'),
  clean(text, args, _context, [unit = '']) {
    if (text === '') return nothing('value-missing');
    const read = readQuantity(text, unit, args);
    if (read === 'arguments-invalid') return nothing(read);
    return typeof read === 'string' ? elsewhere : withFindings(read.quantity, ...read.findings);
  },
});
