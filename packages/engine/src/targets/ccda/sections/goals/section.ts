import type { Goal } from '../../../../chart/fhir.js';
import * as table from '../../../../formats/cda/templates.js';
import type { Section } from '../../section.js';
import { goalEntry } from './entry.js';
import { goalTable, narrateGoal } from './narrative.js';
import { GOALS_SECTION } from './templates.js';

export const goals: Section = {
  name: 'goals',
  templates: GOALS_SECTION,
  code: table.GOALS_SECTION.code[0],
  display: 'Goals',
  title: 'Goals',
  required: false,
  write(document) {
    const items = document.all<Goal>('Goal');
    if (items.length === 0) return null;
    const table = goalTable();
    const entries = items.map((item) => {
      document.carry(item.resource);
      return goalEntry(document, item, narrateGoal(document, table, item.resource));
    });
    return { entries, narrative: table.toXml() };
  },
};
