import type { Section } from '../../section.js';
import { planEntry } from './entry.js';
import { plannedOf } from './item.js';
import { narratePlanned, planTable } from './narrative.js';
import { PLAN_SECTION } from './templates.js';

export const plan: Section = {
  name: 'plan',
  templates: PLAN_SECTION,
  code: '18776-5', // CONF:1098-14750
  display: 'Plan of care note',
  title: 'Plan of Treatment',
  required: false,
  write(document) {
    const items = plannedOf(document);
    if (items.length === 0) return null;
    const table = planTable();
    const entries = items.map((planned) => {
      document.carry(planned.resource);
      return planEntry(document, planned, narratePlanned(document, table, planned));
    });
    return { entries, narrative: table.toXml() };
  },
};
