import { RXNORM } from '../bindings.js';
import type { CdaElement } from '../cda-element.js';
import { ccda } from '../template/constraint.js';
import { codesOf } from './coding.js';
import { narrativeIds, refersTo } from './narrative-link.js';
import { judgeEach, type ScorecardRule } from './rule.js';
import { statementsOf, statementsWith } from './section-entries.js';

const PRODUCT = ['consumable', 'manufacturedProduct', 'manufacturedMaterial', 'code'] as const;

/** M4. Which term type an RXCUI has is in RxNorm itself: a code of another system fails, one of RxNorm is not checked. */
export const clinicalDrug: ScorecardRule = {
  id: 'M4',
  message: 'The medication has no RxNorm code, so it cannot be one of a clinical or branded drug or pack.',
  hint: 'Map the drug to RxNorm at the level of ingredient, strength and form (SCD, SBD, GPCK, BPCK); keep the NDC or local code as a translation.',
  judge: ({ statements }) =>
    judgeEach(
      [...statementsWith(statements, 'substanceAdministration', '4.16')].flatMap((one) => one.at(...PRODUCT)),
      (code) => (codesOf(code).some((c) => c.system === RXNORM) ? null : false),
    ),
};

/** M7 */
export const signatureText: ScorecardRule = {
  id: 'M7',
  message: 'The medication has no Medication Free Text Sig that refers to the text of its own section.',
  hint: 'Add the template .4.147 with text/reference to the instruction as the narrative shows it.',
  judge: ({ sections }) => {
    let judged = 0;
    const failed: CdaElement[] = [];
    for (const section of sections) {
      const ids = narrativeIds(section);
      const one = judgeEach(statementsWith(statementsOf([section]), 'substanceAdministration', '4.16'), (activity) =>
        activity
          .at('entryRelationship', 'substanceAdministration')
          .some((sig) => sig.hasTemplate(ccda('4.147')) && sig.at('text').some((text) => refersTo(text, ids))),
      );
      judged += one.judged;
      failed.push(...one.failed);
    }
    return { judged, failed };
  },
};
