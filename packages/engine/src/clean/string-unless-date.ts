import { date } from './date.js';
import { dateArgs } from './date-input.js';
import { cellText, elsewhere, nothing, type Rule, stringArg, withFindings } from './rule.js';
import { plainText } from './text.js';

/** A date as somebody wrote it, where `date` over the same cell gives nothing and says why: the words are kept beside that finding. */
export const stringUnlessDate: Rule = {
  name: 'string-unless-date',
  describe:
    'The words of a date that date cannot read, which tells the finding; a date that it can read gives nothing here.',
  inputs: [1, 1],
  returns: 'string',
  args: { ...dateArgs, label: 'Words before it, where the text stands among others.' },
  findings: ['not-text'],
  clean(inputs, args, context) {
    const { label: _label, ...own } = args;
    const read = date.clean(inputs, own, context);
    const text = cellText(inputs[0]);
    if (text === null) return nothing('not-text');
    if (read.value !== undefined || text === '') return elsewhere;
    const kept = plainText(text).text.trim();
    return kept === '' ? elsewhere : withFindings(`${stringArg(args, 'label') ?? ''}${kept}`);
  },
};
