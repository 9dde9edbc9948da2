import * as t from '../../../../formats/cda/templates/coverage.js';
import type { ConstraintTable } from './constraint-table.js';
import { US_REALM_ADDRESS, US_REALM_PERSON_NAME } from './datatypes.js';

/** C-CDA R2.1, coverage and advance directives: what the templates ask beyond their fixed codes. */
export const COVERAGE: readonly ConstraintTable[] = [
  {
    template: t.ADVANCE_DIRECTIVE_OBSERVATION,
    constraints: `
1198-8651 code{1}
1198-8652 statusCode{1}
1198-8656 effectiveTime{1}
1198-15521 effectiveTime[high{1}]
1198-30804 value{1}
1198-8654 id{1,}
1198-32449 effectiveTime/high/@value or effectiveTime/high/@nullFlavor='NA'
1198-28719 effectiveTime[low{1}]
1198-32842 code[translation[@code='75320-2'][@codeSystem=LOINC]{1}]
should 1198-8662 participant[@typeCode='VRF'][participantRole{1}]{1,}
should 1198-8667 participant[@typeCode='CST'][participantRole[@classCode='AGNT'][playingEntity[name{1}][code{1}]{1}]{1}]{1,}
should 1198-8692 reference[@typeCode='REFR'][externalDocument[id{1,}]{1}]{1,}
should 1198-32406 author<4.119>{1,}
should 1198-8651 code{1}
`,
  },
  {
    template: t.ADVANCE_DIRECTIVE_OBSERVATION,
    at: "participant[participantRole][@typeCode='VRF']",
    constraints: `
1198-8664 templateId[@root='2.16.840.1.113883.10.20.1.58']{1}
should 1198-8665 time{1}
should 1198-28446 participantRole => code{1}
`,
  },
  {
    template: t.ADVANCE_DIRECTIVE_OBSERVATION,
    at: 'value',
    constraints: `
1198-32493 value[@xsi:type='CD'] => @codeSystem=SNOMED
`,
  },
  {
    template: t.ADVANCE_DIRECTIVE_OBSERVATION,
    at: "participant[participantRole[playingEntity[name][code]][@classCode='AGNT']][@typeCode='CST']",
    constraints: `
should 1198-8671 (participantRole => addr{1}) and (participant[@typeCode='CST']/participantRole/addr => (streetAddressLine and city and (not(country) or country!='US' or (country='US' and state and postalCode))))
should 1198-8672 participantRole => telecom{1,}
should 1198-28440 participantRole => code{1}
`,
  },
  {
    template: t.ADVANCE_DIRECTIVE_OBSERVATION,
    at: 'participant/participantRole/addr',
    constraints: US_REALM_ADDRESS,
  },
  {
    template: t.ADVANCE_DIRECTIVE_OBSERVATION,
    at: 'participant/participantRole/playingEntity/name',
    constraints: US_REALM_PERSON_NAME,
  },
  {
    template: t.COVERAGE_ACTIVITY,
    constraints: `
1198-8878 entryRelationship[@typeCode='COMP'][act<4.61:2015-08-01>{1}]{1,}
1198-8876 code{1}
1198-8875 statusCode{1}
1198-8874 id{1,}
`,
  },
  {
    template: t.POLICY_ACTIVITY,
    constraints: `
1198-8902 statusCode{1}
1198-8906 performer[@typeCode='PRF'][assignedEntity[id{1,}]{1}][templateId[@root='2.16.840.1.113883.10.20.22.4.87']{1}]{1}
1198-8916 participant[@typeCode='COV'][templateId[@root='2.16.840.1.113883.10.20.22.4.89']{1}][participantRole[id{1,}][code{1}]{1}]{1}
1198-8939 entryRelationship[@typeCode='REFR']{1,}
1198-8901 id{1,}
1198-8903 code{1}
1198-15992 performer/assignedEntity<4.87>/code => @code
1198-32852 code[translation{1,}]
should 1198-8914 performer<4.87>/assignedEntity[code{0,1}]
should 1198-8912 performer<4.87>/assignedEntity[representedOrganization{0,1}]
should 1198-8961 performer[@typeCode='PRF'][templateId[@root='2.16.840.1.113883.10.20.22.4.88']{1}][assignedEntity[code[@code='GUAR'][@codeSystem=ROLE_CLASS]{1}]{1}]{1,}
should 1198-8932 participant[@typeCode='COV']<4.89>/participantRole[playingEntity{0,1}]
should 1198-8934 participant[@typeCode='HLD'][templateId[@root='2.16.840.1.113883.10.20.22.4.90']{1}][participantRole[id{1,}]{1}]{1}
should 1198-8913 performer<4.87>/assignedEntity/representedOrganization => name{0,1}
should 1198-8963 performer<4.88>[time{0,1}][assignedEntity{1}]{0,1}
should 1198-8964 (performer<4.88>/assignedEntity => addr{0,1}) and (performer<4.88>/assignedEntity/addr => (streetAddressLine and city and (not(country) or country!='US' or (country='US' and state and postalCode))))
should 1198-8965 not(performer<4.88>/assignedEntity)
should 1198-8967 performer<4.88>/assignedEntity/assignedPerson/name or performer<4.88>/assignedEntity/representedOrganization/name
should 1198-16078 participant[@typeCode='COV']<4.89>/participantRole/code[not(@code) or @code]
should 1198-8903 code{1}
should 1198-32852 code[translation{1,}]
`,
  },
  {
    template: t.POLICY_ACTIVITY,
    at: "participant<4.89>[participantRole[id][code]][@typeCode='COV']",
    constraints: `
1198-31344 participantRole/playingEntity => sdtc:birthTime{1}
1198-8930 participantRole/playingEntity => name{1,}
should 1198-8918 time{1}
should 1198-8919 time => low{1}
should 1198-8920 time => high{1}
should 1198-8956 participantRole => addr{1}
`,
  },
  {
    template: t.POLICY_ACTIVITY,
    at: "participant<4.90>[participantRole[id]][@typeCode='HLD']",
    constraints: `
should 1198-8925 participantRole => addr{1}
`,
  },
  {
    template: t.POLICY_ACTIVITY,
    at: '(performer/assignedEntity/addr | participant/participantRole/addr)',
    constraints: US_REALM_ADDRESS,
  },
];
