import { valueSets } from '../terminology/value-sets.js';
import { codingFrom, lookUp } from './concept.js';
import { textRule, withFindings } from './rule.js';

export const encounterClass = textRule({
  name: 'encounter-class',
  describe: 'Class of an encounter as a v3-ActCode coding (AMB, IMP, EMER ...); other text is the display alone.',
  returns: 'Coding',
  findings: ['concept-unknown'],
  clean(text) {
    const found = lookUp(text, [valueSets.encounterClass]);
    return found === null
      ? withFindings({ display: text }, 'concept-unknown')
      : { value: codingFrom(found.table, found.entry) };
  },
});
