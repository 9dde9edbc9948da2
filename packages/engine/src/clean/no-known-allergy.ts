import { codeTable } from '../base/code-table.js';
import { type DeniedAllergy, deniedAllergy } from '../terminology/words/no-allergy.js';
import { clean, elsewhere, textRule } from './rule.js';

/** SNOMED CT situations of the value set "Allergies: no known" (US Core AllergyIntolerance code; HL7 C-CDA examples, No Known Allergies). */
const CODES: Readonly<Record<DeniedAllergy, readonly [string, string]>> = codeTable({
  any: ['716186003', 'No known allergy'],
  medication: ['409137002', 'No known drug allergy'],
  food: ['429625007', 'No known food allergy'],
  environment: ['428607008', 'No known environmental allergy'],
});

/** Beside the words of an allergen: what they say where they name none. */
export const noKnownAllergy = textRule({
  name: 'no-known-allergy',
  describe:
    'The SNOMED CT statement that no allergy is known, where the words say so (NKDA, none, keine bekannt, negadas); other words give nothing.',
  returns: 'Coding',
  clean(text) {
    const denied = deniedAllergy(text);
    if (denied === null) return elsewhere;
    const [code, display] = CODES[denied];
    return clean({ system: 'http://snomed.info/sct', code, display });
  },
});
