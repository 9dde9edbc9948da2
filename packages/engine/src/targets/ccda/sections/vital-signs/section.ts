import type { Section } from '../../section.js';
import { vitalEntry, vitalGroups } from './entry.js';
import { narrateVitals, vitalTable } from './narrative.js';
import { VITAL_SIGNS_SECTION } from './templates.js';

export const vitalSigns: Section = {
  name: 'vital-signs',
  templates: VITAL_SIGNS_SECTION,
  code: '8716-3', // CONF:1198-15963
  display: 'Vital signs',
  title: 'Vital Signs',
  required: true,
  write(document) {
    const groups = vitalGroups(document);
    if (groups.length === 0) return null;
    const table = vitalTable(groups);
    const entries = groups.map((group) => vitalEntry(document, group, narrateVitals(document, table, group)));
    return { entries, narrative: table.toXml() };
  },
};
