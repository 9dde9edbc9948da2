import { Decimal } from '../base/decimal.js';
import {
  type ChartDice,
  clinical,
  coding,
  concept,
  HL7,
  type Json,
  LOINC,
  made,
  quantity,
  SNOMED,
} from './chart-parts.js';

const CONDITIONS = [
  concept(
    'Type 2 diabetes mellitus',
    coding(SNOMED, '44054006', 'Diabetes mellitus type 2'),
    coding('http://hl7.org/fhir/sid/icd-10-cm', 'E11.9'),
  ),
  concept(
    'Essential hypertension',
    coding('http://hl7.org/fhir/sid/icd-10-cm', 'I10', 'Essential (primary) hypertension'),
  ),
  concept('Asthma', coding('http://hl7.org/fhir/sid/icd-9-cm', '493.90')),
  concept('Knee pain, left > right & "worse" at night'),
];
const SUBSTANCES = [
  concept('Penicillin V', coding('http://www.nlm.nih.gov/research/umls/rxnorm', '7984', 'penicillin V')),
  concept('Peanut', coding(SNOMED, '256349002', 'Peanut')),
  concept('Latex', coding('urn:oid:2.16.840.1.113883.4.9', '2LQ0UUW8IN')),
  concept('cat hair'),
  concept('No known allergy', coding(SNOMED, '716186003', 'No known allergy')),
];
const DRUGS = [
  concept(
    'Lisinopril 10 MG Oral Tablet',
    coding('http://www.nlm.nih.gov/research/umls/rxnorm', '314076', 'lisinopril 10 MG Oral Tablet'),
  ),
  concept('Metformin 500', coding('http://hl7.org/fhir/sid/ndc', '00093104801')),
  concept('Fish oil'),
];
const VACCINES = [
  concept('Influenza, seasonal', coding('http://hl7.org/fhir/sid/cvx', '140', 'Influenza, split virus, trivalent, PF')),
  concept(
    'Tdap',
    coding('http://hl7.org/fhir/sid/cvx', '115', 'Tdap'),
    coding('http://hl7.org/fhir/sid/ndc', '49281040010'),
  ),
  concept('BCG, abroad'),
];
const VITALS: readonly (readonly [loinc: string, name: string, unit: string, low: number, high: number])[] = [
  ['8302-2', 'Body height', 'cm', 140, 60],
  ['29463-7', 'Body weight', 'kg', 45, 80],
  ['8867-4', 'Heart rate', '/min', 55, 50],
  ['8310-5', 'Body temperature', 'Cel', 36, 3],
  ['9279-1', 'Respiratory rate', '/min', 12, 10],
];
const LABS: readonly (readonly [loinc: string, name: string, unit: string])[] = [
  ['2345-7', 'Glucose', 'mg/dL'],
  ['4548-4', 'Hemoglobin A1c', '%'],
  ['2951-2', 'Sodium', 'mmol/L'],
  ['718-7', 'Hemoglobin', 'g/dL'],
];
export const NAMES = ['Ada', 'Bjørn', 'Chloé', 'D’Arcy', 'Eve', 'Fatima', 'Günther', '美咲', "O'Neil", 'Zoë'];

/** Resources that others refer to. */
export interface Known {
  readonly practitioner: Json;
  readonly organization: Json;
  readonly payer: Json;
  readonly location: Json;
}

type Maker = (dice: ChartDice, known: Known) => void;

const observed = (dice: ChartDice): Json => ({ effectiveDateTime: dice.maybe(0.9, () => dice.date()) });
const final = ['final', 'final', 'final', 'amended', 'preliminary', 'unknown', 'cancelled', 'entered-in-error'];

