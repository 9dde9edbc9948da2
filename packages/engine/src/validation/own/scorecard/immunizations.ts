import { CVX } from '../bindings.js';
import { codesOf } from './coding.js';
import { judgeEach, type ScorecardRule } from './rule.js';
import { statementsWith } from './section-entries.js';

/** I4 */
export const vaccineCode: ScorecardRule = {
  id: 'I4',
  message: 'The vaccine has no CVX code.',
  hint: 'Map the vaccine to CVX; keep the CPT, NDC or local code as a translation.',
  judge: ({ statements }) =>
    judgeEach(
      [...statementsWith(statements, 'substanceAdministration', '4.52')].flatMap((one) =>
        one.at('consumable', 'manufacturedProduct', 'manufacturedMaterial', 'code'),
      ),
      (code) => codesOf(code).some((one) => one.system === CVX),
    ),
};
