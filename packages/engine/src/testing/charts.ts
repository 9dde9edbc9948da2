import { Decimal } from '../base/decimal.js';
import type { Chart, ChartFragment, ChartSettings, Origin } from '../chart/chart.js';
import type { Patient, Resource } from '../chart/fhir.js';
import { ChartDice, coding, concept, Dice, HL7, type Json, made, NAMESPACE } from './chart-parts.js';
import { CARE_MAKERS } from './random-care.js';
import { MAKERS, NAMES } from './random-resources.js';

export { coding, concept, Dice, quantity } from './chart-parts.js';

/**
 * Seeded charts for tests: invented people, the same for the same seed. Not a picture of any population; every element that a
 * target may meet occurs, and most are often absent.
 */

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
  const kinds = [...Object.values(MAKERS), ...Object.values(CARE_MAKERS)];
  for (let i = 0; i < size; i++) dice.pick(kinds)(dice, known);
  return chartOf(patient, dice.resources);
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
