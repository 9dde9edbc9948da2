import { expect, it } from 'vitest';
import type { Cell } from '../base/cell.js';
import { readAttributes } from '../profile/attributes/attribute-reader.js';
import { recogniseDomains } from '../profile/domain/recognise-domains.js';
import type { ProfileInput } from '../profile/input.js';
import { draftSpecs } from '../suggestion/draft/draft.js';
import { rankMappings } from '../suggestion/suggest.js';
import { profileInputs } from './map-suggest.js';

type Rows = Readonly<Record<string, readonly (readonly Cell[])[]>>;

/** Tables given as `name: column column ...` with rows; the first column is the key. */
async function draft(heads: Readonly<Record<string, string>>, rows: Rows) {
  const tables = Object.entries(heads).map(([name, columns]) => ({
    ...{ name, comment: null, references: [] },
    columns: columns
      .split(' ')
      .map((column, at) => ({ name: column, type: '', cellType: 'unknown', comment: null, key: at === 0 })),
  }));
  const input: ProfileInput = {
    ...{ source: 's', format: 'test', product: null, snapshotAt: '2026-01-01', tables },
    async *rows() {
      for (const { name, columns } of tables) {
        const own = rows[name] ?? [];
        yield { table: name, rowCount: own.length, columns: columns.map((_, c) => own.map((row) => row[c] ?? null)) };
      }
    },
  };
  const { profile: plain, patient, people } = (await profileInputs([input], {}))[0] ?? expect.fail();
  const profile = recogniseDomains(plain);
  const attributes = await readAttributes(profile, () => input.rows(), people);
  const rank = (tablesOf: typeof profile) => rankMappings(tablesOf, {});
  return draftSpecs(profile, rank(profile), { attributes, rank, patients: patient?.table.name ?? null });
}

const FAMILIES = 'Ashby Brook Carver Dalton Egerton Forbes Garner Hollis Irving Jarvis Kemble Lorimer'.split(' ');
const people = FAMILIES.map((family, at): readonly [number, ...string[]] => [
  101 + at,
  family,
  `Kim${at}`,
  `19${50 + at}-03-1${at % 9}`,
  at % 2 ? 'F' : 'M',
]);
const day = (at: number): string => `2024-0${1 + (at % 9)}-1${at % 9}`;

it('codes attributes of a concept dictionary by name and values together, and by nothing less', async () => {
  const found = await draft(
    {
      patient: 'patient_id last_name first_name birth_date gender',
      concept: 'concept_id datatype units',
      concept_name: 'concept_name_id concept_id name locale',
      obs: 'obs_id patient_id concept_id obs_date value_numeric value_text',
    },
    {
      patient: people,
      concept: [
        [5089, 'numeric', 'kg'],
        [5090, 'numeric', 'cm'],
        [5087, 'numeric', 'beats/min'],
        [1410, 'text', null],
        [6001, 'numeric', 'kg'],
        [6002, 'numeric', null],
      ],
      concept_name: [
        [1, 5089, 'Weight', 'en'],
        [2, 5090, 'Height', 'en'],
        [3, 5087, 'Pulse', 'en'],
        [4, 1410, 'Mood', 'en'],
        [5, 6001, 'Birth weight', 'en'],
        [6, 6002, 'Temperature', 'en'],
      ],
      obs: people.flatMap(([id], at) => [
        [at * 10 + 1, id, 5089, day(at), String(60 + at), null],
        [at * 10 + 2, id, 5090, day(at), String(160 + at), null],
        [at * 10 + 3, id, 5087, day(at), String(60 + at), null],
        [at * 10 + 4, id, 1410, day(at), null, 'calm'],
        [at * 10 + 5, id, 6001, day(at), String(3 + at / 10), null],
        // Nobody has such a temperature: its name alone is not enough.
        [at * 10 + 6, id, 6002, day(at), String(700 + at), null],
      ]),
    },
  );
  const spec = found.specs.find(({ table }) => table === 'obs');
  expect(spec?.resource).toBe('Observation');
  expect(spec?.crosswalks[0]?.rows.map((row) => [row.sourceCode, row.targetCode]).sort()).toEqual([
    ['5087', '8867-4'],
    ['5089', '29463-7'],
    ['5090', '8302-2'],
  ]);
  expect(JSON.stringify(spec?.spec)).toMatch(/label\.name.*measure\.units/);
  expect(found.attributes[0]?.open).toEqual(
    expect.arrayContaining(['1410 (Mood)', '6001 (Birth weight)', '6002 (Temperature)']),
  );
});

