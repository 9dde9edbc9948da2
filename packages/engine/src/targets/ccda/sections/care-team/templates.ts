import { datedTemplate } from '../../template.js';

// These first appeared in the C-CDA R2.1 Companion Guide (releases 2 and 3) and have no R1.1 form.
const dated = (root: string): string => datedTemplate(root, '2019-07-01') + datedTemplate(root, '2022-06-01');

export const CARE_TEAM_SECTION = dated('2.16.840.1.113883.10.20.22.2.500'); // CONF:4515-32932
export const CARE_TEAM_ORGANIZER = dated('2.16.840.1.113883.10.20.22.4.500'); // CONF:4515-125
export const CARE_TEAM_MEMBER_ACT = dated('2.16.840.1.113883.10.20.22.4.500.1'); // CONF:4515-158

/** FHIR CareTeamStatus -> ActStatus 2.16.840.1.113883.1.11.15933. */
export const STATUSES: Readonly<Record<string, string>> = {
  proposed: 'new',
  active: 'active',
  suspended: 'suspended',
  inactive: 'completed',
};
