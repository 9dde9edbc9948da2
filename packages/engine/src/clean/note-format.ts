import { hasActiveHtml } from '../formats/html-text/active-html.js';
import { noteFormat as formatOf, noteCell } from './note-bytes.js';
import { absent, clean, elsewhere, type Rule } from './rule.js';

export const noteFormat: Rule = {
  name: 'note-format',
  describe: 'Content type of a note by its own marks: text/rtf, text/html or text/plain.',
  inputs: [1, 1],
  returns: 'code',
  args: { formatted: 'true: only text/rtf and text/html; absent for plain text (beside note-file).' },
  findings: [],
  clean([cell], args) {
    const { text } = noteCell(cell);
    if (text.trim() === '') return absent;
    const format = formatOf(text);
    const isFile = format === 'text/rtf' || (format === 'text/html' && !hasActiveHtml(text));
    return args.formatted !== true || isFile ? clean(format) : elsewhere;
  },
};
