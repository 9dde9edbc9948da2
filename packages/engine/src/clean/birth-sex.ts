import { fold } from '../terminology/code-table.js';
import { clean, nothing, textRule } from './rule.js';

/** US Core birth sex value set: F, M, ASKU, OTH, UNK. */
const sexes = new Map<string, string>([
  ['m', 'M'],
  ['male', 'M'],
  ['f', 'F'],
  ['female', 'F'],
  ['o', 'OTH'],
  ['oth', 'OTH'],
  ['other', 'OTH'],
  ['intersex', 'OTH'],
  ['u', 'UNK'],
  ['unk', 'UNK'],
  ['unknown', 'UNK'],
  ['asku', 'ASKU'],
  ['asked declined', 'ASKU'],
  ['asked but declined', 'ASKU'],
  ['declined', 'ASKU'],
  ['declined to specify', 'ASKU'],
]);

export const birthSex = textRule({
  name: 'birth-sex',
  describe: 'Sex at birth as a US Core code: M, F, OTH, UNK, ASKU.',
  returns: 'code',
  findings: ['birth-sex-unknown'],
  clean(text) {
    const code = sexes.get(fold(text));
    return code === undefined ? nothing('birth-sex-unknown') : clean(code);
  },
});
