import type { Immunization } from '../../../../chart/fhir.js';
import * as table from '../../../../formats/cda/templates.js';
import type { Section } from '../../section.js';
import { immunizationEntry } from './entry.js';
import { immunizationTable, narrateImmunization } from './narrative.js';
import { IMMUNIZATIONS_SECTION } from './templates.js';

export const immunizations: Section = {
  name: 'immunizations',
  templates: IMMUNIZATIONS_SECTION,
  code: table.IMMUNIZATIONS_SECTION.code[0],
  display: 'History of Immunization',
  title: 'Immunizations',
  required: false,
  write(document) {
    const items = document.all<Immunization>('Immunization');
    if (items.length === 0) return null;
    const table = immunizationTable();
    const entries = items.map((item) => {
      document.carry(item.resource);
      return immunizationEntry(document, item, narrateImmunization(document, table, item.resource));
    });
    return { entries, narrative: table.toXml() };
  },
};
