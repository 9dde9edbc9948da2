import { valueSets } from '../terminology/value-sets.js';
import { conceptRule } from './concept.js';

export const subscriberRelationship = conceptRule({
  name: 'subscriber-relationship',
  describe: 'Relationship of the beneficiary to the subscriber.',
  tables: [valueSets.subscriberRelationship],
});
