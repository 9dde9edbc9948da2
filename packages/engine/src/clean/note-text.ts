import { htmlToText } from '../formats/html-text/html-text.js';
import { rtfToText } from '../formats/rtf/rtf-text.js';
import type { FindingCode } from './findings.js';
import { noteCell, noteFormat } from './note-bytes.js';
import { absent, nothing, type Rule, withFindings } from './rule.js';
import { plainText } from './text.js';

const noteFormats = ['text/rtf', 'text/html', 'text/plain'];

/** A note in RTF, HTML or plain text as plain text; paragraphs are lines. */
export const noteText: Rule = {
  name: 'note-text',
  describe: 'A note in RTF, HTML or plain text as plain text that keeps its paragraphs.',
  inputs: [1, 1],
  returns: 'string',
  args: {
    format: 'text/rtf, text/html or text/plain, where the column holds one only.',
    encode: '"base64": for Attachment.data.',
  },
  findings: ['arguments-invalid', 'note-not-rtf', 'note-decoded', 'control-characters'],
  clean([cell], args) {
    const { text, guessed } = noteCell(cell);
    if (args.format !== undefined && !noteFormats.includes(args.format as string)) return nothing('arguments-invalid');
    if (args.encode !== undefined && args.encode !== 'base64') return nothing('arguments-invalid');
    const format = (args.format as string | undefined) ?? noteFormat(text);
    const findings: FindingCode[] = guessed ? ['note-decoded'] : [];
    let body = text;
    if (format === 'text/rtf') {
      const read = rtfToText(text);
      body = read.text;
      if (!read.whole) findings.push('note-not-rtf');
    } else if (format === 'text/html') body = htmlToText(text);
    const plain = plainText(body);
    const kept = plain.text.replace(/[ \t]+$/gm, '').replace(/^\n+|\s+$/g, '');
    if (plain.removed) findings.push('control-characters');
    const encoded = args.encode === 'base64' ? Buffer.from(kept, 'utf8').toString('base64') : kept;
    if (kept !== '') return withFindings(encoded, ...findings);
    return text.trim() === '' || findings.length === 0
      ? text.trim() === ''
        ? absent
        : nothing('control-characters')
      : withFindings(undefined, ...findings);
  },
};