/** One of each kind of resource that a chart may hold, with random content. */
export const MAKERS: Readonly<Record<string, Maker>> = {
  condition: (dice, { practitioner }) => {
    dice.add({
      ...dice.id('Condition'),
      code: dice.maybe(0.95, () => dice.pick(CONDITIONS)),
      clinicalStatus: dice.maybe(0.9, () =>
        clinical('condition-clinical', dice.pick(['active', 'resolved', 'inactive', 'recurrence', 'remission'])),
      ),
      verificationStatus: dice.maybe(0.5, () =>
        clinical('condition-ver-status', dice.pick(['confirmed', 'refuted', 'provisional', 'entered-in-error'])),
      ),
      category: dice.maybe(0.5, () => [
        clinical('condition-category', dice.pick(['problem-list-item', 'encounter-diagnosis'])),
      ]),
      severity: dice.maybe(0.2, () => concept('Severe', coding(SNOMED, '24484000', 'Severe'))),
      onsetDateTime: dice.maybe(0.7, () => dice.date()),
      abatementDateTime: dice.maybe(0.3, () => dice.date()),
      recordedDate: dice.maybe(0.4, () => dice.date()),
      recorder: dice.maybe(0.4, () => dice.ref(practitioner)),
      note: dice.maybe(0.3, () => [{ text: 'line one\nline two <b>' }]),
    });
  },
  allergy: (dice) => {
    dice.add({
      ...dice.id('AllergyIntolerance'),
      code: dice.maybe(0.95, () => dice.pick(SUBSTANCES)),
      type: dice.maybe(0.5, () => dice.pick(['allergy', 'intolerance'])),
      category: dice.maybe(0.5, () => [dice.pick(['medication', 'food', 'environment', 'biologic'])]),
      clinicalStatus: dice.maybe(0.9, () =>
        clinical('allergyintolerance-clinical', dice.pick(['active', 'inactive', 'resolved'])),
      ),
      verificationStatus: dice.maybe(0.4, () =>
        clinical('allergyintolerance-verification', dice.pick(['confirmed', 'refuted', 'entered-in-error'])),
      ),
      criticality: dice.maybe(0.4, () => dice.pick(['low', 'high', 'unable-to-assess'])),
      onsetDateTime: dice.maybe(0.5, () => dice.date()),
      recordedDate: dice.maybe(0.4, () => dice.date()),
      reaction: dice.maybe(0.6, () => [
        made({
          manifestation: [concept('Hives', coding(SNOMED, '247472004', 'Hives')), concept('itching')],
          severity: dice.maybe(0.6, () => dice.pick(['mild', 'moderate', 'severe'])),
        }),
        ...(dice.maybe(0.3, () => [{ description: 'felt faint' }]) ?? []),
      ]),
    });
  },
  request: (dice, { practitioner }) => {
    dice.add({
      ...dice.id('MedicationRequest'),
      status: dice.status(['active', 'completed', 'stopped', 'on-hold', 'cancelled', 'draft', 'unknown']),
      intent: 'order',
      medicationCodeableConcept: dice.maybe(0.95, () => dice.pick(DRUGS)),
      authoredOn: dice.maybe(0.7, () => dice.date()),
      requester: dice.maybe(0.6, () => dice.ref(practitioner)),
      dosageInstruction: dice.maybe(0.8, () => randomDosages(dice)),
      dispenseRequest: dice.maybe(0.5, () =>
        made({
          quantity: quantity('30', '{tablet}', 'tablet'),
          numberOfRepeatsAllowed: dice.maybe(0.7, () => dice.below(6)),
        }),
      ),
      reasonCode: dice.maybe(0.2, () => [dice.pick(CONDITIONS)]),
    });
  },
  statement: (dice) => {
    dice.add({
      ...dice.id('MedicationStatement'),
      status: dice.status(['active', 'completed', 'not-taken', 'intended', 'unknown']),
      medicationCodeableConcept: dice.pick(DRUGS),
      effectivePeriod: dice.maybe(0.5, () => made({ start: dice.date(), end: dice.maybe(0.5, () => dice.date()) })),
      dosage: dice.maybe(0.6, () => randomDosages(dice)),
    });
  },
  immunization: (dice, { practitioner }) => {
    dice.add({
      ...dice.id('Immunization'),
      status: dice.status(['completed', 'completed', 'not-done']),
      statusReason: dice.maybe(0.4, () =>
        dice.pick([
          concept('Patient refused', coding(`${HL7}/v3-ActReason`, 'PATOBJ', 'patient objection')),
          concept('had it'),
        ]),
      ),
      vaccineCode: dice.pick(VACCINES),
      occurrenceDateTime: dice.maybe(0.9, () => dice.date()),
      lotNumber: dice.maybe(0.5, () => 'LOT 1'),
      expirationDate: dice.maybe(0.3, () => '2027-01-31'),
      manufacturer: dice.maybe(0.4, () => ({ display: 'Sanofi' })),
      doseQuantity: dice.maybe(0.4, () => quantity('0.5', 'mL', 'mL')),
      route: dice.maybe(0.4, () => concept('Intramuscular', coding('http://ncithesaurus-stage.nci.nih.gov', 'C28161'))),
      site: dice.maybe(0.4, () => concept('left deltoid')),
      performer: dice.maybe(0.5, () => [{ actor: dice.ref(practitioner) }]),
    });
  },
  vital: (dice) => {
    const [loinc, name, unit, low, span] = dice.pick(VITALS);
    const value = (low + dice.next() * span).toFixed(dice.below(3));
    dice.add({
      ...dice.id('Observation'),
      ...observed(dice),
      status: dice.status(final),
      category: [clinical('observation-category', 'vital-signs')],
      code: concept(name, coding(LOINC, loinc, name)),
      valueQuantity: dice.maybe(0.9, () =>
        dice.pick([
          quantity(value, unit, unit),
          quantity(value, unit, unit),
          quantity(value, undefined, 'stone'),
          quantity(value),
        ]),
      ),
      interpretation: dice.maybe(0.2, () => [
        dice.pick([clinical('v3-ObservationInterpretation', 'H'), concept('high')]),
      ]),
    });
  },
  bloodPressure: (dice) => {
    const part = (code: string, name: string, value: string): Json => ({
      code: concept(name, coding(LOINC, code, name)),
      valueQuantity: quantity(value, 'mm[Hg]', 'mmHg'),
    });
    dice.add({
      ...dice.id('Observation'),
      ...observed(dice),
      status: 'final',
      category: [clinical('observation-category', 'vital-signs')],
      code: concept('Blood pressure', coding(LOINC, '85354-9')),
      component: [part('8480-6', 'Systolic blood pressure', '120'), part('8462-4', 'Diastolic blood pressure', '80')],
    });
  },
  lab: (dice) => {
    randomLab(dice);
  },
  report: (dice, { practitioner }) => {
    const results = Array.from({ length: dice.below(5) }, () => randomLab(dice));
    dice.add({
      ...dice.id('DiagnosticReport'),
      status: dice.status(['final', 'partial', 'amended', 'unknown']),
      code: concept('Basic metabolic panel', coding(LOINC, '51990-0', 'Basic metabolic panel')),
      effectiveDateTime: dice.maybe(0.8, () => dice.date()),
      performer: dice.maybe(0.5, () => [dice.ref(practitioner)]),
      result: results.map((r) => dice.ref(r)),
      conclusion: dice.maybe(0.4, () => 'Within limits.'),
    });
  },
  smoking: (dice) => {
    dice.add({
      ...dice.id('Observation'),
      ...observed(dice),
      status: dice.status(final),
      category: [clinical('observation-category', 'social-history')],
      code: concept('Tobacco smoking status', coding(LOINC, '72166-2', 'Tobacco smoking status')),
      valueCodeableConcept: dice.pick([
        concept('Former smoker', coding(SNOMED, '8517006', 'Ex-smoker')),
        concept('Pipe smoker', coding(SNOMED, '82302008', 'Pipe smoker')),
        concept('quit years ago'),
      ]),
    });
    dice.maybe(0.3, () =>
      dice.add({
        ...dice.id('Observation'),
        status: dice.status(final),
        category: [clinical('observation-category', 'social-history')],
        code: concept('Tobacco use', coding(LOINC, '11367-0', 'History of Tobacco use')),
        valueCodeableConcept: concept('Pipe smoker', coding(SNOMED, '82302008')),
        effectivePeriod: dice.pick([{ start: '1990-03', end: '2004' }, { start: '1990' }, { end: '2004-01-02' }]),
      }),
    );
  },
  social: (dice) => {
    dice.add({
      ...dice.id('Observation'),
      ...observed(dice),
      status: 'final',
      category: [clinical('observation-category', 'social-history')],
      code: dice.pick([
        concept('Alcohol use'),
        concept('Alcohol', coding('http://example.org/local', 'ETOH 1')),
        concept('Alcohol', coding('http://example.org/local', 'ETOH')),
      ]),
      valueString: dice.maybe(0.8, () => '2 drinks a week'),
    });
  },
  procedure: (dice, { practitioner, location }) => {
    dice.add({
      ...dice.id('Procedure'),
      status: dice.status(['completed', 'completed', 'not-done', 'in-progress', 'stopped', 'on-hold', 'unknown']),
      code: dice.pick([
        concept('Appendectomy', coding(SNOMED, '80146002', 'Appendectomy')),
        concept('Office visit', coding('http://www.ama-assn.org/go/cpt', '99213')),
        concept('wart removed'),
      ]),
      performedDateTime: dice.maybe(0.8, () => dice.date()),
      performer: dice.maybe(0.5, () => [{ actor: dice.ref(practitioner) }]),
      location: dice.maybe(0.3, () => dice.ref(location)),
      bodySite: dice.maybe(0.3, () => [concept('abdomen')]),
      reasonCode: dice.maybe(0.3, () => [dice.pick(CONDITIONS)]),
    });
  },
  encounter: (dice, { practitioner, location, organization }) => {
    const diagnosis = dice.maybe(0.5, () =>
      dice.add({
        ...dice.id('Condition'),
        code: dice.pick(CONDITIONS),
        clinicalStatus: clinical('condition-clinical', 'active'),
        onsetDateTime: dice.date(),
      }),
    );
    dice.add({
      ...dice.id('Encounter'),
      status: dice.status(['finished', 'finished', 'in-progress', 'planned', 'cancelled', 'unknown']),
      class: dice.maybe(0.8, () => coding(`${HL7}/v3-ActCode`, 'AMB', 'ambulatory')),
      type: dice.maybe(0.8, () => [
        dice.pick([concept('Checkup', coding(SNOMED, '185349003', 'Encounter for check up')), concept('Walk-in')]),
      ]),
      period: dice.maybe(0.9, () => made({ start: dice.date(), end: dice.maybe(0.5, () => dice.date()) })),
      participant: dice.maybe(0.7, () => [{ individual: dice.ref(practitioner) }]),
      location: dice.maybe(0.3, () => [{ location: dice.ref(location) }]),
      serviceProvider: dice.maybe(0.5, () => dice.ref(organization)),
      reasonCode: dice.maybe(0.3, () => [dice.pick(CONDITIONS)]),
      diagnosis: diagnosis && [{ condition: dice.ref(diagnosis) }],
    });
  },
  coverage: (dice, { payer }) => {
    dice.add({
      ...dice.id('Coverage'),
      status: 'active',
      type: dice.maybe(0.6, () =>
        dice.pick([concept('HMO', coding('https://nahdo.org/sopt', '512')), concept('commercial')]),
      ),
      subscriberId: dice.maybe(0.8, () => 'W1234'),
      relationship: dice.maybe(0.7, () => clinical('subscriber-relationship', dice.pick(['self', 'spouse', 'child']))),
      policyHolder: dice.maybe(0.4, () => ({ display: 'Pat Holder' })),
      payor: [dice.maybe(0.8, () => dice.ref(payer)) ?? { display: 'Cash' }],
      period: dice.maybe(0.5, () => ({ start: dice.date() })),
      class: dice.maybe(0.5, () => [
        { type: clinical('coverage-class', 'plan'), value: 'GOLD', name: 'Gold Plan' },
        { type: clinical('coverage-class', 'group'), value: 'G1' },
      ]),
    });
  },
  note: (dice, { practitioner }) => {
    const text = Buffer.from('Subjective:\n\tfeels "fine" & <well>\r\n\r\nPlan: return — naïve 世界 😀').toString(
      'base64',
    );
    const rtf = Buffer.from('{\\rtf1 note}').toString('base64');
    dice.add({
      ...dice.id('DocumentReference'),
      status: 'current',
      docStatus: dice.maybe(0.4, () => dice.pick(['final', 'preliminary'])),
      type: dice.maybe(0.8, () =>
        dice.pick([
          concept('Progress note', coding(LOINC, '11506-3', 'Progress note')),
          concept('Phone call'),
          concept('Note', coding(LOINC, '34109-9', 'Note')),
        ]),
      ),
      date: dice.maybe(0.9, () => dice.date()),
      author: dice.maybe(0.7, () => [dice.ref(practitioner)]),
      content: dice.pick([
        [{ attachment: { contentType: 'text/plain; charset=utf-8', data: text } }],
        [{ attachment: { contentType: 'text/rtf', data: rtf } }],
        [
          { attachment: { contentType: 'text/plain', data: text } },
          { attachment: { contentType: 'application/pdf', data: rtf } },
        ],
        [{ attachment: {} }],
      ]),
    });
  },
  carePlan: (dice) => {
    dice.add({
      ...dice.id('CarePlan'),
      status: dice.status(['active', 'completed', 'revoked', 'draft', 'unknown']),
      intent: 'plan',
      category: [
        clinical('careplan-category', 'assess-plan'),
        concept('Diabetes self management plan', coding(SNOMED, '735985000')),
      ],
      title: dice.maybe(0.3, () => 'Plan'),
      period: dice.maybe(0.8, () => ({ start: dice.date() })),
      activity: dice.maybe(0.6, () => [
        {
          detail: made({
            status: dice.status(['scheduled', 'completed', 'unknown']),
            code: concept('Exercise', coding(SNOMED, '229065009')),
          }),
        },
      ]),
    });
  },
  goal: (dice) => {
    dice.add({
      ...dice.id('Goal'),
      lifecycleStatus: dice.status(['active', 'completed', 'rejected']),
      description: concept('Weight below 80 kg'),
      startDate: dice.maybe(0.5, () => '2025-01-01'),
      target: dice.maybe(0.4, () => [{ dueDate: '2026-01-01', detailQuantity: quantity('80', 'kg', 'kg') }]),
    });
  },
  order: (dice, { practitioner }) => {
    dice.add({
      ...dice.id('ServiceRequest'),
      status: dice.status(['active', 'completed', 'revoked', 'unknown']),
      intent: dice.pick(['order', 'plan', 'proposal']),
      code: concept('Chest X-ray'),
      authoredOn: dice.maybe(0.5, () => dice.date()),
      requester: dice.maybe(0.5, () => dice.ref(practitioner)),
    });
  },
  family: (dice) => {
    dice.add({
      ...dice.id('FamilyMemberHistory'),
      status: 'completed',
      relationship: dice.pick([
        concept('Father', coding(`${HL7}/v3-RoleCode`, 'FTH', 'father')),
        concept('cousin once removed'),
      ]),
      deceasedBoolean: dice.maybe(0.4, () => true),
      condition: dice.maybe(0.8, () => [
        made({
          code: dice.pick(CONDITIONS),
          onsetAge: dice.maybe(0.5, () => quantity('61', 'a', 'years')),
          contributedToDeath: dice.maybe(0.3, () => true),
        }),
      ]),
    });
  },
};

