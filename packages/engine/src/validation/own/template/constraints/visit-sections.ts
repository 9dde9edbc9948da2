import * as t from '../../../../formats/cda/templates/visit-sections.js';
import type { ConstraintTable } from './constraint-table.js';

/** C-CDA R2.1, section templates of documents of one visit: what the templates ask beyond their fixed codes. */
export const VISIT_SECTIONS: readonly ConstraintTable[] = [
  {
    template: t.REASON_FOR_REFERRAL_SECTION,
    constraints: `
1098-15427 code{1}
1098-7846 title{1}
1098-7847 text{1}
`,
  },
  {
    template: t.HISTORY_OF_PRESENT_ILLNESS_SECTION,
    constraints: `
81-7850 title{1}
81-7851 text{1}
81-15477 code{1}
`,
  },
  {
    template: t.HOSPITAL_COURSE_SECTION,
    constraints: `
81-7854 title{1}
81-7855 text{1}
81-15487 code{1}
`,
  },
  {
    template: t.DISCHARGE_MEDICATIONS_SECTION_ENTRIES_OPTIONAL,
    constraints: `
1198-15359 code{1}
1198-32480 code[@codeSystem=LOINC]
1198-7818 title{1}
1198-7819 text{1}
1198-32854 code[translation[@code='75311-1'][@codeSystem=LOINC]{1}]
should 1198-7820 entry[act<4.35:2016-03-01>{1}]{1,}
`,
  },
  {
    template: t.DISCHARGE_MEDICATIONS_SECTION,
    constraints: `
1198-7826 (@nullFlavor or entry[act<4.35:2016-03-01>{1}]{1,}) and not(@nullFlavor and entry{1,})
1198-15361 code{1}
1198-7824 title{1}
1198-7825 text{1}
1198-32857 code[translation[@code='75311-1'][@codeSystem=LOINC]{1}]
`,
  },
  {
    template: t.REASON_FOR_VISIT_SECTION,
    constraints: `
81-7838 title{1}
81-7839 text{1}
81-15429 code{1}
`,
  },
  {
    template: t.DISCHARGE_DIAGNOSIS_SECTION,
    constraints: `
1198-15355 code{1}
1198-15489 entry => act<4.33:2015-08-01>{1}
1198-30861 code[@codeSystem=LOINC]
1198-7981 title{1}
1198-7982 text{1}
1198-32834 code[translation[@code='78375-3'][@codeSystem=LOINC]{1}]
should 1198-7983 entry{1}
`,
  },
  {
    template: t.INSTRUCTIONS_SECTION,
    constraints: `
1098-15375 code{1}
1098-10114 title{1}
1098-10115 text{1}
1098-10116 (@nullFlavor or entry[act<4.20:2014-06-09>{1}]{1,}) and not(@nullFlavor and entry{1,})
`,
  },
];
