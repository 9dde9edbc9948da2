import type { Coverage } from '../../../../chart/fhir.js';
import * as table from '../../../../formats/cda/templates.js';
import type { Section } from '../../section.js';
import { payerEntry } from './entry.js';
import { narratePayer, payerTable } from './narrative.js';
import { PAYERS_SECTION } from './templates.js';

export const payers: Section = {
  name: 'payers',
  templates: PAYERS_SECTION,
  code: table.PAYERS_SECTION.code[0],
  display: 'Payment sources',
  title: 'Insurance',
  required: false,
  write(document) {
    const items = document.all<Coverage>('Coverage');
    if (items.length === 0) return null;
    const table = payerTable();
    const entries = items.map((item) => {
      document.carry(item.resource);
      return payerEntry(document, item, narratePayer(document, table, item.resource));
    });
    return { entries, narrative: table.toXml() };
  },
};
