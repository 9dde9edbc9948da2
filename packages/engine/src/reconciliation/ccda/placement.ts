/**
 * Where a value of a resource stands in an entry, said once and for both directions: the fact must be there with just this value, and where the
 * chart has no such value the fact must not be there either. Values without a rule must be stated or shown somewhere in the entry.
 * Placement: HL7 CDA R2 IG C-CDA R2.1 volume 2, by template; fact names as ccda/reading.ts makes them.
 */
export interface Rule {
  /** FHIR paths, the first that has a value counts. */
  readonly from: readonly string[];
  /** Fact name; concepts have `.code`, `.display` and `.text` below it. */
  readonly fact: string;
  readonly as: 'time' | 'concept' | 'quantity' | 'text' | 'mapped';
  /** mapped: FHIR code to fact value; a code that is not listed must give no fact. */
  readonly map?: Readonly<Record<string, string>>;
  /** The fact may be missing although the chart has the value (another form of it must then be stated or shown). */
  readonly optional?: boolean;
}

const SCT = 'http://snomed.info/sct';
const sct = (map: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(map).map(([key, code]) => [key, `${SCT}|${code}`]));

// Problem Status 2.16.840.1.113883.3.88.12.80.68
const PROBLEM_STATUS = sct({
  active: '55561003',
  inactive: '73425007',
  resolved: '413322009',
  remission: '277022003',
  recurrence: '246455001',
  relapse: '263855007',
});
// Severity 2.16.840.1.113883.3.88.12.3221.6.8
const SEVERITY = sct({ mild: '255604002', moderate: '6736007', severe: '24484000' });
// Criticality Observation 2.16.840.1.113883.1.11.20549
const CRITICALITY = Object.fromEntries(
  [
    ['low', 'CRITL'],
    ['high', 'CRITH'],
    ['unable-to-assess', 'CRITU'],
  ].map(([key, code]) => [key, `urn:oid:2.16.840.1.113883.5.1063|${code}`]),
);

const time = (fact: string, ...from: string[]): Rule => ({ from, fact, as: 'time' });
const concept = (fact: string, ...from: string[]): Rule => ({ from, fact, as: 'concept' });
const quantity = (fact: string, ...from: string[]): Rule => ({ from, fact, as: 'quantity' });
const mapped = (fact: string, map: Readonly<Record<string, string>>, ...from: string[]): Rule => ({
  from,
  fact,
  as: 'mapped',
  map,
});

const DRUG = 'consumable.code';

export const RULES: Readonly<Record<string, readonly Rule[]>> = {
  AllergyIntolerance: [
    concept('allergy.participant-CSM.code', 'code'),
    time('allergy.time.low', 'onsetDateTime', 'onsetPeriod.start'),
    time('allergy.time.high', 'onsetPeriod.end'),
    time('time.low', 'recordedDate'),
    mapped('allergy.status.value.code', PROBLEM_STATUS, 'clinicalStatus'),
    mapped('allergy.criticality.value.code', CRITICALITY, 'criticality'),
  ],
  Condition: [
    concept('problem.value', 'code'),
    time('problem.time.low', 'onsetDateTime', 'onsetPeriod.start'),
    time('problem.time.high', 'abatementDateTime', 'abatementPeriod.end', 'abatementPeriod.start'),
    time('time.low', 'recordedDate'),
    mapped('problem.status.value.code', PROBLEM_STATUS, 'clinicalStatus'),
    concept('problem.severity.value', 'severity'),
  ],
  MedicationRequest: [
    concept(DRUG, 'medicationCodeableConcept', 'medicationReference'),
    time('author.time', 'authoredOn'),
  ],
  MedicationStatement: [
    concept(DRUG, 'medicationCodeableConcept', 'medicationReference'),
    time('time', 'effectiveDateTime'),
    time('time.low', 'effectivePeriod.start'),
    time('time.high', 'effectivePeriod.end'),
    time('author.time', 'dateAsserted'),
  ],
  Immunization: [
    concept(DRUG, 'vaccineCode'),
    time('time', 'occurrenceDateTime'),
    { from: ['lotNumber'], fact: 'consumable.lotNumberText', as: 'text' },
    time('consumable.expirationTime', 'expirationDate'),
    quantity('doseQuantity', 'doseQuantity'),
    concept('routeCode', 'route'),
    concept('approachSiteCode', 'site'),
    time('author.time', 'recorded'),
    mapped('negated', { 'not-done': 'true' }, 'status'),
  ],
  Procedure: [
    concept('code', 'code'),
    time('time', 'performedDateTime'),
    time('time.low', 'performedPeriod.start'),
    time('time.high', 'performedPeriod.end'),
  ],
  Encounter: [concept('code', 'type'), time('time.low', 'period.start'), time('time.high', 'period.end')],
  'Observation laboratory': [
    concept('code', 'code'),
    time('time', 'effectiveDateTime'),
    quantity('value.quantity', 'valueQuantity'),
    concept('interpretationCode', 'interpretation'),
  ],
  'Observation vital-signs': [
    concept('code', 'code'),
    time('time', 'effectiveDateTime'),
    quantity('value.quantity', 'valueQuantity'),
    concept('interpretationCode', 'interpretation'),
  ],
};

/** FHIR code elements (last name and value) that entries state in codes of their own. */
export const SAID_OTHERWISE: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(Object.entries(SEVERITY).map(([code, said]) => [`severity ${code}`, [said]])),
};

/** Facts that a template fixes or derives: they tell what kind of statement it is, not what is known of the patient. */
export const TEMPLATE_OWN = /(^|\.)(mood|statusCode|code\.(code|display|text|null)|null)$/;

/** Elements that C-CDA has no place for in an entry, with the reason. They stay in the FHIR output and are counted as not held. */
export const NOT_HELD: Readonly<Record<string, string>> = {
  '*.intent': 'the mood of the entry tells it',
  '*.category.coding.code': 'the section tells it',
};
