import { bloodPressure } from './blood-pressure.js';
import { clean, elsewhere, stringArg, textRule } from './rule.js';
import { plainText } from './text.js';

/** A blood pressure as somebody wrote it, where `blood-pressure` over the same cell gives neither side and says why. */
export const stringUnlessBloodPressure = textRule({
  name: 'string-unless-blood-pressure',
  describe:
    'The words of a blood pressure that blood-pressure cannot read, which tells the finding; any other gives nothing here.',
  inputs: [1, 2],
  returns: 'string',
  args: { label: 'Words before it, where the text stands among others.' },
  clean(text, args, context, [unit = '']) {
    const isRead = ['systolic', 'diastolic'].some(
      (part) => bloodPressure.clean([text, unit], { part }, context).value !== undefined,
    );
    const words = unit === '' || text.endsWith(unit) ? text : `${text} ${unit}`;
    const kept = isRead ? '' : plainText(words).text.trim();
    return kept === '' ? elsewhere : clean(`${stringArg(args, 'label') ?? ''}${kept}`);
  },
});
