import { Decimal } from '../base/decimal.js';
import { stableId } from '../base/stable-id.js';
import type { Chart, ChartFragment, ChartSettings, Origin } from '../chart/chart.js';
import type { Patient, Resource } from '../chart/fhir.js';

/**
 * Seeded charts for tests: invented people, the same for the same seed. Not a picture of any population; every element that a
 * target may meet occurs, and most are often absent.
 */

const NAMESPACE = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';

export const testSettings: ChartSettings = {
  idNamespace: NAMESPACE,
  asOf: '2026-02-20T14:00:00-05:00',
  custodian: {
    name: 'Example Family Practice',
    npi: '1234567893',
    phone: '555-555-0100',
    address: { line: ['1 Test Street'], city: 'Springfield', state: 'MA', postalCode: '01101', country: 'US' },
  },
  software: 'Chartlift test',
};

/** A small generator of numbers (mulberry32): enough for test data, the same everywhere. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** [0, 1) */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** The value with this likelihood, else undefined. */
  maybe<T>(likelihood: number, make: () => T): T | undefined {
    return this.next() < likelihood ? make() : undefined;
  }
}

const SNOMED = 'http://snomed.info/sct';
const LOINC = 'http://loinc.org';
const UCUM = 'http://unitsofmeasure.org';
const HL7 = 'http://terminology.hl7.org/CodeSystem';

type Json = Record<string, unknown>;

export const coding = (system: string, code: string, display?: string): Json => ({
  system,
  code,
  ...(display === undefined ? {} : { display }),
});
export const concept = (text: string, ...codings: Json[]): Json => ({
  ...(codings.length > 0 ? { coding: codings } : {}),
  text,
});
export const quantity = (value: string, code?: string, unit?: string): Json => ({
  value: Decimal.parse(value)!,
  ...(unit === undefined ? {} : { unit }),
  ...(code === undefined ? {} : { system: UCUM, code }),
});

/** Leaves out what is undefined, as the mapping stage does. */
const made = (resource: Json): Json =>
  Object.fromEntries(Object.entries(resource).filter(([, value]) => value !== undefined));

/** A fragment of a resource; the row number is its place. */
export function fragment(resource: Json, row: number, table = 'test'): ChartFragment {
  return { resource: made(resource) as Resource, origin: origin(table, row) };
}

const origin = (table: string, row: number): Origin => ({
  lane: 'electronic',
  source: 'test',
  table,
  row,
  key: String(row),
  spec: table,
  details: [],
});

/** A chart of these resources; those of the shared kinds go to `shared`. */
export function chartOf(patient: Json, resources: readonly Json[]): Chart {
  const shared = new Set(['Practitioner', 'PractitionerRole', 'Organization', 'Location', 'Medication']);
  const fragments = resources.map((resource, i) =>
    fragment(resource, i + 1, String(resource.resourceType).toLowerCase()),
  );
  return {
    patientKey: '1',
    patient: made({ resourceType: 'Patient', ...patient }) as unknown as Patient & { id: string },
    patientOrigin: origin('patient', 1),
    fragments: fragments.filter((f) => !shared.has(f.resource.resourceType)),
    shared: fragments.filter((f) => shared.has(f.resource.resourceType)),
    issues: [],
  };
}

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
const NAMES = ['Ada', 'Bjørn', 'Chloé', 'D’Arcy', 'Eve', 'Fatima', 'Günther', '美咲', "O'Neil", 'Zoë'];

const clinical = (kind: string, code: string): Json => ({ coding: [coding(`${HL7}/${kind}`, code)] });

class ChartDice extends Dice {
  readonly resources: Json[] = [];
  #ordinal = 0;

