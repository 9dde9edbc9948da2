import { fold } from '../terminology/code-table.js';
import { clean, nothing, textRule } from './rule.js';

/** Text to FHIR administrative-gender. HL7 v2 table 0001 and v3 AdministrativeGender: `UN` undifferentiated is `other`. */
const genders = new Map<string, string>([
  ...['m', 'male', 'man', 'boy', 'masculine'].map((name) => [name, 'male'] as const),
  ...['f', 'female', 'woman', 'girl', 'feminine'].map((name) => [name, 'female'] as const),
  ...[
    'o',
    'oth',
    'other',
    'x',
    'un',
    'undifferentiated',
    'nonbinary',
    'non binary',
    'intersex',
    'indeterminate',
    'identifies as nonbinary gender finding',
    'diverse',
  ].map((name) => [name, 'other'] as const),
  ...[
    'u',
    'unk',
    'unknown',
    'unspecified',
    'not known',
    'asku',
    'asked declined',
    'asked but declined',
    'declined',
    'decline to specify',
    'declined to specify',
    'not specified',
  ].map((name) => [name, 'unknown'] as const),
]);

export const gender = textRule({
  name: 'gender',
  describe: 'Administrative gender: male, female, other or unknown.',
  returns: 'code',
  findings: ['gender-unknown'],
  clean(text) {
    const code = genders.get(fold(text));
    return code === undefined ? nothing('gender-unknown') : clean(code);
  },
});
