import * as t from '../../../../formats/cda/templates/sections.js';
import type { ConstraintTable } from './constraint-table.js';

/** C-CDA R2.1, section templates: what the templates ask beyond their fixed codes. */
export const SECTIONS: readonly ConstraintTable[] = [
  {
    template: t.MEDICATIONS_SECTION_ENTRIES_OPTIONAL,
    constraints: `
1098-15385 code{1}
1098-7793 title{1}
1098-7794 text{1}
should 1098-7795 entry[substanceAdministration<4.16:2014-06-09>{1}]{1,}
`,
  },
  {
    template: t.MEDICATIONS_SECTION,
    constraints: `
1098-15387 code{1}
1098-7570 title{1}
1098-7571 text{1}
1098-7572 (@nullFlavor or entry[substanceAdministration<4.16:2014-06-09>{1}]{1,}) and not(@nullFlavor and entry{1,})
`,
  },
  {
    template: t.IMMUNIZATIONS_SECTION_ENTRIES_OPTIONAL,
    constraints: `
1198-15367 code{1}
1198-7967 title{1}
1198-7968 text{1}
should 1198-7969 entry[substanceAdministration<4.52:2015-08-01>{1}]{1,}
`,
  },
  {
    template: t.IMMUNIZATIONS_SECTION,
    constraints: `
1198-9019 (@nullFlavor or entry[substanceAdministration<4.52:2015-08-01>{1}]{1,}) and not(@nullFlavor and entry{1,})
1198-15369 code{1}
1198-9017 title{1}
1198-9018 text{1}
`,
  },
  {
    template: t.RESULTS_SECTION_ENTRIES_OPTIONAL,
    constraints: `
1198-15431 code{1}
1198-8891 title{1}
1198-7118 text{1}
should 1198-7119 entry[organizer<4.1:2015-08-01>{1}]{1,}
`,
  },
  {
    template: t.RESULTS_SECTION,
    constraints: `
1198-7112 (@nullFlavor or entry[organizer<4.1:2015-08-01>{1}]{1,}) and not(@nullFlavor and entry{1,})
1198-15433 code{1}
1198-8892 title{1}
1198-7111 text{1}
`,
  },
  {
    template: t.VITAL_SIGNS_SECTION_ENTRIES_OPTIONAL,
    constraints: `
1198-15242 code{1}
1198-9966 title{1}
1198-7270 text{1}
should 1198-7271 entry[organizer<4.26:2015-08-01>{1}]{1,}
`,
  },
  {
    template: t.VITAL_SIGNS_SECTION,
    constraints: `
1198-7276 (@nullFlavor or entry[organizer<4.26:2015-08-01>{1}]{1,}) and not(@nullFlavor and entry{1,})
1198-15962 code{1}
1198-9967 title{1}
1198-7275 text{1}
`,
  },
  {
    template: t.PROBLEM_SECTION_ENTRIES_OPTIONAL,
    constraints: `
1198-15407 code{1}
1198-7879 title{1}
1198-7880 text{1}
should 1198-7881 entry[act<4.3:2015-08-01>{1}]{1,}
`,
  },
  {
    template: t.PROBLEM_SECTION,
    constraints: `
1198-9183 (@nullFlavor or entry[act<4.3:2015-08-01>{1}]{1,}) and not(@nullFlavor and entry{1,})
1198-15409 code{1}
1198-9181 title{1}
1198-9182 text{1}
`,
  },
  {
    template: t.ALLERGIES_SECTION_ENTRIES_OPTIONAL,
    constraints: `
1198-15345 code{1}
1198-7802 title{1}
1198-7803 text{1}
should 1198-7804 entry[act<4.30:2015-08-01>{1}]{1,}
`,
  },
  {
    template: t.ALLERGIES_SECTION,
    constraints: `
1198-7531 (@nullFlavor or entry[act<4.30:2015-08-01>{1}]{1,}) and not(@nullFlavor and entry{1,})
1198-15349 code{1}
1198-7534 title{1}
1198-7530 text{1}
`,
  },
  {
    template: t.PROCEDURES_SECTION_ENTRIES_OPTIONAL,
    constraints: `
1098-15423 code{1}
1098-17184 title{1}
1098-6273 text{1}
`,
  },
  {
    template: t.PROCEDURES_SECTION,
    constraints: `
1098-15425 code{1}
1098-7893 title{1}
1098-7894 text{1}
1098-7895 (@nullFlavor or entry[procedure<4.14:2014-06-09>{1}]{1,} or entry[observation<4.13:2014-06-09>{1}]{1,} or entry[act<4.12:2014-06-09>{1}]{1,}) and not(@nullFlavor and entry{1,})
`,
  },
  {
    template: t.ASSESSMENT_SECTION,
    constraints: `
81-7713 text{1}
81-14757 code{1}
81-16774 title{1}
`,
  },
  {
    template: t.PLAN_OF_TREATMENT_SECTION,
    constraints: `
1098-14749 code{1}
1098-16986 title{1}
1098-7725 text{1}
`,
  },
  {
    template: t.FUNCTIONAL_STATUS_SECTION,
    constraints: `
1098-14578 code{1}
1098-7922 title{1}
1098-7923 text{1}
`,
  },
  {
    template: t.FAMILY_HISTORY_SECTION,
    constraints: `
1198-15469 code{1}
1198-7934 title{1}
1198-7935 text{1}
`,
  },
  {
    template: t.SOCIAL_HISTORY_SECTION,
    constraints: `
1198-14819 code{1}
1198-7938 title{1}
1198-7939 text{1}
should 1198-14823 entry[observation<4.78:2014-06-09>{1}]{1,}
`,
  },
  {
    template: t.PAYERS_SECTION,
    constraints: `
1198-15395 code{1}
1198-7926 title{1}
1198-7927 text{1}
should 1198-7959 entry[act<4.60:2015-08-01>{1}]{1,}
`,
  },
  {
    template: t.ADVANCE_DIRECTIVES_SECTION_ENTRIES_OPTIONAL,
    constraints: `
1198-15340 code{1}
1198-7930 title{1}
1198-7931 text{1}
`,
  },
  {
    template: t.ADVANCE_DIRECTIVES_SECTION,
    constraints: `
1198-30235 (@nullFlavor or entry[observation<4.48:2015-08-01>{1}]{1,} or entry[organizer<4.108>{1}]{1,}) and not(@nullFlavor and entry{1,})
1198-32929 code{1}
1198-32932 title{1}
1198-32933 text{1}
`,
  },
  {
    template: t.ENCOUNTERS_SECTION_ENTRIES_OPTIONAL,
    constraints: `
1198-15461 code{1}
1198-7942 title{1}
1198-7943 text{1}
should 1198-7951 entry[encounter<4.49:2015-08-01>{1}]{1,}
`,
  },
  {
    template: t.ENCOUNTERS_SECTION,
    constraints: `
1198-8709 (entry/encounter/templateId[@root='2.16.840.1.113883.10.20.22.4.49'][@extension='2015-08-01'] or @nullFlavor) and not(entry and @nullFlavor)
1198-15466 code{1}
1198-8707 title{1}
1198-8708 text{1}
`,
  },
  {
    template: t.MEDICAL_EQUIPMENT_SECTION,
    constraints: `
1098-15381 code{1}
1098-7946 title{1}
1098-7947 text{1}
should 1098-31125 entry[supply<4.50:2014-06-09>{1}]{1,}
should 1098-31885 entry[procedure<4.14:2014-06-09>{1}]{1,}
`,
  },
  {
    template: t.MENTAL_STATUS_SECTION,
    constraints: `
1198-28295 code{1}
1198-28297 title{1}
1198-28298 text{1}
`,
  },
  {
    template: t.HEALTH_CONCERNS_SECTION,
    constraints: `
1198-28806 code{1}
1198-30768 (@nullFlavor or entry[act<4.132>{1}]{1,}) and not(@nullFlavor and entry{1,})
1198-28809 title{1}
1198-28810 text{1}
should 1198-30483 entry[observation<4.5:2014-06-09>{1}]{1,}
`,
  },
  {
    template: t.GOALS_SECTION,
    constraints: `
1098-29586 code{1}
1098-30719 (@nullFlavor or entry[observation<4.121>{1}]{1,}) and not(@nullFlavor and entry{1,})
1098-30721 title{1}
1098-30722 text{1}
`,
  },
];
