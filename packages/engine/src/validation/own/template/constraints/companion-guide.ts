import * as t from '../../../../formats/cda/templates/companion-guide.js';
import type { ConstraintTable } from './constraint-table.js';
import { US_REALM_DATE_RANGE, US_REALM_PERSON_NAME } from './datatypes.js';

/** Companion Guide: what its templates ask beyond their fixed codes; the demand for a Note Activity holds where the section has information. */
export const COMPANION_GUIDE: readonly ConstraintTable[] = [
  {
    template: t.NOTES_SECTION,
    later: true,
    constraints: `
3250-16891 title{1}
3250-16892 code{1}
3250-16894 text{1}
3250-16904 @nullFlavor or entry[act<4.202:2016-11-01>{1}]{1,}
`,
  },
  {
    template: t.NOTE_ACTIVITY,
    later: true,
    constraints: `
3250-16895 code{1}
3250-16896 text{1}
3250-16897 text[reference{1}]
3250-16898 text/reference[@value]
3250-16902 starts(text/reference/@value, '#')
3250-16903 effectiveTime{1}
3250-16912 not(text/@mediaType) or text/@representation='B64'
3250-16913 author{1,}
3250-16916 statusCode{1}
3250-16920 text/reference[not(@nullFlavor)]
`,
  },
  {
    template: t.NOTE_ACTIVITY,
    at: "entryRelationship[encounter][@typeCode='COMP'][@inversionInd='true']",
    later: true,
    constraints: `
3250-16909 encounter[id{1,}]
`,
  },
  {
    template: t.BIRTH_SEX_OBSERVATION,
    later: true,
    constraints: `
3250-18234 code{1}
3250-18124 statusCode{1}
3250-32947 value[@xsi:type='CD'][@code in '2.16.840.1.113762.1.4.1' or @nullFlavor]{1}
`,
  },
  {
    template: t.CARE_TEAMS_SECTION,
    later: true,
    constraints: `
4515-4 title{1}
4515-6 text{1}
`,
  },
  {
    template: t.CARE_TEAM_ORGANIZER,
    later: true,
    constraints: `
4515-113 statusCode{1}
4515-114 code{1}
4515-119 statusCode[@code in '2.16.840.1.113883.1.11.15933']
4515-126 id{1,}
4515-127 effectiveTime{1}
4515-152 component[act<4.500.1:2022-06-01>{1}]{1,}
4515-157 effectiveTime[low{1}]
`,
  },
  {
    template: t.CARE_TEAM_MEMBER_ACT,
    later: true,
    constraints: `
4515-33 effectiveTime{1}
4515-62 statusCode{1}
4515-68 statusCode[@code in '2.16.840.1.113883.1.11.15933']
4515-160 performer[sdtc:functionCode{0,1}][assignedEntity{1}]{1}
4515-167 effectiveTime[low{1}]
`,
  },
  {
    template: t.CARE_TEAM_MEMBER_ACT,
    at: 'performer[sdtc:functionCode][assignedEntity]',
    later: true,
    constraints: `
4515-176 assignedEntity[id{1,}]
4515-179 assignedEntity/assignedPerson => name{1}
`,
  },
  {
    // CONF:4515-179; R2.1's Schematron knows this place and the two that follow.
    template: t.CARE_TEAM_MEMBER_ACT,
    at: 'performer/assignedEntity/assignedPerson/name',
    constraints: US_REALM_PERSON_NAME,
  },
  {
    template: t.NOTE_ACTIVITY,
    at: 'participant/participantRole/playingEntity/name',
    constraints: US_REALM_PERSON_NAME,
  },
  { template: t.NOTE_ACTIVITY, at: 'participant/time', constraints: US_REALM_DATE_RANGE },
];