it('takes type, value and unit beside each other, and pressures as one observation of two sides', async () => {
  const found = await draft(
    {
      patients: 'id last_name first_name birth_date sex',
      vitals: 'vital_id patient_id item value unit taken_on',
    },
    {
      patients: people,
      vitals: people.flatMap(([id], at) => [
        [at * 10 + 1, id, 'BP', `${120 + at}/${80 + (at % 5)}`, 'mmHg', day(at)],
        [at * 10 + 2, id, 'WT', `${150 + at}`, 'lb', day(at)],
        [at * 10 + 3, id, 'TEMP', `${98 + at / 10}`, 'F', day(at)],
        [at * 10 + 4, id, 'GIRTH', `${90 + at}`, 'cm', day(at)],
      ]),
    },
  );
  const specs = found.specs.filter(({ table }) => table === 'vitals');
  const pressure = specs.find(({ id }) => id.endsWith('-blood-pressure'));
  expect(JSON.stringify(pressure?.spec)).toMatch(/'BP'.*85354-9.*8480-6.*systolic.*8462-4.*diastolic/);
  const others = specs.find((one) => one !== pressure);
  expect(others?.crosswalks[0]?.rows.map((row) => [row.sourceCode, row.targetCode]).sort()).toEqual([
    ['TEMP', '8310-5'],
    ['WT', '29463-7'],
  ]);
  expect(JSON.stringify(others?.spec)).toContain('"columns":["value","unit"]');
  expect(found.attributes).toEqual([{ table: 'vitals', column: 'item', coded: 3, open: ['GIRTH'], untold: 0 }]);
});

it('reads German names, and lets a unit that no such value has outweigh the name', async () => {
  const found = await draft(
    {
      patient: 'patient_nr nachname vorname geburtsdatum geschlecht',
      messung: 'messung_nr patient_nr messart messwert einheit datum',
    },
    {
      patient: people,
      messung: people.flatMap(([id], at) => [
        [at * 10 + 1, id, 'Körpergewicht', `${60 + at}`, 'kg', day(at)],
        [at * 10 + 2, id, 'Blutdruck systolisch', `${120 + at}`, 'mmHg', day(at)],
        [at * 10 + 3, id, 'Puls', `${61 + at}`, 'kg', day(at)],
        [at * 10 + 4, id, 'HbA1c', `${40 + at}`, 'mmol/mol', day(at)],
      ]),
    },
  );
  const spec = found.specs.find(({ table }) => table === 'messung');
  expect(spec?.crosswalks[0]?.rows.map((row) => [row.sourceCode, row.targetCode]).sort()).toEqual([
    ['Blutdruck systolisch', '8480-6'],
    ['HbA1c', '59261-8'],
    ['Körpergewicht', '29463-7'],
  ]);
  expect(found.attributes[0]?.open).toEqual(['Puls']);
});

it('delivers attributes of a vaccination with it, and takes its status from a flag', async () => {
  const found = await draft(
    {
      patient: 'patient_id last_name first_name birth_date gender',
      immunization: 'immunization_id patient_id vaccine given_date refused',
      immunization_ext: 'ext_id immunization_id keyval val',
    },
    {
      patient: people,
      immunization: people.map(([id], at) => [
        at + 1,
        id,
        at % 2 ? 'Influenza' : 'Tetanus',
        day(at),
        at % 4 ? '0' : '1',
      ]),
      immunization_ext: people.flatMap((_, at) => [
        [at * 10 + 1, at + 1, 'lot', `L${at % 4}X`],
        [at * 10 + 2, at + 1, 'route', 'IM'],
        [at * 10 + 3, at + 1, 'colour_of_the_room', 'blue'],
      ]),
    },
  );
  const spec = found.specs.find(({ resource }) => resource === 'Immunization');
  expect(spec?.reads).toContainEqual({ table: 'immunization_ext', role: 'detail' });
  expect(spec?.spec.elements).toMatchObject({
    status: { column: 'refused', map: { '0': 'completed', '1': 'not-done' } },
    lotNumber: { column: 'x.lot' },
    route: { column: 'x.route' },
  });
  expect(JSON.stringify(spec?.spec)).not.toContain('colour');
});

