import { type Constraint, ccda, shallBeCode, shallHave } from './constraint.js';

const LOINC = '2.16.840.1.113883.6.1';

/** [end of the template id, LOINC code, CONF of the code, of title, of text]: C-CDA R2.1 chapter 2, R1.1 chapter 4. */
const SECTIONS = [
  ['2.1', '10160-0', '1098-15386', '1098-7793', '1098-7794'],
  ['2.1.1', '10160-0', '1098-15388', '1098-7570', '1098-7571'],
  ['2.2', '11369-6', '1198-15368', '1198-7967', '1198-7968'],
  ['2.2.1', '11369-6', '1198-15370', '1198-9017', '1198-9018'],
  ['2.3', '30954-2', '1198-15432', '1198-8891', '1198-7118'],
  ['2.3.1', '30954-2', '1198-15434', '1198-8892', '1198-7111'],
  ['2.4', '8716-3', '1198-15243', '1198-9966', '1198-7270'],
  ['2.4.1', '8716-3', '1198-15963', '1198-9967', '1198-7275'],
  ['2.5', '11450-4', '1198-15408', '1198-7879', '1198-7880'],
  ['2.5.1', '11450-4', '1198-15410', '1198-9181', '1198-9182'],
  ['2.6', '48765-2', '1198-15346', '1198-7802', '1198-7803'],
  ['2.6.1', '48765-2', '1198-15350', '1198-7534', '1198-7530'],
  ['2.7', '47519-4', '1098-15424', '1098-17184', '1098-6273'],
  ['2.7.1', '47519-4', '1098-15426', '1098-7893', '1098-7894'],
  ['2.17', '29762-2', '1198-14820', '1198-7938', '1198-7939'],
  ['2.22', '46240-8', '1198-15462', '1198-7942', '1198-7943'],
  ['2.22.1', '46240-8', '1198-15467', '1198-8707', '1198-8708'],
] as const;

/** Further sections whose code alone says which template they should have: [LOINC code, ends of template ids]. */
const FURTHER: readonly (readonly [string, readonly string[]])[] = [
  ['10157-6', ['2.15']],
  ['10190-7', ['2.56']],
  ['11348-0', ['2.20']],
  ['11383-7', ['2.61']],
  ['18776-5', ['2.10', '2.9']],
  ['42348-3', ['2.21', '2.21.1']],
  ['46264-8', ['2.23']],
  ['47420-5', ['2.14']],
  ['48768-6', ['2.18']],
  ['61144-2', ['2.57']],
  ['61146-7', ['2.60']],
  ['75310-3', ['2.58']],
];

/** LOINC code of a section to the template ids one of which makes it a section of C-CDA. */
export const TEMPLATES_BY_CODE: ReadonlyMap<string, readonly string[]> = new Map([
  ...FURTHER.map(([code, ends]) => [code, ends.map(ccda)] as const),
  ...[...new Set(SECTIONS.map((row) => row[1]))].map(
    (code) => [code, SECTIONS.filter((row) => row[1] === code).map((row) => ccda(row[0]))] as const,
  ),
  // Interventions Section (V3), whose id is of another branch.
  ['62387-6', ['2.16.840.1.113883.10.20.21.2.3']],
]);

export const SECTION_CONSTRAINTS: readonly Constraint[] = SECTIONS.flatMap(([template, code, conf, title, text]) => [
  shallBeCode(template, conf, [code, LOINC]),
  shallHave(template, title, 'title'),
  shallHave(template, text, 'text'),
]);
