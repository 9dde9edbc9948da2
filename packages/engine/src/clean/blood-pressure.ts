import { ucumCode, ucumPrint, ucumSystem } from '../terminology/ucum.js';
import { parseNumber } from './number-text.js';
import { absent, nothing, stringArg, textRule } from './rule.js';

/** Two whole numbers and a stroke; what follows (posture, a unit) is the note of another column and not ours to drop. */
const shape = /^(\d{2,3})?\s*\/\s*(\d{2,3})?(?:\s*mm\s?\[?Hg\]?)?$/i;

/**
 * One side of a blood pressure that one column holds as `120/80`. A missing side (`120/`) is absent; a text of another shape, and a systolic value that
 * is not above the diastolic one, are findings and give no value.
 */
export const bloodPressure = textRule({
  name: 'blood-pressure',
  describe:
    'One side of a blood pressure written as 120/80 (part: systolic or diastolic; the unit in a second column, where there is one) as a Quantity in mm[Hg].',
  inputs: [1, 2],
  returns: 'Quantity',
  args: { part: 'systolic or diastolic.' },
  findings: ['arguments-invalid', 'blood-pressure-unreadable', 'unit-conflict', 'value-missing'],
  clean(text, args, _context, [unit = '']) {
    const part = stringArg(args, 'part');
    if (part !== 'systolic' && part !== 'diastolic') return nothing('arguments-invalid');
    if (text === '') return nothing('value-missing');
    if (unit !== '' && ucumCode(unit) !== 'mm[Hg]') return nothing('unit-conflict');
    const match = shape.exec(text);
    const [, systolic, diastolic] = match ?? [];
    if (systolic === undefined && diastolic === undefined) return nothing('blood-pressure-unreadable');
    // The two sides the wrong way round may be a slip of either: which is which is not known.
    if (systolic !== undefined && diastolic !== undefined && Number(systolic) <= Number(diastolic))
      return nothing('blood-pressure-unreadable');
    const side = part === 'systolic' ? systolic : diastolic;
    if (side === undefined) return absent;
    const code = ucumCode('mm[Hg]')!;
    return { value: { value: parseNumber(side, undefined), unit: ucumPrint(code), system: ucumSystem, code } };
  },
});
