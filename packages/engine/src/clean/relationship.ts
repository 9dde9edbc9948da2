import { valueSets } from '../terminology/value-sets.js';
import { conceptRule } from './concept.js';

export const relationship = conceptRule({
  name: 'relationship',
  describe: 'Relationship of a person to the patient as a v3-RoleCode or v3-RoleClass concept.',
  tables: [valueSets.roleCode, valueSets.roleClass],
});