  id(type: string): Json {
    const key = String(++this.#ordinal);
    return {
      resourceType: type,
      id: stableId(NAMESPACE, type, key, String(this.seed)),
      identifier: this.maybe(0.8, () => [
        { system: 'urn:oid:2.25.329800735698586629295641978511506172918', value: key },
      ]),
    };
  }

  constructor(readonly seed: number) {
    super(seed);
  }

  date(): string {
    const year = 1990 + this.below(36);
    const month = String(1 + this.below(12)).padStart(2, '0');
    const day = String(1 + this.below(28)).padStart(2, '0');
    return this.pick([
      `${year}`,
      `${year}-${month}`,
      `${year}-${month}-${day}`,
      `${year}-${month}-${day}`,
      `${year}-${month}-${day}T09:05:00`,
      `${year}-${month}-${day}T23:59:01-05:00`,
      `${year}-${month}-${day}T23:59:01.250Z`,
    ]);
  }

  status(list: readonly string[]): string | undefined {
    return this.maybe(0.93, () => this.pick(list));
  }

  add(resource: Json): Json {
    const kept = made(resource);
    this.resources.push(kept);
    return kept;
  }

  ref(resource: Json): Json {
    return { reference: `${resource.resourceType}/${resource.id}` };
  }
}

/** A random chart. `size` is about the number of entries. */
export function randomChart(seed: number, size = 40): Chart {
  const dice = new ChartDice(seed);
  const practitioner = dice.add({
    ...dice.id('Practitioner'),
    identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '1234567893' }],
    name: dice.maybe(0.9, () => [{ family: 'Welby', given: ['Marcus'], suffix: ['MD'] }]),
    telecom: dice.maybe(0.5, () => [{ system: 'phone', value: '(555) 555-1234', use: 'work' }]),
  });
  const organization = dice.add({
    ...dice.id('Organization'),
    name: 'Springfield Clinic',
    address: [{ line: ['2 Main'], city: 'Springfield', state: 'MA', postalCode: '01101' }],
  });
  const payer = dice.add({ ...dice.id('Organization'), name: 'Example Health Plan' });
  const location = dice.add({ ...dice.id('Location'), name: 'Room 4' });
  const patient = randomPatient(dice, practitioner, organization);
  const known = { practitioner, organization, payer, location };
  const kinds = Object.values(MAKERS);
  for (let i = 0; i < size; i++) dice.pick(kinds)(dice, known);
  return chartOf(patient, dice.resources);
}

interface Known {
  readonly practitioner: Json;
  readonly organization: Json;
  readonly payer: Json;
  readonly location: Json;
}

function randomPatient(dice: ChartDice, practitioner: Json, organization: Json): Json {
  return {
    ...dice.id('Patient'),
    name: dice.maybe(0.95, () => [
      { use: 'official', family: dice.pick(NAMES), given: [dice.pick(NAMES), dice.pick(NAMES)] },
      ...(dice.maybe(0.2, () => [{ use: 'maiden', family: dice.pick(NAMES) }]) ?? []),
    ]),
    gender: dice.status(['male', 'female', 'other', 'unknown']),
    birthDate: dice.maybe(0.95, () => `19${10 + dice.below(90)}-0${1 + dice.below(9)}-11`),
    deceasedBoolean: dice.maybe(0.1, () => false),
    deceasedDateTime: dice.maybe(0.1, () => dice.date()),
    address: dice.maybe(0.8, () => [
      made({
        use: 'home',
        line: dice.maybe(0.9, () => ['1 Elm', 'Apt 2']),
        city: dice.maybe(0.9, () => 'Springfield'),
        state: dice.maybe(0.8, () => 'MA'),
        postalCode: dice.maybe(0.8, () => '01101'),
        country: dice.maybe(0.4, () => dice.pick(['US', 'USA', 'CA'])),
      }),
    ]),
    telecom: dice.maybe(0.8, () => [
      { system: 'phone', value: '555 555 0000', use: 'home' },
      { system: 'email', value: 'a@example.org' },
    ]),
    maritalStatus: dice.maybe(0.5, () =>
      dice.pick([concept('Married', coding(`${HL7}/v3-MaritalStatus`, 'M', 'Married')), concept('It is complicated')]),
    ),
    communication: dice.maybe(0.5, () => [
      { language: concept('English', coding('urn:ietf:bcp:47', 'en')), preferred: true },
    ]),
    generalPractitioner: dice.maybe(0.5, () => [dice.ref(practitioner)]),
    managingOrganization: dice.maybe(0.5, () => dice.ref(organization)),
    contact: dice.maybe(0.5, () => [
      {
        relationship: [concept('Spouse', coding(`${HL7}/v2-0131`, dice.pick(['C', 'N'])))],
        name: { text: 'Pat Spouse' },
        telecom: [{ system: 'phone', value: '5555550001' }],
      },
    ]),
    extension: dice.maybe(0.7, () => [
      {
        url: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-race',
        extension: [
          {
            url: 'ombCategory',
            valueCoding: coding('urn:oid:2.16.840.1.113883.6.238', dice.pick(['2106-3', '2054-5', '2028-9'])),
          },
          { url: 'text', valueString: 'as told' },
        ],
      },
      {
        url: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-ethnicity',
        extension: [{ url: 'text', valueString: 'Not Hispanic or Latino' }],
      },
      {
        url: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex',
        valueCode: dice.pick(['F', 'M', 'UNK']),
      },
    ]),
  };
}

