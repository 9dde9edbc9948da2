import { readCode } from './code-readers.js';
import { bareCoding, codingOf } from './coding.js';
import { nothing, stringArg, textRule } from './rule.js';

/** A code whose system stands in the second column or in the argument; checked as far as the system can be. */
export const code = textRule({
  name: 'code',
  describe: 'A code of the system named in the second column (any known name, URI or OID) or by argument.',
  inputs: [1, 3],
  returns: 'Coding',
  args: { system: 'Name, URI or OID of the code system where no column says.' },
  findings: ['code-shape', 'code-check-digit', 'code-ambiguous', 'code-system-unknown', 'value-missing'],
  clean(text, args, _context, [column = '', display = '']) {
    if (text === '') return nothing('value-missing');
    const reading = readCode(column === '' ? (stringArg(args, 'system') ?? '') : column, text);
    if (reading === null) return bareCoding(text, display, 'code-system-unknown');
    if ('problem' in reading) return bareCoding(text, display, reading.problem);
    return { value: codingOf(reading.system, reading.code, text, display) };
  },
});
