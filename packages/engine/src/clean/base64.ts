import { absent, clean, type Rule } from './rule.js';

export const base64: Rule = {
  name: 'base64',
  describe: 'Bytes or text as base64, for Attachment.data.',
  inputs: [1, 1],
  returns: 'base64Binary',
  args: {},
  findings: [],
  clean([cell]) {
    if (cell === null || cell === undefined) return absent;
    const bytes =
      cell instanceof Uint8Array
        ? Buffer.from(cell.buffer, cell.byteOffset, cell.length)
        : Buffer.from(String(cell), 'utf8');
    return bytes.length === 0 || (!(cell instanceof Uint8Array) && String(cell).trim() === '')
      ? absent
      : clean(bytes.toString('base64'));
  },
};