type Maker = (dice: ChartDice, known: Known) => void;

const observed = (dice: ChartDice): Json => ({ effectiveDateTime: dice.maybe(0.9, () => dice.date()) });
const final = ['final', 'final', 'final', 'amended', 'preliminary', 'unknown', 'cancelled', 'entered-in-error'];

const MAKERS: Readonly<Record<string, Maker>> = {
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
        concept('quit years ago'),
      ]),
    });
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
  device: (dice) => {
    dice.add({
      ...dice.id('Device'),
      status: dice.status(['active', 'inactive', 'unknown']),
      type: concept('Pacemaker', coding(SNOMED, '14106009', 'Cardiac pacemaker')),
      manufacturer: dice.maybe(0.5, () => 'Acme'),
      udiCarrier: dice.maybe(0.5, () => [{ carrierHRF: '(01)00844588003288(17)141120' }]),
      lotNumber: dice.maybe(0.5, () => '77'),
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

const ODD_TEXTS = [
  '',
  ' ',
  '\u0000\u0001\u001f',
  'a\u0000b\ufffec\ud800d',
  '"><script>&amp;]]>\'',
  '\u202e\u0301\u200b 😀 e\u0301 漢字',
  'tab\tline\nreturn\r\nend',
  'x'.repeat(20_000),
  '2020-02-30T25:61:00',
  'urn:oid:1.02.3',
  'not a date',
];

/** The same chart with elements blanked, swapped for odd texts or emptied, as a broken source or mapping might leave them. Ids and types stay. */
export function distort(chart: Chart, seed: number, likelihood = 0.1): Chart {
  const dice = new Dice(seed);
  const twist = (value: unknown, key: string, depth: number): unknown => {
    if (key === 'resourceType' || (key === 'id' && depth === 1) || value instanceof Decimal) return value;
    if (depth > 0 && dice.next() < likelihood) {
      if (typeof value === 'string') return dice.next() < 0.25 ? null : dice.pick(ODD_TEXTS);
      if (Array.isArray(value)) return dice.pick<unknown>([null, [], [null], [{}]]);
      if (value !== null && typeof value === 'object') return dice.pick<unknown>([null, {}]);
      return null;
    }
    if (Array.isArray(value)) return value.map((item) => twist(item, key, depth + 1));
    if (value !== null && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, twist(inner, name, depth + 1)]));
    return value;
  };
  const twisted = (fragments: readonly ChartFragment[]): ChartFragment[] =>
    fragments.map((f) => ({ ...f, resource: twist(f.resource, '', 0) as Resource }));
  return {
    ...chart,
    patient: twist(chart.patient, '', 0) as typeof chart.patient,
    fragments: twisted(chart.fragments),
    shared: twisted(chart.shared),
  };
}
