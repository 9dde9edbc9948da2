import type { AllergyIntolerance } from '../../../../chart/fhir.js';
import * as table from '../../../../formats/cda/templates.js';
import type { Section } from '../../section.js';
import { allergyEntry, concernStatus } from './entry.js';
import { allergyTable, narrateAllergy } from './narrative.js';
import { ALLERGIES_SECTION, ALLERGIES_SECTION_OPTIONAL } from './templates.js';

export const allergies: Section = {
  name: 'allergies',
  templates: ALLERGIES_SECTION,
  optional: ALLERGIES_SECTION_OPTIONAL,
  code: table.ALLERGIES_SECTION.code[0],
  display: 'Allergies and adverse reactions',
  title: 'Allergies and Adverse Reactions',
  required: true,
  write(document) {
    const items = document.all<AllergyIntolerance>('AllergyIntolerance');
    if (items.length === 0) return null;
    const table = allergyTable();
    const entries = items.map((item) => {
      document.carry(item.resource);
      return allergyEntry(document, item, narrateAllergy(document, table, item.resource));
    });
    return { entries, narrative: table.toXml(), fits: items.some(({ resource }) => concernStatus(resource) !== null) };
  },
};
