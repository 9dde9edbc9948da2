import type { CareTeam } from '../../../../chart/fhir.js';
import * as table from '../../../../formats/cda/templates.js';
import type { Section } from '../../section.js';
import { careTeamEntry } from './entry.js';
import { careTeamTable, narrateCareTeam } from './narrative.js';
import { CARE_TEAM_SECTION } from './templates.js';

export const careTeam: Section = {
  name: 'care-team',
  templates: CARE_TEAM_SECTION,
  code: table.CARE_TEAMS_SECTION.code[0],
  display: 'Patient Care team information',
  title: 'Care Team',
  required: false,
  write(document) {
    const items = document.all<CareTeam>('CareTeam');
    if (items.length === 0) return null;
    const table = careTeamTable();
    const entries: string[] = [];
    for (const item of items) {
      document.carry(item.resource);
      const entry = careTeamEntry(document, item, narrateCareTeam(document, table, item.resource));
      if (entry !== null) entries.push(entry);
    }
    return { entries, narrative: table.toXml() };
  },
};
