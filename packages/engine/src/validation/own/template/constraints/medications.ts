import * as t from '../../../../formats/cda/templates/medications.js';
import type { ConstraintTable } from './constraint-table.js';

/** C-CDA R2.1, medications and immunizations: what the templates ask beyond their fixed codes. */
export const MEDICATIONS: readonly ConstraintTable[] = [
  {
    template: t.MEDICATION_ACTIVITY,
    constraints: `
1098-7497 @moodCode in '2.16.840.1.113883.11.20.9.18'
1098-7500 id{1,}
1098-7507 statusCode{1}
1098-7508 effectiveTime[not(@operator='A')][(low or @value or @nullFlavor) and not(low and @value)]{1}
1098-28499 not(effectiveTime[@operator='A']) or effectiveTime[@operator='A' and (@xsi:type='PIVL_TS' or @xsi:type='EIVL_TS')]{1}
1098-7516 doseQuantity{1}
1098-7525 rateQuantity => @unit
1098-7520 consumable{1}
1098-16085 consumable[manufacturedProduct<4.23:2014-06-09>{1}]
1098-31882 precondition => @typeCode='PRCN'
1098-31883 precondition => criterion<4.25:2014-06-09>{1}
should 1098-7513 effectiveTime{2} and effectiveTime[@operator='A'][@xsi:type='PIVL_TS' or @xsi:type='EIVL_TS']
should 1098-7514 routeCode{1}
should 1098-7526 doseQuantity[@unit]
should 1098-30800 doseQuantity{1} or rateQuantity{1}
should 1098-31150 author<4.119>{1,}
should 1098-32950 routeCode => translation{1,}
should 1098-7525 rateQuantity => @unit
`,
  },
  {
    template: t.MEDICATION_ACTIVITY,
    at: 'effectiveTime',
    constraints: `
should 1098-32775 @value
should 1098-32776 low{1}
`,
  },
  {
    template: t.MEDICATION_SUPPLY_ORDER,
    constraints: `
1098-7430 id{1,}
1098-7432 statusCode{1}
1098-7444 entryRelationship => @typeCode='SUBJ'
1098-7445 entryRelationship => @inversionInd='true'
1098-31391 entryRelationship => act<4.20:2014-06-09>{1}
should 1098-15143 effectiveTime[high{1}]{1}
should 1098-7434 repeatNumber{1}
should 1098-7436 quantity{1}
`,
  },
  {
    template: t.INSTRUCTION,
    constraints: `
1098-16884 code{1}
1098-7396 statusCode{1}
should 1098-16884 code{1}
`,
  },
  {
    template: t.MEDICATION_INFORMATION,
    constraints: `
1098-7411 manufacturedMaterial{1}
1098-7412 manufacturedMaterial[code{1}]
`,
  },
  {
    template: t.PRECONDITION,
    constraints: `
1098-7369 value[@xsi:type='CD']{1}
1098-32396 code{1}
`,
  },
  {
    template: t.DISCHARGE_MEDICATION,
    constraints: `
1198-7691 code{1}
1198-7692 entryRelationship[@typeCode='SUBJ'][substanceAdministration<4.16:2014-06-09>{1}]{1,}
1198-32779 statusCode{1}
1198-32952 code[translation{1}]
1198-32953 code/translation[@code='75311-1']
1198-32954 code/translation[@codeSystem=LOINC]
`,
  },
  {
    template: t.IMMUNIZATION_ACTIVITY,
    constraints: `
1198-8847 consumable{1}
1198-8833 statusCode{1}
1198-15546 consumable[manufacturedProduct<4.54:2014-06-09>{1}]
1198-8827 @moodCode in '2.16.840.1.113883.11.20.9.18'
1198-8985 @negationInd
1198-8829 id{1,}
1198-8834 effectiveTime{1}
should 1198-8841 doseQuantity{1}
should 1198-31510 entryRelationship[@typeCode='COMP'][@inversionInd='true'][act<4.118>{1}]{1,}
should 1198-8842 doseQuantity => @unit
should 1198-8849 performer{1}
should 1198-31151 author<4.119>{1,}
should 1198-32960 routeCode => translation[@code]{1,}
`,
  },
  {
    template: t.IMMUNIZATION_REFUSAL_REASON,
    constraints: `
81-8994 id{1,}
81-8995 code{1}
81-8996 statusCode{1}
`,
  },
  {
    template: t.IMMUNIZATION_MEDICATION_INFORMATION,
    constraints: `
1098-9006 manufacturedMaterial{1}
1098-9007 manufacturedMaterial[code{1}]
should 1098-9014 manufacturedMaterial[lotNumberText{1}]
should 1098-9012 manufacturerOrganization{1}
`,
  },
  {
    template: t.MEDICATION_FREE_TEXT_SIG,
    constraints: `
81-32754 text{1}
81-32755 text[reference{1}]
81-32771 @moodCode in '2.16.840.1.113883.11.20.9.18'
81-32774 not(text/reference[@value]) or starts(text/reference/@value, '#')
81-32775 code[@codeSystem=LOINC or @nullFlavor]{1}
81-32776 consumable{1}
81-32777 consumable[manufacturedProduct{1}]
81-32778 consumable/manufacturedProduct[manufacturedLabeledDrug{1}]
81-32779 consumable/manufacturedProduct/manufacturedLabeledDrug[@nullFlavor='NA']
81-5432 not(.//templateId[@root!='2.16.840.1.113883.10.20.22.4.147'])
should 81-32756 text/reference[@value]
`,
  },
];
