import { Decimal } from '../base/decimal.js';
import { stableId, uuidToOid } from '../base/stable-id.js';
import { seededRandom } from './dump-generator.js';

/**
 * A made-up chart for tests, the same for the same seed: every section, awkward text, dates of every precision, wall-clock
 * times, decimals whose scale matters, and elements left out at random. Shaped like `Chart`, loosely typed so that tests can spoil it:
 * cast it (`as unknown as Chart`).
 */
export interface SampleFragment {
  resource: { resourceType: string; id: string } & Record<string, unknown>;
  origin: Record<string, unknown>;
}

export const SAMPLE_NAMESPACE = '7f1b6c1e-55aa-4b53-9d02-0c6a54d2f6b1';

export const sampleSettings = {
  idNamespace: SAMPLE_NAMESPACE,
  asOf: '2026-03-01',
  custodian: {
    name: 'Elm Street & Sons Clinic',
    phone: '555-0100',
    address: { line: ['1 Elm Street'], city: 'Springfield', state: 'IL', postalCode: '62701' },
  },
  software: 'chartlift test',
};

const WORDS = [
  'Aspirin',
  'José',
  'a<b',
  '"quoted"',
  'R&D',
  'naïve',
  "O'Brien",
  '中文',
  '𝒳',
  'left - right',
  '5 > 4',
  'tab\tstop',
  ']]>',
];
const SNOMED = 'http://snomed.info/sct';
const LOINC = 'http://loinc.org';
const UCUM = 'http://unitsofmeasure.org';
const TERMINOLOGY = 'http://terminology.hl7.org/CodeSystem';