it('lets codes of a public system say themselves what a row is', async () => {
  const tests: readonly (readonly [string, string, number, string])[] = [
    ['718-7', 'Haemoglobin', 13, 'g/dL'],
    ['2345-7', 'Glucose', 95, 'mg/dL'],
    ['2823-3', 'Potassium', 4, 'mmol/L'],
    ['2160-0', 'Creatinine', 1, 'mg/dL'],
  ];
  const found = await draft(
    {
      patients: 'id last_name first_name birth_date sex',
      lab_results: 'result_id patient_id result_code result_name result_value unit result_date',
    },
    {
      patients: people,
      lab_results: people.flatMap(([id], at) =>
        tests.map(([code, name, value, unit], t) => [at * 10 + t, id, code, name, `${value + at / 10}`, unit, day(at)]),
      ),
    },
  );
  const spec = found.specs.find(({ table }) => table === 'lab_results');
  expect(JSON.stringify(spec?.spec)).toMatch(/"column":"result_code","clean":"loinc"/);
  expect(found.attributes.filter(({ table }) => table === 'lab_results')).toEqual([]);
});

const NUMBERED = {
  person: 'pid name_last name_first date_birth sex',
  measurement: 'nr pid msr_date msr_type_nr value unit_nr measured_by',
  unit_measurement: 'nr id name',
};
const numbered = (types: readonly (readonly [number, number, number])[]): Rows => ({
  person: people,
  unit_measurement: [
    [1, 'kg', 'kilogram'],
    [2, 'cm', 'centimeter'],
  ],
  measurement: people.flatMap(([id], at) =>
    types.map(([type, unit, value], k) => [at * 10 + k, id, day(at), type, String(value + at), unit, 'nurse1']),
  ),
});
const WEIGHT_AND_HEIGHT = [
  [6, 1, 60],
  [7, 2, 160],
] as const;

it('finds look-ups of numbered types and units by the words of their tables in another order', async () => {
  const found = await draft(
    { ...NUMBERED, type_measurement: 'nr type name' },
    {
      ...numbered(WEIGHT_AND_HEIGHT),
      type_measurement: [
        [6, 'weight', 'Weight'],
        [7, 'height', 'Height'],
        [8, 'girth', 'Girth'],
      ],
    },
  );
  const spec = found.specs.find(({ table }) => table === 'measurement');
  expect(spec?.crosswalks[0]?.rows.map((row) => [row.sourceCode, row.targetCode]).sort()).toEqual([
    ['6', '29463-7'],
    ['7', '8302-2'],
  ]);
  expect(spec?.spec.elements).toMatchObject({ valueQuantity: { columns: ['value', 'measure.id'] } });
});

it('lists rows whose type leads to no text, and names none for whoever measured', async () => {
  const found = await draft(NUMBERED, numbered(WEIGHT_AND_HEIGHT));
  expect(found.specs.filter(({ table }) => table === 'measurement')).toEqual([]);
  expect(found.left.map(({ table }) => table)).toContain('measurement');
});

it('takes the unit that an attribute is named with, and none for text', async () => {
  const found = await draft(
    {
      patient: 'patient_id last_name first_name birth_date gender',
      readings: 'reading_id patient_id param value taken_on',
    },
    {
      patient: people,
      readings: people.flatMap(([id], at) => [
        [at * 10 + 1, id, 'weight_kg', `${60 + at}`, day(at)],
        [at * 10 + 2, id, 'pulse', `${61 + at}`, day(at)],
      ]),
    },
  );
  const spec = found.specs.find(({ table }) => table === 'readings');
  const written = JSON.stringify(spec?.spec.elements);
  expect(written).toMatch(/in \('weight_kg'\) then ' kg' else ''/);
  expect(written).not.toContain('/min');
});
