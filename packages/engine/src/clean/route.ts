import { valueSets } from '../terminology/value-sets.js';
import { conceptRule } from './concept.js';

export const route = conceptRule({
  name: 'route',
  describe: 'Route of administration as an FDA route (NCI Thesaurus) concept.',
  tables: [valueSets.route],
});
