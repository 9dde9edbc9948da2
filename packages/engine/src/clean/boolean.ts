import { absent, cellText, clean, nothing, type Rule } from './rule.js';

const yes = new Set(['y', 'yes', 't', 'true', '1', 'on', 'x', 'checked']);
const no = new Set(['n', 'no', 'f', 'false', '0', 'off', 'unchecked']);

export const boolean: Rule = {
  name: 'boolean',
  describe: 'Yes or no: Y/N, Yes/No, T/F, true/false, 1/0, on/off, X and a bit.',
  inputs: [1, 1],
  returns: 'boolean',
  args: {},
  findings: ['boolean-unreadable'],
  clean([cell]) {
    if (typeof cell === 'boolean') return clean(cell);
    // MySQL bit(1) and SQL Server bit in raw form.
    if (cell instanceof Uint8Array && cell.length === 1 && cell[0]! <= 1) return clean(cell[0] === 1);
    const text = cellText(cell);
    if (text === '') return absent;
    const folded = text?.toLowerCase() ?? '';
    return yes.has(folded) ? clean(true) : no.has(folded) ? clean(false) : nothing('boolean-unreadable');
  },
};
