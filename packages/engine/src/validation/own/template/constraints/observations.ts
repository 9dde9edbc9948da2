import * as t from '../../../../formats/cda/templates/observations.js';
import type { ConstraintTable } from './constraint-table.js';

/** C-CDA R2.1, results, vital signs, statuses and histories: what the templates ask beyond their fixed codes. */
export const OBSERVATIONS: readonly ConstraintTable[] = [
  {
    template: t.RESULT_ORGANIZER,
    constraints: `
1198-7124 component[observation<4.2:2015-08-01>{1}]{1,}
1198-7128 code{1}
1198-7123 statusCode{1}
1198-7121 @classCode
1198-7127 id{1,}
1198-14848 statusCode[@code in '2.16.840.1.113883.11.20.9.39']
1198-32488 effectiveTime => low{1}
1198-32489 effectiveTime => high{1}
should 1198-19218 code[@codeSystem=LOINC] or code[@codeSystem=SNOMED] or code[@codeSystem=CPT]
should 1198-31149 author<4.119>{1,}
`,
  },
  {
    template: t.RESULT_OBSERVATION,
    constraints: `
1198-7133 code{1}
1198-7134 statusCode{1}
1198-7143 value{1}
1198-7151 referenceRange => observationRange{1}
1198-7137 id{1,}
1198-14849 statusCode[@code in '2.16.840.1.113883.11.20.9.39']
1198-7140 effectiveTime{1}
1198-7152 not(referenceRange/observationRange/code)
1198-32175 referenceRange/observationRange => value{1}
should 1198-7147 interpretationCode{1,}
should 1198-7150 referenceRange{1,}
should 1198-7149 author<4.119>{1,}
should 1198-32610 value[@xsi:type='CD'] => @codeSystem=SNOMED
should 1198-7133 code[@codeSystem=LOINC or @nullFlavor]{1}
`,
  },
  {
    template: t.VITAL_SIGNS_ORGANIZER,
    constraints: `
1198-7285 component[observation<4.27:2014-06-09>{1}]{1,}
1198-7284 statusCode{1}
1198-32740 code{1}
1198-7282 id{1,}
1198-7288 effectiveTime{1}
should 1198-31153 author<4.119>{1,}
`,
  },
  {
    template: t.VITAL_SIGN_OBSERVATION,
    constraints: `
1098-7300 id{1,}
1098-7301 code{1}
1098-7303 statusCode{1}
1098-7304 effectiveTime{1}
1098-7305 value[@xsi:type='PQ']{1}
1098-31579 value[@xsi:type='PQ'][@unit]
1098-32886 interpretationCode => @code
should 1098-7310 author<4.119>{1,}
should 1098-32934 code[@code]
should 1098-7301 code{1}
should 1098-31579 value[@xsi:type='PQ'][@unit]
`,
  },
  {
    template: t.SOCIAL_HISTORY_OBSERVATION,
    constraints: `
1198-8558 code{1}
1198-8553 statusCode{1}
1198-8551 id{1,}
1198-31868 effectiveTime{1}
1198-32951 code/@codeSystem=LOINC or code/translation
should 1198-8559 value{1}
should 1198-31869 author<4.119>{1,}
should 1198-8558 code{1}
`,
  },
  {
    template: t.FAMILY_HISTORY_ORGANIZER,
    constraints: `
1198-8602 statusCode{1}
1198-8609 subject{1}
1198-15244 subject[relatedSubject{1}]
1198-15246 subject/relatedSubject[code{1}]
1198-15974 subject/relatedSubject/subject => administrativeGenderCode{1}
1198-15245 subject/relatedSubject[@classCode='PRS']
1198-32485 id{1,}
1198-32428 component{1,}
1198-32429 component[observation<4.46:2015-08-01>{1}]
should 1198-15248 subject/relatedSubject[subject{1}]
should 1198-15249 subject/relatedSubject/subject/sdtc:id{1}
should 1198-15976 subject/relatedSubject/subject => birthTime{1}
should 1198-15246 subject/relatedSubject[code{1}]
`,
  },
  {
    template: t.FAMILY_HISTORY_OBSERVATION,
    constraints: `
1198-8590 statusCode{1}
1198-32427 code{1}
1198-8591 value[@xsi:type='CD']{1}
1198-8592 id{1,}
1198-32847 code[translation{1,}]
should 1198-8593 effectiveTime{1}
should 1198-32427 code{1}
should 1198-32847 code[translation{1,}]
`,
  },
  {
    template: t.FAMILY_HISTORY_DEATH_OBSERVATION,
    constraints: `
81-8625 statusCode{1}
81-8626 value[@xsi:type='CD']{1}
81-19141 code{1}
81-26470 value[@xsi:type='CD'][@code='419099009']
`,
  },
  {
    template: t.FUNCTIONAL_STATUS_OBSERVATION,
    constraints: `
1098-13907 id{1,}
1098-13908 code{1}
1098-13929 statusCode{1}
1098-13930 effectiveTime{1}
1098-13932 value{1}
should 1098-14234 not(value/@xsi:type='CD') or (value/@xsi:type='CD' and value[@codeSystem=SNOMED]{1})
should 1098-13936 author<4.119>{1,}
`,
  },
  {
    template: t.ASSESSMENT_SCALE_OBSERVATION,
    constraints: `
81-14438 id{1,}
81-14439 code{1}
81-14444 statusCode{1}
81-14445 effectiveTime{1}
81-14450 value{1}
81-16800 referenceRange => observationRange{1}
81-16804 not(referenceRange/observationRange/text/reference[@value]) or starts(referenceRange/observationRange/text/reference/@value, '#')
should 81-14440 not(code[@codeSystem]) or code[@codeSystem=LOINC] or code[@codeSystem=SNOMED]
should 81-14451 entryRelationship[@typeCode='COMP'][observation<4.86>{1}]{1,}
should 81-16801 referenceRange/observationRange => text{1}
should 81-16802 referenceRange/observationRange/text => reference{1}
`,
  },
  {
    template: t.SMOKING_STATUS,
    constraints: `
1098-19170 code{1}
1098-14809 statusCode{1}
1098-14810 value[@xsi:type='CD']{1}
1098-14817 value[@xsi:type='CD'][@code]
1098-31928 effectiveTime{1}
1098-32401 id{1,}
1098-32894 effectiveTime[not(low)]
1098-32895 effectiveTime[not(width)]
1098-32896 effectiveTime[not(high)]
1098-32897 effectiveTime[not(center)]
1098-32954 value[@xsi:type='CD'][not(@nullFlavor)]
should 1098-31148 author<4.119>{1,}
`,
  },
  {
    template: t.TOBACCO_USE,
    constraints: `
1098-19174 code{1}
1098-16561 statusCode{1}
1098-16564 effectiveTime{1}
1098-16565 effectiveTime[low{1}]
1098-16562 value[@xsi:type='CD']{1}
1098-32400 id{1,}
should 1098-31152 author<4.119>{1,}
`,
  },
];
