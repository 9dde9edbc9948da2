import { LOINC_OID } from '../bindings.js';
import { isLoincCode } from '../code-tables.js';
import { codesOf } from './coding.js';
import { judgeEach, type ScorecardRule } from './rule.js';
import { statementsWith } from './section-entries.js';

/** L4. Which of the UCUM units is preferred for a test is in no table at hand: UCUM passes, what is not UCUM fails. */
export const resultUnit: ScorecardRule = {
  id: 'L4',
  message: 'The result has a unit that is not UCUM.',
  hint: 'Write the UCUM unit, e.g. mg/dL, 10*3/uL; keep what the source said in the narrative.',
  judge: ({ statements, isUnit }) =>
    judgeEach(
      [...statementsWith(statements, 'observation', '4.2')]
        .flatMap((one) => one.at('value'))
        .filter((value) => value.attr('xsi:type') === 'PQ' && value.attr('unit') !== undefined),
      (value) => (isUnit === null ? null : isUnit(value.attr('unit') ?? '')),
    ),
};

const loincRule = (id: string, template: string, message: string): ScorecardRule => ({
  id,
  message,
  hint: 'Map the local code to LOINC and keep it as a translation.',
  judge: ({ statements }) =>
    judgeEach(
      [...statementsWith(statements, 'observation', template)].flatMap((one) => one.at('code')),
      (code) => codesOf(code).some((one) => one.system === LOINC_OID && isLoincCode(one.code)),
    ),
});

/** L5 */
export const resultCode = loincRule('L5', '4.2', 'The result has no LOINC code.');
/** V4 */
export const vitalSignCode = loincRule('V4', '4.27', 'The vital sign has no LOINC code.');
