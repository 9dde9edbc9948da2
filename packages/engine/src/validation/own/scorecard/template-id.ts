import type { CdaElement } from '../cda-element.js';
import { isTemplateId } from '../template/template-ids.js';
import { judgeEach, type ScorecardRule } from './rule.js';

function* idsOf(sections: readonly CdaElement[]): Generator<CdaElement> {
  for (const section of sections) yield* section.below('templateId');
}

export const templateIdRule = (id: string): ScorecardRule => ({
  id,
  message: 'The templateId is not one of C-CDA, or has an extension that C-CDA does not give it.',
  hint: 'Write the root and the extension as the R2.1 guide lists them, and the root alone for R1.1.',
  judge: ({ sections }) =>
    judgeEach(idsOf(sections), (one) => isTemplateId(one.attr('root') ?? '', one.attr('extension'))),
});
