import type { FamilyMemberHistory } from '../../../../chart/fhir.js';
import * as table from '../../../../formats/cda/templates.js';
import type { Section } from '../../section.js';
import { familyEntry } from './entry.js';
import { familyTable, narrateFamily } from './narrative.js';
import { FAMILY_HISTORY_SECTION } from './templates.js';

export const familyHistory: Section = {
  name: 'family-history',
  templates: FAMILY_HISTORY_SECTION,
  code: table.FAMILY_HISTORY_SECTION.code[0],
  display: 'Family history',
  title: 'Family History',
  required: false,
  write(document) {
    const items = document.all<FamilyMemberHistory>('FamilyMemberHistory');
    if (items.length === 0) return null;
    const table = familyTable();
    const entries: string[] = [];
    for (const item of items) {
      document.carry(item.resource);
      const entry = familyEntry(document, item, narrateFamily(document, table, item.resource));
      if (entry !== null) entries.push(entry);
    }
    return { entries, narrative: table.toXml() };
  },
};
