import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { runMigration } from '../pipeline.js';
import { stageIntoWorkspace } from '../project/staging.js';
import { formatDump, type SyntheticTable } from '../synthetic/table.js';
import { day, FAMILY, GIVEN, numbers } from '../testing/practice-rows.js';
import { initWorkspace } from '../vault/init.js';
import { Vault } from '../vault/vault.js';
import { draftWorkspaceMapping } from './map-draft.js';

const KEY = { kind: 'passphrase', passphrase: 'test only, made-up data' } as const;
const root = mkdtempSync(join(tmpdir(), 'safety-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const table = (name: string, columns: string, rows: SyntheticTable['rows']): SyntheticTable => ({
  name,
  columns: columns.split(', ').map((one) => {
    const [column = '', type = ''] = one.split(' ');
    return [column, type] as const;
  }),
  rows,
});

/** People of whom the last four treat the others; numbers of lists, a note in sections, and words for none. */
const practice: readonly SyntheticTable[] = [
  table(
    'person',
    'person_id int, last_name varchar(40), first_name varchar(40), gender char(1), date_of_birth date, city_nr int, dead int, death_date date',
    numbers(24).map((at) => [
      ...[
        1000 + at,
        FAMILY[at % 10] ?? '',
        GIVEN[(at * 3) % 10] ?? '',
        at % 2 ? 'F' : 'M',
        `19${40 + at}-03-1${at % 10}`,
      ],
      ...[1 + (at % 3), at % 6 === 0 ? 1 : 0, at % 12 === 0 ? day(at) : null],
    ]),
  ),
  table(
    'city',
    'nr int, name varchar(40)',
    ['Springfield', 'Riverton', 'Fairview'].map((name, at) => [1 + at, name]),
  ),
  table(
    'patient',
    'person_id int, record_number int',
    numbers(20).map((at) => [1000 + at, 70000 + at]),
  ),
  table(
    'encounter',
    'encounter_id int, patient_id int, treating_person_id int, encounter_date datetime, encounter_reason varchar(40)',
    numbers(40).map((at) => [
      ...[5000 + at, 1000 + (at % 20), 1020 + (at % 4), `${day(at)} 09:30:00`],
      ['Follow-up', 'Chest pain', 'Cough'][at % 3] ?? '',
    ]),
  ),
  table(
    'allergies',
    'allergy_id int, patient_id int, allergen varchar(40), reaction varchar(40), noted date',
    numbers(30).map((at) => [
      ...[300 + at, 1000 + (at % 20), ['Penicillin', 'Negadas', 'Latex', 'NKDA', 'Peanuts'][at % 5] ?? ''],
      ...[['Rash', '', 'Itching', '', 'Hives'][at % 5] ?? '', day(at)],
    ]),
  ),
  table(
    'pnotes',
    'id int, patient_id int, notedt date, pnotes_S text, pnotes_O text, pnotes_A text, pnotes_P text',
    numbers(24).map((at) => [
      ...[900 + at, 1000 + (at % 20), day(at), `Patient reports a cough since ${at + 2} days and feels tired.`],
      ...[
        `Lungs clear, temperature 36.${at % 10}.`,
        `Viral infection, day ${at}.`,
        at % 4 ? `Rest and fluids, back in ${at} days.` : null,
      ],
    ]),
  ),
  table(
    'patient_emr',
    'id int, patient_id int, module varchar(20), oid int, stamp datetime',
    numbers(40).map((at) => [
      ...[
        400 + at,
        1000 + (at % 20),
        ['allergies', 'encounter', 'pnotes'][at % 3] ?? '',
        300 + at,
        `${day(at)} 10:00:00`,
      ],
    ]),
  ),
  table(
    'appointment',
    'appointment_id int, patient_id int, appointment_date date, appointment_status varchar(10)',
    numbers(30).map((at) => [8000 + at, 1000 + (at % 20), day(at), ['kept', 'missed'][at % 2] ?? '']),
  ),
];

it('delivers what rows say of patients, of nobody else, and tells what is left', async () => {
  const dir = join(root, 'practice');
  await initWorkspace(dir, KEY, { name: 'practice' });
  const dump = join(root, 'practice.sql');
  writeFileSync(dump, [...formatDump('practice', practice, '2024-01-05 10:00:00')].join(''));
  using vault = await Vault.open(dir, KEY, 'write');
  await stageIntoWorkspace(dir, vault, { paths: [dump] });
  const env = { CHARTLIFT_STORE: join(root, 'store') };
  const drafted = await draftWorkspaceMapping(dir, vault, { memory: false, presets: false, env });
  const run = await runMigration({ dir, vault, workers: 0, plainOutput: true, targets: ['fhir'], artefacts: null });
  expect(run.ledger.balanced).toBe(true);

  const out = join(dir, 'out', readdirSync(join(dir, 'out'))[0] ?? '', 'fhir');
  const read = (type: string) =>
    readFileSync(join(out, `${type}.ndjson`), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));

  // Those who treat are no patients, and the visit is that of whom they treated.
  const patients = read('Patient');
  expect(patients).toHaveLength(20);
  const keyOf = new Map(patients.map((one) => [`Patient/${one.id}`, one.identifier[0].value]));
  const visits = read('Encounter');
  expect(visits).toHaveLength(40);
  for (const visit of visits)
    expect(keyOf.get(visit.subject.reference)).toBe(String(1000 + ((Number(visit.identifier[0].value) - 5000) % 20)));
  // The number of a city is its name; of death, one of two.
  expect(new Set(patients.map((one) => one.address?.[0]?.city))).toEqual(
    new Set(['Springfield', 'Riverton', 'Fairview']),
  );
  expect(patients.filter((one) => one.deceasedDateTime !== undefined)).toHaveLength(2);
  expect(patients.filter((one) => one.deceasedBoolean === true)).toHaveLength(2);
  expect(patients.some((one) => 'deceasedDateTime' in one && 'deceasedBoolean' in one)).toBe(false);

  // None is a statement, and no allergen.
  const allergies = read('AllergyIntolerance');
  expect(allergies).toHaveLength(30);
  const codes = (text: string) => [
    ...new Set(allergies.filter((one) => one.code.text === text).map((one) => one.code.coding?.[0]?.code ?? null)),
  ];
  expect(codes('Negadas')).toEqual(['716186003']);
  expect(codes('NKDA')).toEqual(['409137002']);
  expect(codes('Penicillin')).toEqual([null]);

  // One document a row, its sections in order; a blank one is left out.
  const notes = read('DocumentReference').map((one) =>
    Buffer.from(one.content[0].attachment.data, 'base64').toString('utf8'),
  );
  expect(notes).toHaveLength(24);
  expect(
    notes.filter((text) => text.match(/^[A-Z][a-z]+:$/gm)?.join() === 'Subjective:,Objective:,Assessment:,Plan:'),
  ).toHaveLength(18);
  expect(notes.filter((text) => !text.includes('Plan:'))).toHaveLength(6);

  // Nothing stays behind in silence.
  expect(drafted.left).toContainEqual(
    expect.objectContaining({ table: 'patient_emr', reason: expect.stringMatching(/rows of other tables/) }),
  );
  expect(drafted.left.map((one) => one.table)).toContain('appointment');
});
