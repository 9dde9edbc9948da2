import { valueSets } from '../terminology/value-sets.js';
import { conceptRule } from './concept.js';

export const maritalStatus = conceptRule({
  name: 'marital-status',
  describe: 'Marital status as a v3-MaritalStatus concept; the words are kept as text.',
  tables: [valueSets.maritalStatus],
});
