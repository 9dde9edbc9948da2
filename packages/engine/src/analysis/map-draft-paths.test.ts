import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readScopePlan } from '../artifacts/workspace.js';
import { runMigration } from '../pipeline.js';
import { stageIntoWorkspace } from '../project/staging.js';
import { formatDump, type SyntheticTable } from '../synthetic/table.js';
import { day, FAMILY, GIVEN, numbers } from '../testing/practice-rows.js';
import { initWorkspace } from '../vault/init.js';
import { Vault } from '../vault/vault.js';
import { draftWorkspaceMapping } from './map-draft.js';
import { checkWorkspaceMapping } from './mapping-gate.js';
import { checkScope } from './scope-gate.js';
import { proposePlan, writeProposals } from './scope-proposing.js';

const KEY = { kind: 'passphrase', passphrase: 'test only, made-up data' } as const;
const root = mkdtempSync(join(tmpdir(), 'paths-'));
const env = { CHARTLIFT_STORE: join(root, 'store') };
afterAll(() => rmSync(root, { recursive: true, force: true }));

const DRUGS = ['Amoxicillin', 'Lisinopril', 'Metformin', 'Ibuprofen', 'Omeprazole'];

/** A clinic whose prescriptions, telephones, relatives and departments are tables of their own. */
const clinic: readonly SyntheticTable[] = [
  {
    name: 'Patients',
    columns: [
      ['PatientID', 'int'],
      ['LastName', 'varchar(40)'],
      ['FirstName', 'varchar(40)'],
      ['DateOfBirth', 'date'],
      ['Gender', 'char(1)'],
    ],
    rows: numbers(20).map((at) => [
      100 + at,
      FAMILY[at % 10] ?? '',
      GIVEN[(at * 3) % 10] ?? '',
      `19${40 + at}-03-1${at % 10}`,
      at % 2 ? 'F' : 'M',
    ]),
  },
  {
    name: 'PatientPhones',
    columns: [
      ['PhoneID', 'int'],
      ['PatientID', 'int'],
      ['PhoneNumber', 'varchar(20)'],
      ['PhoneType', 'varchar(10)'],
    ],
    rows: numbers(30).map((at) => [
      9000 + at,
      100 + (at % 20),
      `(212) 555-01${10 + at}`,
      ['Home', 'Mobile', 'Work'][at % 3] ?? '',
    ]),
  },
  {
    name: 'EmergencyContacts',
    columns: [
      ['ContactID', 'int'],
      ['PatientID', 'int'],
      ['ContactName', 'varchar(60)'],
      ['Relationship', 'varchar(20)'],
      ['ContactPhone', 'varchar(20)'],
    ],
    rows: numbers(18).map((at) => [
      700 + at,
      100 + at,
      `${GIVEN[at % 10]} ${FAMILY[(at + 4) % 10]}`,
      ['Mother', 'Father', 'Spouse'][at % 3] ?? '',
      `(212) 555-02${10 + at}`,
    ]),
  },
  {
    name: 'Departments',
    columns: [
      ['DepartmentID', 'int'],
      ['DepartmentName', 'varchar(40)'],
    ],
    rows: ['Cardiology', 'Neurology', 'Surgery', 'Pediatrics'].map((name, at) => [40 + at, name]),
  },
  {
    name: 'Doctors',
    columns: [
      ['DoctorID', 'int'],
      ['DoctorLastName', 'varchar(40)'],
      ['DoctorFirstName', 'varchar(40)'],
      ['DepartmentID', 'int'],
    ],
    rows: numbers(8).map((at) => [500 + at, FAMILY[9 - at] ?? '', GIVEN[at] ?? '', 40 + (at % 4)]),
  },
  {
    name: 'Prescriptions',
    columns: [
      ['PrescriptionID', 'int'],
      ['DrugName', 'varchar(40)'],
      ['PrescribedDate', 'date'],
      ['DoctorID', 'int'],
    ],
    rows: numbers(24).map((at) => [3000 + at, DRUGS[at % 5] ?? '', day(at), 500 + (at % 8)]),
  },
  {
    name: 'PatientPrescriptions',
    columns: [
      ['PairID', 'int'],
      ['PatientID', 'int'],
      ['PrescriptionID', 'int'],
    ],
    // Two prescriptions stand with two patients each.
    rows: numbers(26).map((at) => [60000 + at, 100 + ((at * 7) % 20), 3000 + (at % 24)]),
  },
  {
    name: 'Visits',
    columns: [
      ['VisitID', 'int'],
      ['PatientID', 'int'],
      ['VisitDate', 'date'],
      ['VisitTime', 'varchar(10)'],
      ['DoctorID', 'int'],
      ['ReasonForVisit', 'varchar(40)'],
    ],
    rows: numbers(40).map((at) => [
      20000 + at,
      100 + (at % 20),
      day(at),
      `${(at % 9) + 1}:30 ${at % 2 ? 'AM' : 'PM'}`,
      500 + (at % 8),
      ['Follow-up', 'Chest pain', 'Check of blood pressure'][at % 3] ?? '',
    ]),
  },
  {
    name: 'LoginAttempts',
    columns: [
      ['AttemptID', 'int'],
      ['UserName', 'varchar(20)'],
      ['Password', 'varchar(40)'],
    ],
    rows: numbers(6).map((at) => [1 + at, `user${at}`, `x${at}y${at * 7}`]),
  },
];

