import type { CleanResult } from '../base/cleaner.js';
import { absent, cellText, clean, nothing, type Rule, withFindings } from './rule.js';

// XML 1.0 section 2.2 forbids C0 controls but TAB, LF, CR, lone surrogates and U+FFFE/FFFF; C1 controls it discourages.
const unwanted = /(?![\t\n])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;
const plain = /^[\n\t\u0020-\u007e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufffd]*$/;
const pageBreaks = new RegExp(`[${String.fromCharCode(11, 12)}]`, 'g');

/** Text with LF line ends and without characters that no document may hold; tells whether any were taken out. */
export function plainText(text: string): { readonly text: string; readonly removed: boolean } {
  if (plain.test(text)) return { text, removed: false };
  const lines = text.replace(/\r\n?|\u2028|\u2029/g, '\n').replace(pageBreaks, '\n');
  const kept = lines.replace(unwanted, '');
  return { text: kept, removed: kept !== lines };
}

/** A rule's answer for a text that stands on one line: runs of blanks become one, characters that no document may hold are taken out and told. */
export function singleLine(text: string): CleanResult {
  const plain = plainText(text);
  const kept = plain.text.replace(/\s+/g, ' ').trim();
  if (kept === '') return nothing('control-characters');
  return plain.removed ? withFindings(kept, 'control-characters') : clean(kept);
}

export const text: Rule = {
  name: 'text',
  describe: 'Free text: ends trimmed, CRLF to LF, control characters out; lines kept.',
  inputs: [1, 1],
  returns: 'string',
  args: {},
  findings: ['not-text', 'control-characters'],
  clean([cell]) {
    const raw = cellText(cell);
    if (raw === null) return nothing('not-text');
    if (raw === '') return absent;
    const outcome = plainText(raw);
    const kept = outcome.text.trim();
    if (kept === '') return nothing('control-characters');
    return outcome.removed ? withFindings(kept, 'control-characters') : clean(kept);
  },
};
