import { SUBSTANCE_SYSTEMS } from '../bindings.js';
import type { CdaElement } from '../cda-element.js';
import { ccda } from '../template/constraint.js';
import { codesOf } from './coding.js';
import { type CategoryView, judgeEach, type ScorecardRule } from './rule.js';
import { statementsWith } from './section-entries.js';

/** Allergies that are stated to be; "no known allergies" has no reaction and no substance. */
const stated = ({ statements }: CategoryView): CdaElement[] =>
  [...statementsWith(statements, 'observation', '4.7')].filter((one) => one.attr('negationInd') !== 'true');

/** A7 */
export const reaction: ScorecardRule = {
  id: 'A7',
  message: 'The allergy has no reaction observation.',
  hint: 'Write the reaction; where the source has none, a reaction observation with nullFlavor UNK says so.',
  judge: (view) =>
    judgeEach(stated(view), (one) =>
      one.at('entryRelationship', 'observation').some((below) => below.hasTemplate(ccda('4.9'))),
    ),
};

/** A9 */
export const substanceCode: ScorecardRule = {
  id: 'A9',
  message: 'The substance has no code of RxNorm, UNII, SNOMED CT, NDF-RT or MED-RT.',
  hint: 'Map drugs and their ingredients to RxNorm, classes to SNOMED CT or MED-RT, other substances to UNII or SNOMED CT.',
  judge: (view) =>
    judgeEach(stated(view), (one) =>
      one
        .at('participant', 'participantRole', 'playingEntity', 'code')
        .some((code) => codesOf(code).some((c) => SUBSTANCE_SYSTEMS.includes(c.system))),
    ),
};