export function sampleChart(seed: number, scale = 1) {
  const next = seededRandom(seed);
  const chance = (p: number) => next() < p;
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!;
  const two = (n: number) => String(n).padStart(2, '0');
  const day = () => `${int(1990, 2025)}-${two(int(1, 12))}-${two(int(1, 28))}`;
  const time = () => `${two(int(0, 23))}:${two(int(0, 59))}:${two(int(0, 59))}`;
  const dateTime = () =>
    pick([
      day,
      day,
      () => String(int(1960, 2020)),
      () => `${int(1960, 2020)}-${two(int(1, 12))}`,
      () => `${day()}T${time()}`,
      () => `${day()}T${time()}-05:00`,
    ])();
  const text = () => Array.from({ length: int(1, 3) }, () => pick(WORDS)).join(' ');
  const maybe = <T>(name: string, p: number, make: () => T): Record<string, T> => (chance(p) ? { [name]: make() } : {});
  const decimal = () => Decimal.parse(pick(['5.70', '120', '0.05', '98.6', '-1.0', '1000000', '7.0', '0.500']))!;

  const fragments: SampleFragment[] = [];
  const shared: SampleFragment[] = [];
  const patientKey = String(int(1, 99999));
  const identifier = (table: string, key: string) => [
    { system: `urn:oid:${uuidToOid(stableId(SAMPLE_NAMESPACE, table))}`, value: key },
  ];
  const origin = (table: string, key: string, row: number) => ({
    lane: 'electronic',
    source: 'sample',
    table,
    row,
    key,
    spec: table,
    details: chance(0.2) ? [{ table: `${table}_detail`, row: row + 1 }] : [],
  });
  const make = (into: SampleFragment[], resourceType: string, table: string, elements: Record<string, unknown>) => {
    const row = into.length + 1;
    const key = `${patientKey}-${table}-${row}`;
    const id = stableId(SAMPLE_NAMESPACE, 'sample', table, key);
    into.push({
      resource: { resourceType, id, identifier: identifier(table, key), ...elements },
      origin: origin(table, key, row),
    });
    return `${resourceType}/${id}`;
  };
  const concept = (system: string, codes: readonly (readonly [string, string])[], coded = 0.8) => {
    const [code, display] = pick(codes);
    const withCode = chance(coded);
    return {
      ...(withCode ? { coding: [{ system, code, ...(chance(0.8) ? { display } : {}) }] } : {}),
      ...(!withCode || chance(0.7) ? { text: text() } : {}),
    };
  };

  const practitioner = make(shared, 'Practitioner', 'users', {
    identifier: [
      ...identifier('users', `u${int(1, 50)}`),
      { system: 'http://hl7.org/fhir/sid/us-npi', value: '1234567893' },
    ],
    name: [{ family: "O'Neil", given: ['Ana', 'B.'] }],
    telecom: [{ system: 'phone', value: '+1-555-555-0101', use: 'work' }],
  });
  const organization = make(shared, 'Organization', 'facility', { active: true, name: 'Elm Street & Sons Clinic' });

  const patientId = stableId(SAMPLE_NAMESPACE, 'sample', 'patient', patientKey);
  const patientRef = { reference: `Patient/${patientId}` };
  const patient = {
    resourceType: 'Patient',
    id: patientId,
    identifier: identifier('patient_data', patientKey),
    name: [
      {
        use: 'official',
        family: pick(['Müller', "D'Arcy", 'Smith-Jones']),
        given: ['Zoë', ...(chance(0.5) ? ['Q'] : [])],
      },
    ],
    ...maybe('gender', 0.9, () => pick(['male', 'female', 'other', 'unknown'])),
    ...maybe('birthDate', 0.9, () => pick([day, () => '1950', () => '1950-07'])()),
    ...maybe('address', 0.8, () => [
      { use: 'home', line: ['12 <Main> St', 'Apt 4'], city: 'Springfield', state: 'IL', postalCode: '62701' },
    ]),
    ...maybe('telecom', 0.8, () => [
      { system: 'phone', value: '+1-555-555-0199', use: 'home' },
      { system: 'email', value: 'zoe@example.org' },
    ]),
    ...maybe('maritalStatus', 0.5, () => ({
      coding: [{ system: `${TERMINOLOGY}/v3-MaritalStatus`, code: 'M', display: 'Married' }],
    })),
    ...maybe('deceasedDateTime', 0.1, () => `${day()}T${time()}`),
    ...maybe('communication', 0.5, () => [
      { language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'en' }] }, preferred: true },
    ]),
  };

  const encounters = Array.from({ length: int(1, 2) * scale }, () =>
    make(fragments, 'Encounter', 'form_encounter', {
      ...maybe('status', 0.8, () => 'finished'),
      ...maybe('class', 0.8, () => ({ system: `${TERMINOLOGY}/v3-ActCode`, code: 'AMB', display: 'ambulatory' })),
      type: [concept(SNOMED, [['185349003', 'Encounter for check up']])],
      subject: patientRef,
      participant: [{ individual: { reference: practitioner } }],
      serviceProvider: { reference: organization },
      period: { start: dateTime(), ...maybe('end', 0.4, dateTime) },
    }),
  );
  const encounter = () => ({ reference: pick(encounters) });

  for (let i = int(1, 3) * scale; i > 0; i--)
    make(fragments, 'AllergyIntolerance', 'allergies', {
      ...maybe('clinicalStatus', 0.8, () => ({
        coding: [
          { system: `${TERMINOLOGY}/allergyintolerance-clinical`, code: pick(['active', 'inactive', 'resolved']) },
        ],
      })),
      ...maybe('type', 0.6, () => pick(['allergy', 'intolerance'])),
      ...maybe('category', 0.6, () => [pick(['medication', 'food', 'environment'])]),
      ...maybe('criticality', 0.5, () => pick(['low', 'high', 'unable-to-assess'])),
      code: concept('http://www.nlm.nih.gov/research/umls/rxnorm', [
        ['7980', 'Penicillin G'],
        ['2670', 'Codeine'],
      ]),
      patient: patientRef,
      ...maybe('onsetDateTime', 0.6, dateTime),
      ...maybe('recordedDate', 0.5, dateTime),
      ...maybe('recorder', 0.5, () => ({ reference: practitioner })),
      ...maybe('reaction', 0.7, () => [
        {
          manifestation: [
            concept(SNOMED, [
              ['271807003', 'Eruption of skin'],
              ['247472004', 'Hives'],
            ]),
          ],
          ...maybe('severity', 0.6, () => pick(['mild', 'moderate', 'severe'])),
        },
      ]),
    });
  for (let i = int(1, 4) * scale; i > 0; i--)
    make(fragments, 'Condition', 'problems', {
      ...maybe('clinicalStatus', 0.8, () => ({
        coding: [{ system: `${TERMINOLOGY}/condition-clinical`, code: pick(['active', 'inactive', 'resolved']) }],
      })),
      category: [{ coding: [{ system: `${TERMINOLOGY}/condition-category`, code: 'problem-list-item' }] }],
      code: concept('http://hl7.org/fhir/sid/icd-10-cm', [
        ['I10', 'Essential (primary) hypertension'],
        ['E11.9', 'Type 2 diabetes mellitus without complications'],
      ]),
      subject: patientRef,
      ...maybe('onsetDateTime', 0.8, dateTime),
      ...maybe('abatementDateTime', 0.3, dateTime),
      ...maybe('recordedDate', 0.5, dateTime),
      ...maybe('recorder', 0.5, () => ({ reference: practitioner })),
    });
  for (let i = int(1, 3) * scale; i > 0; i--)
    make(fragments, 'MedicationRequest', 'prescriptions', {
      ...maybe('status', 0.8, () => pick(['active', 'completed', 'stopped'])),
      intent: 'order',
      medicationCodeableConcept: concept('http://www.nlm.nih.gov/research/umls/rxnorm', [
        ['314076', 'lisinopril 10 MG Oral Tablet'],
        ['860975', 'metformin hydrochloride 500 MG'],
      ]),
      subject: patientRef,
      ...maybe('authoredOn', 0.8, dateTime),
      ...maybe('requester', 0.5, () => ({ reference: practitioner })),
      ...maybe('dosageInstruction', 0.8, () => [
        {
          ...maybe('text', 0.7, text),
          ...maybe('route', 0.5, () => ({ coding: [{ system: SNOMED, code: '26643006', display: 'Oral route' }] })),
          ...maybe('doseAndRate', 0.6, () => [
            { doseQuantity: { value: decimal(), unit: 'mg', system: UCUM, code: 'mg' } },
          ]),
        },
      ]),
    });
  for (let i = int(1, 3) * scale; i > 0; i--)
    make(fragments, 'Immunization', 'immunizations', {
      ...maybe('status', 0.9, () => pick(['completed', 'not-done'])),
      vaccineCode: concept('http://hl7.org/fhir/sid/cvx', [
        ['141', 'Influenza, seasonal, injectable'],
        ['08', 'Hep B, adolescent or pediatric'],
      ]),
      patient: patientRef,
      ...maybe('occurrenceDateTime', 0.9, dateTime),
      ...maybe('lotNumber', 0.5, () => 'LOT & 7'),
      ...maybe('primarySource', 0.5, () => true),
    });
  for (let i = int(1, 2) * scale; i > 0; i--) {
    const at = dateTime();
    const results = Array.from({ length: int(1, 4) }, () =>
      make(fragments, 'Observation', 'procedure_result', {
        ...maybe('status', 0.9, () => pick(['final', 'preliminary', 'corrected'])),
        category: [{ coding: [{ system: `${TERMINOLOGY}/observation-category`, code: 'laboratory' }] }],
        code: concept(LOINC, [
          ['4548-4', 'Hemoglobin A1c'],
          ['2345-7', 'Glucose'],
        ]),
        subject: patientRef,
        effectiveDateTime: at,
        ...pick([
          () => ({ valueQuantity: { value: decimal(), unit: 'mg/dL', system: UCUM, code: 'mg/dL' } }),
          () => ({ valueString: text() }),
          () => ({ valueCodeableConcept: concept(SNOMED, [['260385009', 'Negative']]) }),
          () => ({}),
        ])(),
        ...maybe('interpretation', 0.4, () => [
          { coding: [{ system: `${TERMINOLOGY}/v3-ObservationInterpretation`, code: pick(['H', 'L', 'N']) }] },
        ]),
        ...maybe('referenceRange', 0.4, () => [
          pick([
            {
              low: { value: Decimal.parse('4.0')!, unit: 'mg/dL', system: UCUM, code: 'mg/dL' },
              high: { value: Decimal.parse('5.60')!, unit: 'mg/dL', system: UCUM, code: 'mg/dL' },
            },
            { text: '< 5.7 %' },
          ]),
        ]),
      }),
    );
    make(fragments, 'DiagnosticReport', 'procedure_report', {
      ...maybe('status', 0.9, () => 'final'),
      category: [{ coding: [{ system: `${TERMINOLOGY}/v2-0074`, code: 'LAB' }] }],
      code: concept(LOINC, [['24323-8', 'Comprehensive metabolic panel']]),
      subject: patientRef,
      effectiveDateTime: at,
      result: results.map((reference) => ({ reference })),
    });
  }
  for (let i = int(1, 3) * scale; i > 0; i--)
    make(fragments, 'Observation', 'form_vitals', {
      status: 'final',
      category: [{ coding: [{ system: `${TERMINOLOGY}/observation-category`, code: 'vital-signs' }] }],
      code: { coding: [{ system: LOINC, code: '8302-2', display: 'Body height' }] },
      subject: patientRef,
      encounter: encounter(),
      effectiveDateTime: dateTime(),
      valueQuantity: { value: decimal(), unit: 'cm', system: UCUM, code: 'cm' },
    });
  for (let i = int(0, 2) * scale; i > 0; i--)
    make(fragments, 'Procedure', 'procedures', {
      ...maybe('status', 0.9, () => 'completed'),
      code: concept(SNOMED, [['80146002', 'Appendectomy']]),
      subject: patientRef,
      ...maybe('performedDateTime', 0.8, dateTime),
    });
  make(fragments, 'Observation', 'history_data', {
    status: 'final',
    category: [{ coding: [{ system: `${TERMINOLOGY}/observation-category`, code: 'social-history' }] }],
    code: { coding: [{ system: LOINC, code: '72166-2', display: 'Tobacco smoking status' }] },
    subject: patientRef,
    ...maybe('effectiveDateTime', 0.8, dateTime),
    valueCodeableConcept: { coding: [{ system: SNOMED, code: '8517006', display: 'Ex-smoker' }] },
  });
  make(fragments, 'Coverage', 'insurance_data', {
    status: 'active',
    type: { text: 'PPO' },
    beneficiary: patientRef,
    subscriberId: 'S-1001',
    payor: [{ reference: organization }],
    ...maybe('period', 0.7, () => ({ start: day() })),
  });
  make(fragments, 'DocumentReference', 'pnotes', {
    status: 'current',
    type: { coding: [{ system: LOINC, code: '11506-3', display: 'Progress note' }] },
    category: [
      {
        coding: [
          {
            system: 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category',
            code: 'clinical-note',
          },
        ],
      },
    ],
    subject: patientRef,
    ...maybe('date', 0.9, dateTime),
    ...maybe('author', 0.7, () => [{ reference: practitioner }]),
    content: [
      {
        attachment: {
          contentType: 'text/plain; charset=utf-8',
          data: Buffer.from(`First line\nSecond <line> & ${text()}\n\n  indented`).toString('base64'),
        },
      },
    ],
  });

  return { patientKey, patient, patientOrigin: origin('patient_data', patientKey, 1), fragments, shared, issues: [] };
}
