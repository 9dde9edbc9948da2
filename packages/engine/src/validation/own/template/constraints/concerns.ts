import * as t from '../../../../formats/cda/templates/concerns.js';
import type { ConstraintTable } from './constraint-table.js';

/** C-CDA R2.1, problems, allergies and health concerns: what the templates ask beyond their fixed codes. */
export const CONCERNS: readonly ConstraintTable[] = [
  {
    template: t.PROBLEM_CONCERN_ACT,
    constraints: `
1198-9034 entryRelationship[@typeCode='SUBJ'][observation<4.4:2015-08-01>{1}]{1,}
1198-9027 code{1}
1198-9029 statusCode{1}
1198-9030 effectiveTime{1}
1198-9026 id{1,}
1198-9032 effectiveTime[low{1}]
should 1198-31146 author<4.119>{1,}
`,
  },
  {
    template: t.PROBLEM_OBSERVATION,
    constraints: `
1198-9049 statusCode{1}
1198-9050 effectiveTime{1}
1198-9058 value[@xsi:type='CD']{1}
1198-9043 id{1,}
1198-9045 code{1}
1198-15603 effectiveTime[low{1}]
should 1198-31147 author<4.119>{1,}
should 1198-9045 code{1}
`,
  },
  {
    template: t.PROBLEM_STATUS,
    constraints: `
1198-19162 code{1}
1198-7364 statusCode{1}
1198-7365 value[@xsi:type='CD']{1}
`,
  },
  {
    template: t.ALLERGY_OBSERVATION,
    constraints: `
1098-31538 effectiveTime[low{1}]
1098-7402 participant[@typeCode='CSM'][participantRole[@classCode='MANU'][playingEntity[@classCode='MMAT'][code{1}]{1}]{1}]{1}
1098-7390 value[@xsi:type='CD']{1}
1098-7387 effectiveTime{1}
1098-19084 statusCode{1}
1098-15947 code{1}
1098-7382 id{1,}
1098-32171 code[@codeSystem=ACT_CODE]
1098-31536 effectiveTime[low{1}]
1098-16317 value[@code]
1098-16312 value[@xsi:type='CD']{1}
1098-16309 effectiveTime{1}
1098-26354 statusCode[@code='completed']
1098-16308 statusCode{1}
1098-16346 code[@code='ASSERTION']
1098-16345 code{1}
1098-16307 id{1,}
1098-16304 @moodCode='EVN'
1098-16303 @classCode='OBS'
should 1098-32910 entryRelationship[@typeCode='SUBJ'][observation<4.145>{1}]{1}
should 1098-31143 author<4.119>{1,}
should 1098-9961 not(entryRelationship[@typeCode='SUBJ'][@inversionInd='true'][observation<4.8:2014-06-09>{1}]{1})
should 1098-7447 entryRelationship[@typeCode='MFST'][@inversionInd='true'][observation<4.9:2014-06-09>{1}]{1,}
should 1098-32935 entryRelationship[@typeCode='SUBJ'][observation<4.145>{1}]{1}
should 1098-31144 author<4.119>{1,}
should 1098-16341 not(entryRelationship[@typeCode='SUBJ'][@inversionInd='true'][observation<4.8:2014-06-09>{1}]{1})
should 1098-16337 entryRelationship[@typeCode='MFST'][@inversionInd='true'][observation<4.9:2014-06-09>{1}]{1,}
should 1098-16318 participant[@typeCode='CSM']{1,}
`,
  },
  {
    template: t.ALLERGY_OBSERVATION,
    at: "entryRelationship[@typeCode='SUBJ'][observation]",
    constraints: `
1098-32912 @inversionInd='true'
`,
  },
  {
    template: t.SEVERITY_OBSERVATION,
    constraints: `
1098-19168 code{1}
1098-7352 statusCode{1}
1098-7356 value[@xsi:type='CD']{1}
`,
  },
  {
    template: t.REACTION_OBSERVATION,
    constraints: `
1098-7329 id{1,}
1098-16851 code{1}
1098-7328 statusCode{1}
1098-7335 value[@xsi:type='CD']{1}
should 1098-7332 effectiveTime{1}
should 1098-7333 effectiveTime => low{1}
should 1098-7334 effectiveTime => high{1}
`,
  },
  {
    template: t.ALLERGY_STATUS_OBSERVATION,
    constraints: `
1198-7320 code{1}
1198-7321 statusCode{1}
1198-7322 value[@xsi:type='CE']{1}
`,
  },
  {
    template: t.ALLERGY_CONCERN_ACT,
    constraints: `
1198-7509 entryRelationship[@typeCode='SUBJ'][observation<4.7:2014-06-09>{1}]{1,}
1198-7477 code{1}
1198-7485 statusCode{1}
1198-7498 effectiveTime{1}
1198-7472 id{1,}
1198-19086 statusCode[@code in '2.16.840.1.113883.11.20.9.19']
1198-7504 not(statusCode[@code='active']) or effectiveTime[low]
1198-10085 not(statusCode[@code='completed']) or (statusCode[@code='completed']{1} and effectiveTime[high]{1})
should 1198-31145 author<4.119>{1,}
`,
  },
  {
    template: t.AGE_OBSERVATION,
    constraints: `
81-7615 code{1}
81-7617 value[@xsi:type='PQ']{1}
81-7618 value[@xsi:type='PQ'][@unit]
81-15965 statusCode{1}
`,
  },
  {
    template: t.HEALTH_CONCERN_ACT,
    constraints: `
1198-30758 statusCode{1}
1198-32310 code{1}
1198-30754 id{1,}
1198-32758 reference => @typeCode='REFR'
1198-32759 reference => externalDocument<4.115:2014-06-09>{1}
should 1198-31546 author<4.119>{1,}
`,
  },
  {
    template: t.CRITICALITY_OBSERVATION,
    constraints: `
81-32919 code{1}
81-32920 statusCode{1}
81-32928 value[@xsi:type='CD']{1}
`,
  },
];
