import { type Constraint, ccda, shallBe, shallBeCode, shallHave, shallHold } from './constraint.js';

const LOINC = '2.16.840.1.113883.6.1';
const SNOMED = '2.16.840.1.113883.6.96';
const ACT_CLASS = '2.16.840.1.113883.5.6';
const ACT_CODE = '2.16.840.1.113883.5.4';

const since21 = (constraint: Constraint): Constraint => ({ ...constraint, r21Only: true });

/** Clinical statements of C-CDA R2.1 chapter 3 and R1.1 chapter 5. */
export const ENTRY_CONSTRAINTS: readonly Constraint[] = [
  // Allergy Concern Act; R1.1 calls it Allergy Problem Act and gives it another code.
  shallBeCode('4.30', '1198-19158', ['CONC', ACT_CLASS], ['48765-2', LOINC]),
  shallHave('4.30', '1198-7472', 'id'),
  shallHave('4.30', '1198-7485', 'statusCode'),
  shallHave('4.30', '1198-7498', 'effectiveTime'),
  shallHold('4.30', '1198-7509', ['entryRelationship', 'observation'], '4.7'),
  // Allergy - Intolerance Observation
  shallBeCode('4.7', '1098-15948', ['ASSERTION', ACT_CODE]),
  shallHave('4.7', '1098-7382', 'id'),
  shallBe('4.7', '1098-19085', ['statusCode'], 'code', 'completed'),
  shallHave('4.7', '1098-7387', 'effectiveTime'),
  shallBe('4.7', '1098-7390', ['value'], 'xsi:type', 'CD'),
  since21(shallHave('4.7', '1098-7402', 'participant')),
  // Problem Concern Act
  shallBeCode('4.3', '1198-19184', ['CONC', ACT_CLASS]),
  shallHave('4.3', '1198-9026', 'id'),
  shallHave('4.3', '1198-9029', 'statusCode'),
  shallHave('4.3', '1198-9030', 'effectiveTime'),
  shallHold('4.3', '1198-9034', ['entryRelationship', 'observation'], '4.4'),
  // Problem Observation
  shallHave('4.4', '1198-9043', 'id'),
  shallHave('4.4', '1198-9045', 'code'),
  shallBe('4.4', '1198-19112', ['statusCode'], 'code', 'completed'),
  since21(shallHave('4.4', '1198-9050', 'effectiveTime')),
  shallBe('4.4', '1198-9058', ['value'], 'xsi:type', 'CD'),
  // Medication Activity and Medication Information
  shallHave('4.16', '1098-7500', 'id'),
  shallHave('4.16', '1098-7507', 'statusCode'),
  since21(shallHave('4.16', '1098-7516', 'doseQuantity')),
  shallHold('4.16', '1098-16085', ['consumable', 'manufacturedProduct'], '4.23'),
  shallHave('4.23', '1098-7412', 'manufacturedMaterial', 'code'),
  // Immunization Activity and Immunization Medication Information
  shallHave('4.52', '1198-8829', 'id'),
  shallHave('4.52', '1198-8833', 'statusCode'),
  shallHave('4.52', '1198-8834', 'effectiveTime'),
  shallHold('4.52', '1198-15546', ['consumable', 'manufacturedProduct'], '4.54'),
  shallHave('4.54', '1098-9007', 'manufacturedMaterial', 'code'),
  // Result Organizer and Observation
  shallHave('4.1', '1198-7127', 'id'),
  shallHave('4.1', '1198-7128', 'code'),
  shallHave('4.1', '1198-7123', 'statusCode'),
  shallHold('4.1', '1198-7124', ['component', 'observation'], '4.2'),
  shallHave('4.2', '1198-7137', 'id'),
  shallHave('4.2', '1198-7133', 'code'),
  shallHave('4.2', '1198-7134', 'statusCode'),
  shallHave('4.2', '1198-7140', 'effectiveTime'),
  shallHave('4.2', '1198-7143', 'value'),
  // Vital Signs Organizer and Observation
  shallBeCode('4.26', '1198-32741', ['46680005', SNOMED]),
  shallHave('4.26', '1198-7282', 'id'),
  shallBe('4.26', '1198-19120', ['statusCode'], 'code', 'completed'),
  shallHave('4.26', '1198-7288', 'effectiveTime'),
  shallHold('4.26', '1198-7285', ['component', 'observation'], '4.27'),
  shallHave('4.27', '1098-7300', 'id'),
  shallHave('4.27', '1098-7301', 'code'),
  shallBe('4.27', '1098-19119', ['statusCode'], 'code', 'completed'),
  shallHave('4.27', '1098-7304', 'effectiveTime'),
  shallBe('4.27', '1098-7305', ['value'], 'xsi:type', 'PQ'),
  // Encounter Activity, Procedure Activity Procedure
  shallHave('4.49', '1198-8713', 'id'),
  shallHave('4.49', '1198-8714', 'code'),
  shallHave('4.49', '1198-8715', 'effectiveTime'),
  shallHave('4.14', '1098-7655', 'id'),
  shallHave('4.14', '1098-7656', 'code'),
  shallHave('4.14', '1098-7661', 'statusCode'),
  // Smoking Status, which R1.1 codes as an assertion
  shallBeCode('4.78', '1098-31039', ['72166-2', LOINC], ['ASSERTION', ACT_CODE]),
  shallBe('4.78', '1098-19116', ['statusCode'], 'code', 'completed'),
  shallBe('4.78', '1098-14810', ['value'], 'xsi:type', 'CD'),
  // Severity, Reaction, Encounter Diagnosis
  shallBeCode('4.8', '1098-19169', ['SEV', ACT_CODE]),
  shallBe('4.8', '1098-7356', ['value'], 'xsi:type', 'CD'),
  shallBe('4.9', '1098-7335', ['value'], 'xsi:type', 'CD'),
  shallBeCode('4.80', '1198-19183', ['29308-4', LOINC]),
];

/**
 * Codes by which a statement that lacks its templateId is still recognised, and the end of the template id that it should have.
 * A statement without a templateId is not found by systems that look for templates.
 */
export const STATEMENTS_BY_CODE: readonly {
  readonly element: string;
  readonly code: readonly [string, string];
  readonly template: string;
}[] = [
  { element: 'observation', code: ['SEV', ACT_CODE], template: ccda('4.8') },
  { element: 'act', code: ['29308-4', LOINC], template: ccda('4.80') },
  { element: 'observation', code: ['72166-2', LOINC], template: ccda('4.78') },
];

/** Sections whose entries are C-CDA templates: an entry without any templateId is unknown to every reader. */
export const SECTIONS_OF_ENTRIES: readonly string[] = [
  ...['2.1', '2.1.1', '2.2', '2.2.1', '2.3', '2.3.1', '2.4', '2.4.1', '2.5', '2.5.1', '2.6', '2.6.1'],
  ...['2.7', '2.7.1', '2.17', '2.22', '2.22.1'],
].map(ccda);
