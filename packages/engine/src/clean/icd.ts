import { icd9, icd10 } from '../terminology/code-shapes.js';
import { bareCoding, codingOf } from './coding.js';
import { readDate } from './date-input.js';
import { nothing, stringArg, textRule } from './rule.js';

const icd10System = 'http://hl7.org/fhir/sid/icd-10-cm';
const icd9System = 'http://hl7.org/fhir/sid/icd-9-cm';

/** US claims changed from ICD-9-CM to ICD-10-CM for services from 1 October 2015 (45 CFR 162.1002). */
const changed = '2015-10-01';

/**
 * A diagnosis code of a column that holds ICD-9-CM and ICD-10-CM. All-numeric codes are 9; letters but E and V are 10; E and V codes that fit
 * both are told apart by the point, else by the date of service in the second column, else a finding.
 */
export const icd = textRule({
  name: 'icd',
  describe: 'A diagnosis code that is ICD-9-CM or ICD-10-CM, told apart by shape and by the date in a second column.',
  inputs: [1, 3],
  returns: 'Coding',
  args: { version: '"9" or "10" where the column holds one of them only.' },
  findings: ['code-shape', 'code-ambiguous', 'value-missing'],
  clean(text, args, context, [when = '', display = '']) {
    if (text === '') return nothing('value-missing');
    const version = stringArg(args, 'version') ?? (typeof args.version === 'number' ? String(args.version) : undefined);
    const nine = version === '10' ? null : icd9(text);
    const ten = version === '9' ? null : icd10(text);
    if (nine === null && ten === null) return bareCoding(text, display, 'code-shape');
    if (ten === null) return { value: codingOf(icd9System, nine!, text, display) };
    if (nine === null) return { value: codingOf(icd10System, ten, text, display) };
    // Both fit without a point only: E11.9 has its point after three characters, E880.9 after four.
    const point = text.indexOf('.');
    if (point >= 0 && nine.indexOf('.') !== ten.indexOf('.')) {
      return {
        value:
          point === nine.indexOf('.')
            ? codingOf(icd9System, nine, text, display)
            : codingOf(icd10System, ten, text, display),
      };
    }
    const date = readDate(when, {}, context);
    if (date === null || typeof date === 'string' || date.month === 0)
      return bareCoding(text, display, 'code-ambiguous');
    const day = `${date.year}-${String(date.month).padStart(2, '0')}-${String(date.day).padStart(2, '0')}`;
    return {
      value: day < changed ? codingOf(icd9System, nine, text, display) : codingOf(icd10System, ten, text, display),
    };
  },
});
