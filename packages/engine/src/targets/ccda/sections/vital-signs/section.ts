import * as table from '../../../../formats/cda/templates.js';
import type { Section } from '../../section.js';
import { vitalEntry, vitalGroups } from './entry.js';
import { narrateVitals, vitalTable } from './narrative.js';
import { VITAL_SIGNS_SECTION } from './templates.js';

export const vitalSigns: Section = {
  name: 'vital-signs',
  templates: VITAL_SIGNS_SECTION,
  code: table.VITAL_SIGNS_SECTION.code[0],
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