async function workspace(name: string, tables: readonly SyntheticTable[]) {
  const dir = join(root, name);
  await initWorkspace(dir, KEY, { name });
  const dump = join(root, `${name}.sql`);
  writeFileSync(dump, [...formatDump('clinic', tables, '2024-01-05 10:00:00')].join(''));
  const vault = await Vault.open(dir, KEY, 'write');
  await stageIntoWorkspace(dir, vault, { paths: [dump] });
  const spec = (id: string): string => readFileSync(join(dir, 'mapping', `${id}.yaml`), 'utf8');
  const suggest = () => draftWorkspaceMapping(dir, vault, { memory: false, presets: false, env });
  const propose = async (): Promise<void> => {
    const settings = { resultYears: null, years: {}, patientsSince: null };
    writeProposals(dir, await proposePlan(dir, vault, { settings, bySpecs: true }), false);
  };
  return { dir, vault, spec, suggest, propose, [Symbol.dispose]: () => vault.close() };
}

describe('a clinic whose facts lie in tables beside each other', () => {
  let suggestedFirst = '';
  it('is drafted whole, proposed in agreement, and delivered', async () => {
    using made = await workspace('whole', clinic);
    const { dir, vault, spec } = made;
    const drafted = await made.suggest();
    await made.propose();

    // What a pair names is told of the pair's patient; what stands with several is left out by name and listed.
    expect(spec('patient-prescriptions')).toMatch(
      /resource: MedicationRequest[\s\S]*table: Prescriptions[\s\S]*role: detail/,
    );
    expect(spec('patient-prescriptions')).toMatch(/rule: several-patients/);
    expect(spec('patient-prescriptions')).toMatch(/authoredOn:\s+column: of1\.PrescribedDate/);
    expect(drafted.left).toContainEqual(
      expect.objectContaining({ reason: expect.stringMatching(/^2 rows of Prescriptions/) }),
    );
    // Telephones and relatives are the patient's own elements.
    expect(spec('patients')).toMatch(/telecom\[0\]:\s+list:\s+from: PatientPhones/);
    expect(spec('patients')).toMatch(/use:\s+column: list\d\.PhoneType/);
    expect(spec('patients')).toMatch(/contact\[0\]:\s+list:\s+from: EmergencyContacts/);
    // Day and time of day are one.
    expect(spec('visits')).toMatch(/period\.start:\s+columns:\s+- VisitDate\s+- VisitTime\s+clean: dateTime/);
    expect(spec('doctors-role')).toMatch(/organization:\s+ref: departments/);

    suggestedFirst = readFileSync(join(dir, 'scope.yaml'), 'utf8');
    const { tables } = readScopePlan(dir);
    expect(tables.PatientPhones).toMatchObject({ decision: 'migrate', by: 'proposed' });
    expect(tables.LoginAttempts?.decision).not.toBe('migrate');
    expect(checkWorkspaceMapping(dir, vault).issues.filter((issue) => issue.severity !== 'information')).toEqual([]);
    expect(checkScope(dir, vault).ok).toBe(true);

    const run = await runMigration({ dir, vault, workers: 0, plainOutput: true, targets: ['fhir'], artefacts: null });
    const ledger = (name: string) => run.ledger.tables.find((table) => table.name === name);
    expect(run.ledger.balanced).toBe(true);
    expect(ledger('PatientPhones')).toMatchObject({ delivered: 30 });
    expect(ledger('EmergencyContacts')).toMatchObject({ delivered: 18 });
    expect(ledger('PatientPrescriptions')).toMatchObject({ delivered: 22, excluded: 4 });
    expect(ledger('Prescriptions')).toMatchObject({ delivered: 22, excluded: 2 });
    expect(ledger('Departments')).toMatchObject({ delivered: 4 });
  });

  it('ends the same whichever is called first', async () => {
    using made = await workspace('propose-first', clinic);
    await made.propose();
    await made.suggest();
    expect(readFileSync(join(made.dir, 'scope.yaml'), 'utf8')).toBe(suggestedFirst);
    expect(suggestedFirst).toMatch(/by: proposed/);
    expect(suggestedFirst).not.toMatch(/by: person/);
  });
});

it('takes no name of a person for that of a disease, one date from its parts, and of a clock without am and pm the day', async () => {
  const diagnoses: SyntheticTable = {
    name: 'Diagnoses',
    columns: [
      ['DiagnosisID', 'int'],
      ['PatientID', 'int'],
      ['DiagnosisCode', 'varchar(8)'],
      ['DoctorID', 'int'],
      ['OnsetYear', 'int'],
      ['OnsetMonth', 'int'],
      ['OnsetDay', 'int'],
    ],
    rows: numbers(30).map((at) => [
      ...[81000 + at, 100 + (at % 20), ['I10', 'E11.9', 'J45.909'][at % 3] ?? '', 500 + (at % 8)],
      ...[2015 + (at % 6), (at % 12) + 1, (at % 27) + 1],
    ]),
  };
  const times = ['08:30', '10:00', '11:30', '01:00', '02:30', '04:00'];
  const tables = clinic
    .filter((table) => ['Patients', 'Doctors', 'Departments', 'Visits'].includes(table.name))
    .map((table) => ({
      ...table,
      rows: table.rows.map((row, at) =>
        table.name === 'Visits' ? row.map((cell, i) => (i === 3 ? (times[at % 6] ?? null) : cell)) : row,
      ),
    }));
  using made = await workspace('parts', [...tables, diagnoses]);
  await made.suggest();
  expect(made.spec('diagnoses')).not.toMatch(/join:|DoctorLastName/);
  expect(made.spec('diagnoses')).toMatch(
    /onsetDateTime:\s+columns:\s+- OnsetYear\s+- OnsetMonth\s+- OnsetDay\s+clean: date/,
  );
  expect(made.spec('doctors')).toMatch(/resource: Practitioner/);
  expect(made.spec('visits')).toMatch(/period\.start:\s+column: VisitDate/);
  expect(made.spec('visits')).toMatch(/template: "?Time as it was written: \{VisitTime\}/);
});