function randomLab(dice: ChartDice): Json {
  const [loinc, name, unit] = dice.pick(LABS);
  const number = (dice.next() * 200).toFixed(dice.below(4));
  const value = dice.pick<Json>([
    { valueQuantity: quantity(number, unit, unit) },
    { valueQuantity: quantity(number, unit, unit) },
    { valueQuantity: { ...quantity(number, unit, unit), comparator: dice.pick(['<', '<=', '>', '>=']) } },
    { valueQuantity: quantity(number, undefined, 'odd units') },
    { valueQuantity: quantity(number) },
    { valueString: 'Trace <1+>' },
    { valueCodeableConcept: concept('Positive', coding(SNOMED, '10828004', 'Positive')) },
    { valueCodeableConcept: concept('see note') },
    { valueBoolean: true },
    { valueInteger: 3 },
    { valueRange: { low: quantity('1', unit), high: quantity('2', unit) } },
    { valueRatio: { numerator: quantity('1'), denominator: quantity('128') } },
    { valueDateTime: '2020-01' },
    { dataAbsentReason: clinical('data-absent-reason', 'not-performed') },
    {},
  ]);
  return dice.add({
    ...dice.id('Observation'),
    ...observed(dice),
    ...value,
    status: dice.status(final),
    category: dice.maybe(0.9, () => [clinical('observation-category', dice.pick(['laboratory', 'survey', 'imaging']))]),
    code: dice.maybe(0.95, () =>
      dice.pick([
        concept(name, coding(LOINC, loinc, name)),
        concept(name, coding('http://example.org/lab', 'L-1'), coding(LOINC, loinc)),
        concept(name),
      ]),
    ),
    interpretation: dice.maybe(0.3, () => [
      dice.pick([clinical('v3-ObservationInterpretation', 'H'), concept('abnormal')]),
    ]),
    referenceRange: dice.maybe(0.6, () => [
      dice.pick<Json>([
        { low: quantity('70', unit, unit), high: quantity('99', unit, unit) },
        { low: quantity('3', unit) },
        { text: 'negative' },
        { high: quantity('5', undefined, 'odd units') },
      ]),
    ]),
    note: dice.maybe(0.2, () => [{ text: 'hemolyzed' }]),
  });
}

