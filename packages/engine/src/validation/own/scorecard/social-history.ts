import { smokingStatus } from '../../../terminology/tables/template-codes.js';
import { LOINC_OID, SNOMED_CT } from '../bindings.js';
import type { CdaElement } from '../cda-element.js';
import { codesOfTable } from '../table-codes.js';
import { ccda } from '../template/constraint.js';
import { codesOf } from './coding.js';
import { judgeEach, type ScorecardRule } from './rule.js';
import { statementsWith } from './section-entries.js';

const STATUS = codesOfTable(smokingStatus);
const SMOKING_STATUS = ccda('4.78');

const hasCode = (statement: CdaElement, loinc: string): boolean =>
  statement.at('code').some((code) => codesOf(code).some((one) => one.system === LOINC_OID && one.code === loinc));

/** S4 */
export const smokingStatusValue: ScorecardRule = {
  id: 'S4',
  message: 'The smoking status is not one of the eight codes of its value set.',
  hint: 'Map the status to the SNOMED CT codes of 2.16.840.1.113883.11.20.9.38; 266927001 says that it is not known.',
  judge: ({ statements }) =>
    judgeEach(statementsWith(statements, 'observation', '4.78'), (observation) =>
      observation.at('value').some((value) => codesOf(value).some((c) => c.system === SNOMED_CT && STATUS.has(c.code))),
    ),
};

/** S5 */
export const smokingStatusTemplate: ScorecardRule = {
  id: 'S5',
  message: 'The observation is coded as the smoking status and does not have the template of the smoking status.',
  hint: 'Give it 2.16.840.1.113883.10.20.22.4.78 with 2014-06-09, and without extension for R1.1.',
  judge: ({ statements }) =>
    judgeEach(
      statements.filter(
        (one) => one.name === 'observation' && (hasCode(one, '72166-2') || one.hasTemplate(SMOKING_STATUS)),
      ),
      (one) => one.hasTemplate(SMOKING_STATUS, '2014-06-09') || one.hasTemplate(SMOKING_STATUS, ''),
    ),
};

/** S6: LOINC 76689-9 Sex assigned at birth; Birth Sex Observation .4.200. Judged where there is a social history. */
export const birthSex: ScorecardRule = {
  id: 'S6',
  message: 'The social history has no birth sex observation.',
  hint: 'Write a Birth Sex Observation (.4.200, 2016-06-01) where the source records sex at birth apart from administrative gender.',
  judge: ({ sections, statements }) =>
    judgeEach(statements.length > 0 ? sections.slice(0, 1) : [], () =>
      statements.some((one) => one.hasTemplate(ccda('4.200')) || hasCode(one, '76689-9')),
    ),
};
