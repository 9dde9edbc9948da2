import * as table from '../../../../formats/cda/templates.js';
import { measurements, observationsOf } from '../../observation.js';
import type { Section } from '../../section.js';
import { birthSexEntry, socialEntry } from './entry.js';
import { birthSexOf, narrateBirthSex, narrateSocial, socialTable } from './narrative.js';
import { SOCIAL_HISTORY_SECTION } from './templates.js';

export const socialHistory: Section = {
  name: 'social-history',
  templates: SOCIAL_HISTORY_SECTION,
  code: table.SOCIAL_HISTORY_SECTION.code[0],
  display: 'Social history',
  title: 'Social History',
  required: true,
  write(document) {
    const table = socialTable();
    const entries: string[] = [];
    for (const item of observationsOf(document, 'social-history')) {
      document.carry(item.resource);
      for (const measurement of measurements(item))
        entries.push(socialEntry(document, measurement, narrateSocial(document, table, measurement)));
    }
    const birthSex = birthSexOf(document.chart.patient);
    if (birthSex !== null)
      entries.push(
        birthSexEntry(document, birthSex, narrateBirthSex(table, birthSex, document.chart.patient.birthDate)),
      );
    return entries.length === 0 ? null : { entries, narrative: table.toXml() };
  },
};
