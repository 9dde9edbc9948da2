import { valueSets } from '../terminology/value-sets.js';
import { conceptRule } from './concept.js';

export const interpretation = conceptRule({
  name: 'interpretation',
  describe: 'A result flag (H, low, vhigh, no ...) as a v3-ObservationInterpretation concept.',
  tables: [valueSets.interpretation],
});
