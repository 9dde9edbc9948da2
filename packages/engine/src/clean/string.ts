import { clean, textRule } from './rule.js';

export const string = textRule({
  name: 'string',
  describe: 'Text with its ends trimmed and nothing else changed.',
  returns: 'string',
  clean: (text) => clean(text),
});
