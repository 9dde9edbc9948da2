import { noteFormat as formatOf, noteCell } from './note-bytes.js';
import { absent, clean, type Rule } from './rule.js';

export const noteFormat: Rule = {
  name: 'note-format',
  describe: 'Content type of a note by its own marks: text/rtf, text/html or text/plain.',
  inputs: [1, 1],
  returns: 'code',
  args: {},
  findings: [],
  clean([cell]) {
    const { text } = noteCell(cell);
    return text.trim() === '' ? absent : clean(formatOf(text));
  },
};
