import type { Procedure } from '../../../../chart/fhir.js';
import * as table from '../../../../formats/cda/templates.js';
import type { Section } from '../../section.js';
import { procedureEntry } from './entry.js';
import { narrateProcedure, procedureTable } from './narrative.js';
import { PROCEDURES_SECTION } from './templates.js';

export const procedures: Section = {
  name: 'procedures',
  templates: PROCEDURES_SECTION,
  code: table.PROCEDURES_SECTION.code[0],
  display: 'History of Procedures',
  title: 'Procedures',
  required: true,
  write(document) {
    const items = document.all<Procedure>('Procedure');
    if (items.length === 0) return null;
    const table = procedureTable();
    const entries = items.map((item) => {
      document.carry(item.resource);
      return procedureEntry(document, item, narrateProcedure(document, table, item.resource));
    });
    return { entries, narrative: table.toXml() };
  },
};
