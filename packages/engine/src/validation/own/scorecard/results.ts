import { isLoincCode } from '../../../terminology/code-forms.js';
import { LOINC_OID } from '../bindings.js';
import type { CdaElement } from '../cda-element.js';
import { codesOf } from './coding.js';
import { PREFERRED_UNITS } from './preferred-units.js';
import { judgeEach, type ScorecardRule } from './rule.js';
import { statementsWith } from './section-entries.js';

/** L4. Where the preferred unit of a test is known the result is in it; of other tests every UCUM unit passes, and what is not UCUM fails. */
export const resultUnit: ScorecardRule = {
  id: 'L4',
  message: 'The result has a unit that is not UCUM, or is not the one preferred for the test.',
  hint: 'Write the UCUM unit in which the test is usually reported, e.g. mg/dL, 10*3/uL; keep what the source said in the narrative.',
  judge: ({ statements, isUnit }) =>
    judgeEach(
      [...statementsWith(statements, 'observation', '4.2')].flatMap((one) => one.at('value').filter(hasUnit)),
      (value) => {
        const unit = value.attr('unit') ?? '';
        const preferred = preferredUnits(value.parent);
        if (preferred) return preferred.includes(unit);
        return isUnit === null ? null : isUnit(unit);
      },
    ),
};

const hasUnit = (value: CdaElement): boolean =>
  value.attr('xsi:type') === 'PQ' && value.attr('unit') !== undefined && value.attr('value') !== undefined;

const preferredUnits = (observation: CdaElement | null): readonly string[] | undefined =>
  observation
    ?.at('code')
    .flatMap(codesOf)
    .map((one) => (one.system === LOINC_OID ? PREFERRED_UNITS.get(one.code) : undefined))
    .find((units) => units !== undefined);

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
