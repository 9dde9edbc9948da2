import * as t from '../../../../formats/cda/templates/plans.js';
import type { ConstraintTable } from './constraint-table.js';

/** C-CDA R2.1, plans and goals: what the templates ask beyond their fixed codes. */
export const PLANS: readonly ConstraintTable[] = [
  {
    template: t.PLANNED_ACT,
    constraints: `
1098-8539 @moodCode in '2.16.840.1.113883.11.20.9.23'
1098-8546 id{1,}
1098-30432 statusCode{1}
1098-31687 code{1}
should 1098-30433 effectiveTime{1}
should 1098-32020 author<4.119>{1}
should 1098-32030 code[@codeSystem=LOINC or @codeSystem=SNOMED]{1}
`,
  },
  {
    template: t.PLANNED_ENCOUNTER,
    constraints: `
1098-8565 @moodCode in '2.16.840.1.113883.11.20.9.23'
1098-8567 id{1,}
1098-30439 statusCode{1}
should 1098-30440 effectiveTime{1}
should 1098-31032 code{1}
should 1098-32045 author<4.119>{1,}
`,
  },
  {
    template: t.PLANNED_PROCEDURE,
    constraints: `
1098-8569 @moodCode in '2.16.840.1.113883.11.20.9.23'
1098-8571 id{1,}
1098-30446 statusCode{1}
1098-31976 code{1}
should 1098-30447 effectiveTime{1}
should 1098-31977 not(code[@codeSystem]) or code[@codeSystem=LOINC] or code[@codeSystem=SNOMED] or code[@codeSystem=CPT] or code[@codeSystem=ICD10PCS]
should 1098-31979 author<4.119>{1}
`,
  },
  {
    template: t.PLANNED_MEDICATION_ACTIVITY,
    constraints: `
1098-8573 @moodCode in '2.16.840.1.113883.11.20.9.24'
1098-8575 id{1,}
1098-30468 effectiveTime[(low or @value) and not(low and @value)]{1}
1098-32082 consumable{1}
1098-32083 consumable[manufacturedProduct<4.23:2014-06-09>{1}]
1098-32085 precondition => @typeCode='PRCN'
1098-32086 precondition => criterion<4.25:2014-06-09>{1}
1098-32087 statusCode{1}
1098-32946 not(effectiveTime[@operator='A']) or effectiveTime[@operator='A' and (@xsi:type='PIVL_TS' or @xsi:type='EIVL_TS')]{1}
should 1098-32046 author<4.119>{1}
should 1098-32133 doseQuantity => @unit
should 1098-32134 rateQuantity => @unit
should 1098-32943 effectiveTime[@operator='A']{1}
should 1098-32952 routeCode => translation{1,}
`,
  },
  {
    template: t.PLANNED_MEDICATION_ACTIVITY,
    at: "effectiveTime[@xsi:type='IVL_TS']",
    constraints: `
should 1098-32944 @value
should 1098-32948 low{1}
`,
  },
  {
    template: t.PLANNED_SUPPLY,
    constraints: `
1098-8578 @moodCode in '2.16.840.1.113883.11.20.9.24'
1098-8580 id{1,}
1098-30458 statusCode{1}
should 1098-30459 effectiveTime{1}
should 1098-31129 author<4.119>{1}
should 1098-32325 product{1}
`,
  },
  {
    template: t.PLANNED_OBSERVATION,
    constraints: `
1098-8582 @moodCode in '2.16.840.1.113883.11.20.9.25'
1098-8584 id{1,}
1098-30453 statusCode{1}
1098-31030 code{1}
should 1098-30454 effectiveTime{1}
should 1098-32033 author<4.119>{1,}
should 1098-32044 targetSiteCode{1,}
`,
  },
  {
    template: t.PROGRESS_TOWARD_GOAL_OBSERVATION,
    constraints: `
1098-31422 id{1,}
1098-31423 code{1}
1098-31426 value[@xsi:type='CD']{1}
1098-31609 statusCode{1}
`,
  },
  {
    template: t.PLANNED_IMMUNIZATION_ACTIVITY,
    constraints: `
1098-32097 @moodCode in '2.16.840.1.113883.11.20.9.24'
1098-32100 id{1,}
1098-32101 statusCode{1}
1098-32103 effectiveTime{1}
1098-32131 consumable{1}
1098-32132 consumable[manufacturedProduct<4.54:2014-06-09>{1}]
should 1098-32130 doseQuantity => @unit
should 1098-32951 routeCode => translation{1,}
`,
  },
  {
    template: t.GOAL_OBSERVATION,
    constraints: `
1098-30784 code{1}
1098-32332 id{1,}
1098-32333 statusCode{1}
1098-32755 reference => @typeCode='REFR'
1098-32756 reference => externalDocument<4.115:2014-06-09>{1}
should 1098-30785 entryRelationship[@typeCode='REFR'][observation<4.143>{1}]{1}
should 1098-30995 author<4.119>{1,}
should 1098-32335 effectiveTime{1}
should 1098-30784 code[@codeSystem=LOINC or @nullFlavor]{1}
`,
  },
  {
    template: t.GOAL_OBSERVATION,
    at: "templateId[@root='2.16.840.1.113883.10.20.22.4.121']",
    constraints: `
1098-32953 not(@extension)
`,
  },
  {
    template: t.NUTRITION_RECOMMENDATION,
    constraints: `
1098-30342 code{1}
1098-30386 @moodCode in '2.16.840.1.113883.11.20.9.23'
1098-31697 statusCode{1}
should 1098-31699 effectiveTime{1}
should 1098-30342 code{1}
`,
  },
  {
    template: t.PRIORITY_PREFERENCE,
    constraints: `
1098-30953 id{1,}
1098-30954 code{1}
1098-30957 value[@xsi:type='CD']{1}
should 1098-30958 author<4.119>{1,}
should 1098-32327 effectiveTime{1}
`,
  },
];
