import type { Encounter } from '../../../../chart/fhir.js';
import * as table from '../../../../formats/cda/templates.js';
import type { Section } from '../../section.js';
import { encounterEntry } from './entry.js';
import { encounterTable, narrateEncounter } from './narrative.js';
import { ENCOUNTERS_SECTION } from './templates.js';

export const encounters: Section = {
  name: 'encounters',
  templates: ENCOUNTERS_SECTION,
  code: table.ENCOUNTERS_SECTION.code[0],
  display: 'History of encounters',
  title: 'Encounters',
  required: false,
  write(document) {
    // What is planned stands in the plan.
    const items = document.all<Encounter>('Encounter').filter(({ resource }) => resource.status !== 'planned');
    if (items.length === 0) return null;
    const table = encounterTable();
    const entries = items.map((item) => {
      document.carry(item.resource);
      return encounterEntry(document, item, narrateEncounter(document, table, item.resource));
    });
    return { entries, narrative: table.toXml() };
  },
};
