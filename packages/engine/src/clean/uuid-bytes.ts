import { absent, cellText, clean, nothing, type Rule } from './rule.js';

export const uuidBytes: Rule = {
  name: 'uuid-bytes',
  describe: 'binary(16), 32 hexadecimal digits or a UUID in any case as lower-case UUID text.',
  inputs: [1, 1],
  returns: 'string',
  args: {},
  findings: ['uuid-unreadable'],
  clean([cell]) {
    const bytes = cell instanceof Uint8Array && cell.length === 16;
    const text = bytes ? Buffer.from(cell.buffer, cell.byteOffset, 16).toString('hex') : cellText(cell);
    if (text === '') return absent;
    const hex = (text ?? '').toLowerCase().replace(/^0x|^urn:uuid:|[{}-]/g, '');
    if (!/^[0-9a-f]{32}$/.test(hex)) return nothing('uuid-unreadable');
    return clean(`${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`);
  },
};
