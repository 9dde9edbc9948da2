import { nothing, stringArg, textRule, withFindings } from './rule.js';
import { plainText } from './text.js';

interface Name {
  text: string;
  family?: string;
  given?: string[];
  prefix?: string[];
  suffix?: string[];
}

const prefixes = /^(?:mr|mrs|ms|miss|mx|dr|prof|rev|sr|fr|hon)\.?$/i;
const suffixes = /^(?:jr|sr|ii|iii|iv|v|md|do|phd|np|pa|pa-c|rn|lpn|dds|dmd|dpm|od|esq|crnp|aprn|fnp|lcsw|pharmd)\.?$/i;
const single = /^\p{L}\.?$/u;

/** `LAST, FIRST M` and `First [M.] Last`; anything that could be cut in two places keeps only its text. */
export const humanName = textRule({
  name: 'human-name',
  describe: 'A whole name in one column as a HumanName; cut into parts only where that is certain.',
  returns: 'HumanName',
  args: { order: '"family-first": two words without a comma are family and given name.' },
  findings: ['name-ambiguous', 'control-characters'],
  clean(raw, args) {
    const text = plainText(raw).text.replace(/\s+/g, ' ').trim();
    if (text === '') return nothing('control-characters');
    const name: Name = { text };
    const parts = text.split(/\s*,\s*/).filter((part) => part !== '');
    const suffix: string[] = [];
    while (
      parts.length > 1 &&
      parts
        .at(-1)!
        .split(' ')
        .every((word) => suffixes.test(word))
    )
      suffix.unshift(parts.pop()!);
    let family: string;
    let given: string[];
    if (parts.length === 2) {
      const before = parts[0]!.split(' ');
      while (before.length > 1 && suffixes.test(before.at(-1)!)) suffix.unshift(before.pop()!);
      family = before.join(' ');
      given = parts[1]!.split(' ');
      while (given.length > 1 && suffixes.test(given.at(-1)!)) suffix.push(given.pop()!);
    } else if (parts.length === 1) {
      const words = parts[0]!.split(' ');
      const prefix: string[] = [];
      while (words.length > 1 && prefixes.test(words[0]!)) prefix.push(words.shift()!);
      while (words.length > 1 && suffixes.test(words.at(-1)!)) suffix.unshift(words.pop()!);
      const initials = words.slice(1, -1).every((word) => single.test(word));
      if (words.length < 2 || (words.length > 2 && (!initials || words.length > 4)))
        return withFindings(name, 'name-ambiguous');
      if (stringArg(args, 'order') === 'family-first') {
        family = words[0]!;
        given = words.slice(1);
      } else {
        family = words.at(-1)!;
        given = words.slice(0, -1);
      }
      if (prefix.length > 0) name.prefix = prefix;
    } else return withFindings(name, 'name-ambiguous');
    name.family = family;
    name.given = given;
    if (suffix.length > 0) name.suffix = suffix;
    return withFindings(name);
  },
});