function randomDosages(dice: ChartDice): Json[] {
  const one = (): Json =>
    made({
      text: dice.maybe(0.7, () => 'Take 1 tablet by mouth twice a day'),
      timing: dice.maybe(0.6, () =>
        dice.pick<Json>([
          { repeat: { frequency: 2, period: Decimal.parse('1'), periodUnit: 'd' } },
          { repeat: { frequency: 3, period: Decimal.parse('1'), periodUnit: 'wk' } },
          { repeat: { period: Decimal.parse('4'), periodMax: Decimal.parse('6'), periodUnit: 'h' } },
          { repeat: { when: ['HS'], boundsPeriod: { start: '2020-01-01' } } },
          { code: concept('BID', coding(`${HL7}/v3-GTSAbbreviation`, 'BID')) },
          { repeat: { boundsDuration: quantity('10', 'd', 'days') } },
          { repeat: { frequency: 7, period: Decimal.parse('1'), periodUnit: 'd' } },
        ]),
      ),
      asNeededBoolean: dice.maybe(0.2, () => true),
      route: dice.maybe(0.5, () =>
        dice.pick([
          concept('Oral', coding('http://ncithesaurus-stage.nci.nih.gov', 'C38288')),
          concept('by mouth', coding(SNOMED, '26643006', 'Oral route')),
        ]),
      ),
      doseAndRate: dice.maybe(0.6, () => [
        dice.pick<Json>([
          { doseQuantity: quantity('1', '{tablet}', 'tablet') },
          { doseQuantity: quantity('2.50', 'mg', 'mg') },
          { doseQuantity: quantity('1', undefined, 'scoop') },
          { doseRange: { low: quantity('1', 'mg'), high: quantity('2', 'mg') } },
          { rateQuantity: quantity('5', 'mL/h', 'mL/h') },
        ]),
      ]),
      maxDosePerPeriod: dice.maybe(0.1, () => ({ numerator: quantity('4', 'g'), denominator: quantity('1', 'd') })),
      patientInstruction: dice.maybe(0.2, () => 'with food'),
    });
  return dice.next() < 0.15 ? [one(), one()] : [one()];
}
