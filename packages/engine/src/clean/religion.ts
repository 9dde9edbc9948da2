import { valueSets } from '../terminology/value-sets.js';
import { conceptRule } from './concept.js';

export const religion = conceptRule({
  name: 'religion',
  describe: 'Religious affiliation as a v3-ReligiousAffiliation concept.',
  tables: [valueSets.religiousAffiliation],
});
