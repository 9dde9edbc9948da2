import * as t from '../../../../formats/cda/templates/care.js';
import type { ConstraintTable } from './constraint-table.js';

/** C-CDA R2.1, procedures, encounters, supplies and what stands inside other entries: what the templates ask beyond their fixed codes. */
export const CARE: readonly ConstraintTable[] = [
  {
    template: t.PROCEDURE_ACTIVITY_PROCEDURE,
    constraints: `
1098-7655 id{1,}
1098-7656 code{1}
1098-19206 not(code/originalText/reference[@value]) or starts(code/originalText/reference/@value, '#')
1098-7661 statusCode{1}
1098-7704 specimen => specimenRole{1}
should 1098-19203 code[originalText{1}]
should 1098-19204 code/originalText => reference{1}
should 1098-19205 code/originalText/reference => @value
should 1098-19207 not(code[@codeSystem]) or code[@codeSystem=LOINC] or code[@codeSystem=SNOMED] or code[@codeSystem=CPT] or code[@codeSystem=ICD9PROC] or code[@codeSystem=ICD10PCS] or code[@codeSystem=CDT]
should 1098-7662 effectiveTime{1}
should 1098-7683 targetSiteCode{1,}
should 1098-7716 specimen/specimenRole => id{1,}
should 1098-7718 performer[assignedEntity[id{1,}][addr{1,}][telecom{1,}]{1}]{1,}
should 1098-32479 author<4.119>{1,}
`,
  },
  {
    template: t.PROCEDURE_ACTIVITY_PROCEDURE,
    at: 'performer[assignedEntity[id][addr][telecom]]',
    constraints: `
1098-7737 assignedEntity/representedOrganization => telecom{1,}
1098-7736 assignedEntity/representedOrganization => addr{1,}
should 1098-7733 assignedEntity => representedOrganization{1}
should 1098-7734 assignedEntity/representedOrganization => id{1,}
`,
  },
  {
    template: t.INDICATION,
    constraints: `
1098-7483 id{1,}
1098-7487 statusCode{1}
1098-31229 code{1}
should 1098-7488 effectiveTime{1}
`,
  },
  {
    template: t.SERVICE_DELIVERY_LOCATION,
    constraints: `
81-7763 playingEntity => @classCode='PLC'
81-16850 code{1}
should 81-7760 addr{1,}
should 81-7761 telecom{1,}
`,
  },
  {
    template: t.HOSPITAL_DISCHARGE_DIAGNOSIS,
    constraints: `
1198-7666 entryRelationship[@typeCode='SUBJ'][observation<4.4:2015-08-01>{1}]{1,}
1198-19147 code{1}
`,
  },
  {
    template: t.PRODUCT_INSTANCE,
    constraints: `
81-7902 id{1,}
81-7903 playingDevice{1}
81-7905 scopingEntity{1}
81-7908 scopingEntity[id{1,}]
should 81-16837 playingDevice[code{1}]
`,
  },
  {
    template: t.ENCOUNTER_ACTIVITY,
    constraints: `
1198-8714 code{1}
1198-8726 performer => assignedEntity{1}
1198-8713 id{1,}
1198-15972 not(code/originalText/reference[@value]) or starts(code/originalText/reference/@value, '#')
1198-8715 effectiveTime{1}
should 1198-8738 participant[@typeCode='LOC'][participantRole<4.32>{1}]{1,}
should 1198-8719 code[originalText{1}]
should 1198-15970 code/originalText => reference{1}
should 1198-15971 code/originalText/reference => @value
should 1198-32981 sdtc:dischargeDispositionCode => @code in '2.16.840.1.113883.3.88.12.80.33'
should 1198-8714 code{1}
`,
  },
  {
    template: t.NON_MEDICINAL_SUPPLY_ACTIVITY,
    constraints: `
1098-8746 @moodCode in '2.16.840.1.113883.11.20.9.18'
1098-8748 id{1,}
1098-8749 statusCode{1}
should 1098-15498 effectiveTime[@xsi:type='IVL_TS']{1}
should 1098-16867 effectiveTime => high{1}
should 1098-8751 quantity{1}
`,
  },
  {
    template: t.COMMENT_ACTIVITY,
    constraints: `
81-9428 code{1}
81-9430 text{1}
81-15967 text[reference{1}]
81-15968 text/reference[@value]
81-15969 not(text/reference[@value]) or starts(text/reference/@value, '#')
should 81-9433 author<4.119>{1}
`,
  },
  {
    template: t.ENCOUNTER_DIAGNOSIS,
    constraints: `
1198-14892 entryRelationship[@typeCode='SUBJ'][observation<4.4:2015-08-01>{1}]{1,}
1198-19182 code{1}
`,
  },
  {
    template: t.ENTRY_REFERENCE,
    constraints: `
1098-31489 id{1,}
1098-31490 code{1}
1098-31491 code[@nullFlavor='NP']
1098-31498 statusCode{1}
`,
  },
  {
    template: t.EXTERNAL_DOCUMENT_REFERENCE,
    constraints: `
1098-31933 code{1}
1098-32751 id{1}
should 1098-32752 setId{1}
should 1098-32753 versionNumber{1}
`,
  },
  {
    template: t.AUTHOR_PARTICIPATION,
    constraints: `
1098-31471 time{1}
1098-31472 assignedAuthor{1}
1098-31473 assignedAuthor[id{1,}]
should 1098-31671 assignedAuthor[code{1}]
`,
  },
];
