import { bloodPressure } from './blood-pressure.js';
import { clean, elsewhere, stringArg, textRule } from './rule.js';
import { plainText } from './text.js';

/** A blood pressure as somebody wrote it, where `blood-pressure` over the same cell gives neither side and says why. */
export const stringUnlessBloodPressure = textRule({
  name: 'string-unless-blood-pressure',
  describe:
    'The words of a blood pressure that blood-pressure cannot read, which tells the finding; any other gives nothing here.',
  returns: 'string',
  args: { label: 'Words before it, where the text stands among others.' },
  clean(text, args, context) {
    const isRead = ['systolic', 'diastolic'].some(
      (part) => bloodPressure.clean([text], { part }, context).value !== undefined,
    );
    const kept = isRead ? '' : plainText(text).text.trim();
    return kept === '' ? elsewhere : clean(`${stringArg(args, 'label') ?? ''}${kept}`);
  },
});
