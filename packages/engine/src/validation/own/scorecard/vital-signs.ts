import { LOINC_OID } from '../bindings.js';
import { codesOf } from './coding.js';
import { judgeEach, type ScorecardRule } from './rule.js';
import { statementsWith } from './section-entries.js';

/** LOINC code to the units recommended for it (C-CDA R2.1 Vital Sign Observation, table of result types; US Core vital signs). */
const UNITS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...['8480-6', '8462-4'].map((code) => [code, ['mm[Hg]']] as const),
  ...['8867-4', '9279-1'].map((code) => [code, ['/min', '{beats}/min', '{breaths}/min']] as const),
  ...['59408-5', '2708-6', '2710-2', '3150-6', '59576-9', '8289-1', '77606-2'].map((code) => [code, ['%']] as const),
  ['8310-5', ['Cel', '[degF]']],
  ...['8302-2', '8306-3', '8287-5', '9843-4'].map((code) => [code, ['cm', '[in_i]', 'm']] as const),
  ...['29463-7', '3141-9'].map((code) => [code, ['kg', 'g', '[lb_av]', '[oz_av]']] as const),
  ['39156-5', ['kg/m2']],
  ['3140-1', ['m2']],
  ['3151-8', ['L/min']],
]);

/** V5 */
export const vitalSignUnit: ScorecardRule = {
  id: 'V5',
  message: 'The vital sign is not in one of the units recommended for it.',
  hint: 'Write the recommended UCUM unit, e.g. mm[Hg], /min, Cel or [degF], cm or [in_i], kg or [lb_av].',
  judge: ({ statements }) =>
    judgeEach(statementsWith(statements, 'observation', '4.27'), (observation) => {
      const units = observation
        .at('code')
        .flatMap(codesOf)
        .map((one) => (one.system === LOINC_OID ? UNITS.get(one.code) : undefined))
        .find((one) => one !== undefined);
      const value = observation.at('value').find((one) => one.attr('value') !== undefined);
      return units === undefined || value === undefined ? null : units.includes(value.attr('unit') ?? '');
    }),
};
