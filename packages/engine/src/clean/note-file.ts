import { hasActiveHtml } from '../formats/html-text/active-html.js';
import { noteCell, noteFormat } from './note-bytes.js';
import { absent, elsewhere, nothing, type Rule, withFindings } from './rule.js';

/** An RTF or HTML note as it was written, for an attachment beside its plain text; absent for plain text, which is whole there. */
export const noteFile: Rule = {
  name: 'note-file',
  describe:
    'An RTF or HTML note as it was written, as base64; absent for plain text, and for HTML that could run or load something.',
  inputs: [1, 1],
  returns: 'string',
  args: {},
  findings: ['note-active'],
  clean([cell]) {
    const { text } = noteCell(cell);
    const format = noteFormat(text);
    if (text.trim() === '') return absent;
    if (format === 'text/plain') return elsewhere;
    if (format === 'text/html' && hasActiveHtml(text)) return nothing('note-active');
    const bytes = cell instanceof Uint8Array ? cell : Buffer.from(text, 'utf8');
    return withFindings(Buffer.from(bytes).toString('base64'));
  },
};
