import { valueSets } from '../terminology/value-sets.js';
import { conceptRule } from './concept.js';

export const bodySite = conceptRule({
  name: 'body-site',
  describe: 'Site of administration as a v3-ActSite concept.',
  tables: [valueSets.actSite],
});
