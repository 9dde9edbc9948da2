import { codeTable } from '../../../../base/code-table.js';
import * as table from '../../../../formats/cda/templates.js';
import { template } from '../../template.js';

export const CARE_TEAM_SECTION = template(table.CARE_TEAMS_SECTION);
export const CARE_TEAM_ORGANIZER = template(table.CARE_TEAM_ORGANIZER);
export const CARE_TEAM_MEMBER_ACT = template(table.CARE_TEAM_MEMBER_ACT);

/** FHIR CareTeamStatus -> ActStatus 2.16.840.1.113883.1.11.15933. */
export const STATUSES: Readonly<Record<string, string>> = codeTable({
  proposed: 'new',
  active: 'active',
  suspended: 'suspended',
  inactive: 'completed',
});
