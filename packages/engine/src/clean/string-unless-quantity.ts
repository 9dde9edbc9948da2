import { quantityArgs, readQuantity } from './quantity-text.js';
import { elsewhere, nothing, textRule, withFindings } from './rule.js';
import { plainText } from './text.js';

/** A result that is not a number with a unit, for `valueString`: the other half of `quantity-or-none`. The unit's text is kept behind the value. */
export const stringUnlessQuantity = textRule({
  name: 'string-unless-quantity',
  describe: 'A result as text when it is no Quantity; the other results are given by quantity-or-none.',
  inputs: [1, 3],
  returns: 'string',
  args: quantityArgs,
  findings: ['value-missing', 'arguments-invalid', 'control-characters', 'number-ambiguous', 'unit-conflict'],
  clean(text, args, _context, [unit = '']) {
    if (text === '') return nothing('value-missing');
    const read = readQuantity(text, unit, args);
    if (read === 'arguments-invalid') return nothing(read);
    if (typeof read !== 'string') return elsewhere;
    const plain = plainText(text);
    const kept = plain.text.trim();
    if (kept === '') return nothing('control-characters');
    // A text without digits has no use for the unit; one with digits may mean something else without it.
    const whole = unit !== '' && /\d/.test(kept) && !kept.endsWith(unit) ? `${kept} ${unit}` : kept;
    if (read === 'number-ambiguous' || read === 'unit-conflict') return withFindings(whole, read);
    return plain.removed ? withFindings(whole, 'control-characters') : withFindings(whole);
  },
});
