import { valueSets } from '../terminology/value-sets.js';
import { conceptRule } from './concept.js';

export const severity = conceptRule({
  name: 'severity',
  describe: 'Severity of a reaction as one of the SNOMED CT concepts that C-CDA allows.',
  tables: [valueSets.severity],
});
