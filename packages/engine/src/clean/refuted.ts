import { deniedAllergy } from '../terminology/words/no-allergy.js';
import { boolean } from './boolean.js';
import { clean, elsewhere, nothing, textRule } from './rule.js';

/** For `verificationStatus`: what the record states not to be there. Words that deny by themselves ("no known allergies") are not denied once more. */
export const refuted = textRule({
  name: 'refuted',
  describe:
    'refuted, where the first column says yes to "stated as absent" and the words of the second (if any) do not say by themselves that there is nothing.',
  inputs: [1, 2],
  returns: 'code',
  findings: ['boolean-unreadable'],
  clean(text, _args, context, [words = '']) {
    if (text === '') return elsewhere;
    const { value: isAbsent } = boolean.clean([text], {}, context);
    if (typeof isAbsent !== 'boolean') return nothing('boolean-unreadable');
    return isAbsent && (words === '' || deniedAllergy(words) === null) ? clean('refuted') : elsewhere;
  },
});
