import { PROBLEM_TYPES, SNOMED_CT } from '../bindings.js';
import { codesOf } from './coding.js';
import { judgeEach, type ScorecardRule } from './rule.js';
import { statementsWith } from './section-entries.js';

/** R4. The core subset of SNOMED CT is not at hand: a code of another system fails, one of SNOMED CT is not checked. */
export const problemCode: ScorecardRule = {
  id: 'R4',
  message: 'The problem has no SNOMED CT code.',
  hint: 'Map the problem to SNOMED CT and keep the ICD code as a translation.',
  judge: ({ statements }) =>
    judgeEach(
      [...statementsWith(statements, 'observation', '4.4')]
        .flatMap((one) => one.at('value'))
        .filter((value) => codesOf(value).length > 0),
      (value) => (codesOf(value).some((one) => one.system === SNOMED_CT) ? null : false),
    ),
};

/** R8 */
export const problemIsNoType: ScorecardRule = {
  id: 'R8',
  message: 'The value of the problem is a type of problem (such as "Diagnosis"), not the problem.',
  hint: 'Write the problem itself as value and the type as code of the observation.',
  judge: ({ statements }) =>
    judgeEach(
      [...statementsWith(statements, 'observation', '4.4')]
        .flatMap((one) => one.at('value'))
        .filter((value) => value.attr('code') !== undefined),
      (value) => !PROBLEM_TYPES.has(value.attr('code') ?? ''),
    ),
};
