import type { Decimal } from '../base/decimal.js';
import { ucumCode, ucumPrint, ucumSystem } from '../terminology/ucum.js';
import { parseNumber } from './number-text.js';
import { nothing, stringArg, textRule, withFindings } from './rule.js';
import { plainText } from './text.js';

const number = '[+-]?\\d[\\d,]*(?:\\.\\d*)?|[+-]?\\.\\d+';
const between = new RegExp(`^\\(?\\[?(${number})\\s*(?:-|–|—|to|\\.\\.)\\s*(${number})\\]?\\)?\\s*(.*)$`, 'is');
const bound = new RegExp(`^(<=|>=|=<|=>|<|>|≤|≥)\\s*=?\\s*(${number})\\s*(.*)$`, 's');

/**
 * Observation.referenceRange: `text` is always the source's words; `low` and `high` stand only where the words are certain bounds.
 * FHIR's bounds are inclusive, so `<200` gives text alone unless `{ strict: bound }` says to take 200 as the bound.
 */
export const range = textRule({
  name: 'range',
  describe: 'A reference range: low and high where both are certain, the words always.',
  inputs: [1, 2],
  returns: 'Observation.referenceRange',
  args: { unit: 'Unit of the column, where no unit column is given.', strict: '"bound": < and > give the bound too.' },
  findings: ['unit-unknown', 'range-text-only', 'control-characters', 'value-missing'],
  clean(text, args, _context, [unit = '']) {
    if (text === '') return nothing('value-missing');
    const words = plainText(text).text.replace(/\s+/g, ' ').trim();
    if (words === '') return nothing('control-characters');
    const asText = { text: words };
    if (words.length > 96) return withFindings(asText);
    let low: string | undefined;
    let high: string | undefined;
    let unitText = '';
    const pair = between.exec(words);
    const single = pair ? null : bound.exec(words);
    if (pair) [, low, high, unitText = ''] = pair;
    else if (single) {
      const sign = single[1]!;
      unitText = single[3]!;
      if (/[<>]$/.test(sign) && sign.length === 1 && args.strict !== 'bound' && !/^[<>]\s*=/.test(words))
        return withFindings(asText);
      if (/[<≤]/.test(sign)) high = single[2];
      else low = single[2];
    } else return withFindings(asText);
    const lowNumber = low === undefined ? undefined : parseNumber(low);
    const highNumber = high === undefined ? undefined : parseNumber(high);
    if (typeof lowNumber === 'string' || typeof highNumber === 'string') return withFindings(asText, 'range-text-only');
    // `12-5` is no range: it may be a date or a note.
    if (lowNumber && highNumber && Number(lowNumber.text) > Number(highNumber.text))
      return withFindings(asText, 'range-text-only');
    const inside = unitText === '' ? null : ucumCode(unitText);
    if (unitText !== '' && inside === null) return withFindings(asText, 'range-text-only');
    const outside = unitText !== '' ? unitText : unit !== '' ? unit : stringArg(args, 'unit');
    const code = outside === undefined ? null : ucumCode(outside);
    const side = (value: Decimal) => ({
      value,
      ...(outside === undefined ? {} : { unit: outside === args.unit && code !== null ? ucumPrint(code) : outside }),
      ...(code === null ? {} : { system: ucumSystem, code }),
    });
    const result = {
      ...(lowNumber === undefined ? {} : { low: side(lowNumber) }),
      ...(highNumber === undefined ? {} : { high: side(highNumber) }),
      text: words,
    };
    return outside !== undefined && code === null ? withFindings(result, 'unit-unknown') : withFindings(result);
  },
});
