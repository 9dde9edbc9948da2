import { readFrequency, timingOf } from './frequency-text.js';
import { textRule, withFindings } from './rule.js';

export const frequency = textRule({
  name: 'frequency',
  describe: 'How often (BID, q6h, every 8 hours, at bedtime) as a Timing; the words are kept as its text.',
  returns: 'Timing',
  findings: ['frequency-text-only'],
  clean(text) {
    const read = text.length > 80 ? null : readFrequency(text);
    return read === null ? withFindings({ code: { text } }, 'frequency-text-only') : { value: timingOf(read, text) };
  },
});
