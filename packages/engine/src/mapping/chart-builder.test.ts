import { describe, expect, it } from 'vitest';
import { crosswalkOf } from '../artifacts/crosswalk.js';
import { stringifyFhir } from '../chart/stringify.js';
import { ChartBuilder } from './chart-builder.js';
import { compileMapping, requiredIndexes } from './compile.js';
import { quoteName } from './sql-text.js';
import { type TestTable, testEnvironment, testPractice, testSpecs } from './test-practice.js';

const TABLES: TestTable[] = [
  {
    name: 'patient_data',
    columns: {
      id: 'integer',
      pid: 'integer',
      fname: 'text',
      lname: 'text',
      street: 'text',
      sex: 'text',
      DOB: 'date',
      phone: 'text',
      race: 'text',
      providerID: 'integer',
      test: 'integer',
    },
    rows: [
      [11, 1, 'Ann', 'Lee', ' 1 Main ', 'F', '1980-02-03', '555', 'white', 7, 0],
      [12, 2, 'Bob', null, '', 'M', '0000-00-00', '', '', 99, 0],
      [13, 3, 'Test', 'Patient', null, 'F', null, null, null, null, 1],
    ],
  },
  {
    name: 'lists',
    columns: {
      id: 'integer',
      pid: 'integer',
      type: 'text',
      title: 'text',
      diagnosis: 'text',
      begdate: 'date',
      activity: 'integer',
      deleted: 'integer',
    },
    rows: [
      [1, 1, 'problem', 'Asthma', 'J45', '2001-01-01', 1, 0],
      [2, 1, 'allergy', 'Nuts', '', null, 1, 0],
      [3, 2, 'problem', '', '', '', 0, 0],
      [4, 2, 'problem', 'Old', 'X1', '', 0, 1],
      [5, 9, 'problem', 'Orphan', 'Z', '', 0, 0],
    ],
  },
  {
    name: 'reactions',
    columns: { list_id: 'text', text: 'text', rank: 'integer' },
    rows: [
      ['2', 'Hives', 2],
      ['2', 'Cough', 1],
      ['2', '', 3],
    ],
  },
  {
    name: 'users',
    columns: { id: 'integer', lname: 'text', npi: 'text', facility: 'integer' },
    rows: [
      [7, 'Doc', '123', 4],
      [8, 'Idle', null, null],
    ],
  },
  { name: 'facility', columns: { id: 'integer', name: 'text' }, rows: [[4, 'Clinic']] },
  {
    name: 'vitals',
    columns: { id: 'integer', pid: 'text', date: 'date', bps: 'decimal', weight: 'decimal', unit: 'text' },
    rows: [
      [1, '1', '2020-01-01', '120.0', null, 'kg'],
      [2, '1', '2020-01-02', null, '5.70', 'kg'],
    ],
  },
  {
    name: 'obs',
    columns: { pid: 'integer', concept: 'text', value: 'text', at: 'text' },
    rows: [
      [1, 'smoke', 'yes', 'b'],
      [1, 'smoke', 'no', 'a'],
      [1, 'lang', 'en', 'a'],
      [2, 'lang', 'de', 'a'],
    ],
  },
];

const SPECS = {
  a_patient: `
resource: Patient
from: patient_data
key: id
patient: pid
join:
  - { pivot: obs, as: o, on: "o.pid = patient_data.pid", attribute: concept, value: value, order: at, attributes: { smoke: smoking, lang: language } }
exclude: [ { rule: test-patient, where: "test = 1", reason: no person } ]
elements:
  name[0].family: lname
  name[0].given: [ fname ]
  name[0].use: { value: official }
  birthDate: { column: DOB, clean: date }
  gender: { column: sex, map: { F: female, M: male } }
  telecom[0].value: phone
  telecom[0].system: { value: phone }
  address: [ { elements: { line: [ street ], country: { value: US } } } ]
  extension(us-core-race): { column: race, crosswalk: race }
  generalPractitioner: { ref: d_practitioner, column: providerID }
  communication.language.text: o.language
  maritalStatus: { sql: "CASE WHEN o.smoking = 'yes' THEN 'M' END" }
`,
  b_problem: `
resource: Condition
from: lists
where: "type = 'problem'"
key: id
patient: pid
exclude: [ { rule: deleted, where: "deleted = 1", reason: deleted } ]
elements:
  category: { value: problem-list-item }
  code.text: title
  code.coding: { column: diagnosis, clean: icd10 }
  onsetDateTime: { column: begdate, clean: date }
  clinicalStatus: { column: activity, map: { "1": active, "0": null } }
`,
  c_allergy: `
resource: AllergyIntolerance
from: lists
where: "type = 'allergy'"
key: id
patient: pid
elements:
  code: title
  reaction:
    list: { from: reactions r, where: "CAST(r.list_id AS INTEGER) = lists.id", order: rank, elements: { manifestation: [ text ] } }
`,
  d_practitioner: `
resource: Practitioner
from: users
key: id
elements:
  name.family: lname
  identifier: [ { elements: { system: { value: "http://hl7.org/fhir/sid/us-npi" }, value: npi } } ]
  qualification.issuer: { ref: e_org, column: facility, when: "facility > 0" }
  qualification.code: { value: MD, when: "npi IS NOT NULL" }
`,
  e_org: `
resource: Organization
from: facility
key: id
elements: { name: name }
`,
  f_vitals: `
resource: Observation
from: vitals
key: id
patient: pid
elements:
  category: { value: vital-signs }
  status: { value: final }
  effectiveDateTime: { column: date, clean: date }
variants:
  - id: bps
    elements: { code.coding: [ { elements: { system: { value: "http://loinc.org" }, code: { value: 8480-6 } } } ], valueQuantity.value: bps, valueQuantity.unit: { value: mmHg } }
  - id: weight
    elements: { code.text: { value: weight }, valueQuantity: { columns: [ weight, unit ], clean: quantity, when: "weight IS NOT NULL" } }
`,
};

function build(specs: Record<string, string> = SPECS) {
  const { db, tables } = testPractice(TABLES);
  const race = crosswalkOf('race', [
    {
      sourceCode: 'white',
      sourceDisplay: 'White',
      targetSystem: 'urn:oid:2.16.840.1.113883.6.238',
      targetCode: '2106-3',
      targetDisplay: 'White',
      equivalence: 'equivalent',
      decidedBy: '',
      decidedAt: '',
      note: '',
    },
  ]);
  const mapping = compileMapping(testSpecs(specs), testEnvironment(tables, [race]));
  for (const [i, ix] of requiredIndexes(mapping).entries())
    db.exec(`CREATE INDEX i${i} ON ${quoteName(ix.table)} (${ix.columns.map(quoteName).join(',')})`);
  return { db, mapping, builder: new ChartBuilder(mapping, db) };
}

describe('ChartBuilder', () => {
  it('gives the patients that are not excluded in key order', () => {
    expect([...build().builder.patientKeys()]).toEqual(['1', '2']);
  });

  it('builds every value form', () => {
    const { builder } = build();
    const chart = builder.build('1');
    const patient = JSON.parse(stringifyFhir(chart.patient));
    expect(patient.name).toEqual([{ family: 'Lee', given: ['Ann'], use: 'official' }]);
    expect(patient.gender).toBe('female');
    expect(patient.address).toEqual([{ line: [' 1 Main '], country: 'US' }]);
    expect(patient.extension[0].extension.map((e: { url: string }) => e.url)).toEqual(['ombCategory', 'text']);
    expect(patient.communication).toEqual([{ language: { text: 'en' } }]);
    expect(patient.maritalStatus.coding[0].code).toBe('M');
    expect(patient.identifier[0]).toEqual({ system: expect.stringMatching(/^urn:oid:2\.25\.\d+$/), value: '11' });
    const [condition, allergy, bps, weight] = chart.fragments.map((f) => JSON.parse(stringifyFhir(f.resource)));
    expect(condition.subject.reference).toBe(`Patient/${patient.id}`);
    expect(condition.code).toEqual({
      text: 'Asthma',
      coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'J45' }],
    });
    expect(condition.category[0].coding[0].code).toBe('problem-list-item');
    expect(allergy.patient.reference).toBe(`Patient/${patient.id}`);
    expect(allergy.reaction.map((r: { manifestation: { text: string }[] }) => r.manifestation[0]!.text)).toEqual([
      'Cough',
      'Hives',
    ]);
    expect(bps.valueQuantity).toEqual({ value: 120, unit: 'mmHg' });
    expect(stringifyFhir(chart.fragments[3]!.resource)).toContain('"value":5.70');
    expect(weight.code.text).toBe('weight');
    expect(chart.fragments).toHaveLength(4);
    expect(chart.shared.map((s) => s.resource.resourceType)).toEqual(['Practitioner', 'Organization']);
    expect(chart.issues.map((i) => `${i.code} ${i.where}`)).toEqual([
      'row-empty emr/reactions/3',
      'cell-dropped emr/vitals/1/unit',
    ]);
  });

  it('prunes what holds constants only, and tells what it could not use', () => {
    const { builder } = build();
    const chart = builder.build('2');
    const patient = JSON.parse(stringifyFhir(chart.patient));
    expect(patient.name).toEqual([{ given: ['Bob'], use: 'official' }]);
    expect(patient.telecom).toBeUndefined();
    expect(patient.address).toBeUndefined();
    expect(patient.birthDate).toBeUndefined();
    expect(patient.generalPractitioner[0].reference).toBeUndefined();
    expect(patient.generalPractitioner[0].identifier.value).toBe('99');
    expect(chart.fragments).toEqual([]);
    expect(chart.issues.map((i) => `${i.code} ${i.where}`)).toEqual([
      'date-invalid emr/patient_data/2/DOB',
      'row-empty emr/lists/3',
      'reference-dangling emr/patient_data/2/providerID',
    ]);
  });

  it('gives the same bytes on every run', () => {
    const text = () => {
      const { builder } = build();
      return (
        [...builder.patientKeys()].map((k) => stringifyFhir(builder.build(k))).join('\n') +
        stringifyFhir([...builder.buildShared()])
      );
    };
    expect(text()).toBe(text());
  });

  it('builds shared resources once a run', () => {
    const { builder } = build();
    const shared = [...builder.buildShared()].map((f) => f.resource);
    expect(shared.map((r) => r.resourceType)).toEqual(['Practitioner', 'Practitioner', 'Organization']);
    expect(shared[0]!.identifier).toHaveLength(2);
    expect(builder.takeSharedIssues()).toEqual([]);
  });
});

describe('keys that are not unique', () => {
  it('still give every row an id of its own, across patients too', () => {
    const { db, tables } = testPractice([
      {
        name: 'patient',
        columns: { id: 'integer', name: 'text' },
        rows: [
          [1, 'A'],
          [2, 'B'],
        ],
      },
      {
        name: 'med',
        columns: { pid: 'integer', no: 'text', name: 'text', gone: 'integer' },
        rows: [
          [1, '1', 'x', 1],
          [2, '1', 'a', 0],
          [1, '1', 'b', 0],
          [1, '1', 'c', 0],
          [1, '', 'd', 0],
          [1, null, 'e', 0],
        ],
      },
    ]);
    const specs = testSpecs({
      med: `resource: MedicationStatement\nfrom: med\nkey: no\npatient: pid\nexclude: [ { rule: gone, where: "gone = 1", reason: r } ]\nelements: { medicationCodeableConcept: name }\n`,
      patient: 'resource: Patient\nfrom: patient\nkey: id\npatient: id\nelements: { name.text: name }\n',
    });
    const builder = new ChartBuilder(compileMapping(specs, testEnvironment(tables)), db);
    const charts = [...builder.patientKeys()].map((k) => builder.build(k));
    const keys = charts.flatMap((c) => c.fragments.map((f) => `${c.patientKey} ${f.origin.row} ${f.origin.key}`));
    expect(keys).toEqual(['1 3 1~2', '1 4 1~3', '1 5 @5', '1 6 @6', '2 2 1']);
    expect(new Set(charts.flatMap((c) => c.fragments.map((f) => f.resource.id))).size).toBe(5);
    expect(charts[0]!.issues.map((i) => i.code)).toEqual([
      'key-not-unique',
      'key-not-unique',
      'key-missing',
      'key-missing',
    ]);
  });
});

describe('keys of fixed width', () => {
  it('meet the same keys without their blanks, in patients, rows and references', () => {
    const { db, tables } = testPractice([
      {
        name: 'patient',
        columns: { id: 'text', doctor: 'text' },
        rows: [
          ['P1    ', 'D1'],
          ['P22   ', 'D2 '],
        ],
      },
      { name: 'doctor', columns: { id: 'text', name: 'text' }, rows: [['D1 ', 'Ann']] },
      {
        name: 'med',
        columns: { id: 'text', pid: 'text', name: 'text' },
        rows: [
          ['M1', 'P1', 'a'],
          ['M2', 'P22', 'b'],
        ],
      },
      {
        name: 'note',
        columns: { id: 'text', pid: 'text', name: 'text' },
        rows: [
          ['N1    ', 'P1    ', 'c'],
          ['N1    ', 'P22   ', 'd'],
        ],
      },
    ]);
    const width: Readonly<Record<string, string>> = { patient: 'char(6)', doctor: 'nchar(3)', note: 'char(6)' };
    const typed = tables.map((table) => ({
      ...table,
      columns: table.columns.map((column) => ({ ...column, type: width[table.name] ?? 'varchar(9)' })),
    }));
    const specs = testSpecs({
      doctor: 'resource: Practitioner\nfrom: doctor\nkey: id\nelements: { name.text: name }\n',
      med: 'resource: MedicationStatement\nfrom: med\nkey: id\npatient: pid\nelements: { medicationCodeableConcept: name }\n',
      note: 'resource: AllergyIntolerance\nfrom: note\nkey: id\npatient: pid\nelements: { code: name }\n',
      patient:
        'resource: Patient\nfrom: patient\nkey: id\npatient: id\nelements: { generalPractitioner: { ref: doctor, column: doctor } }\n',
    });
    const mapping = compileMapping(specs, testEnvironment(typed));
    for (const [i, ix] of requiredIndexes(mapping).entries())
      db.exec(`CREATE INDEX i${i} ON ${quoteName(ix.table)} (${ix.columns.map(quoteName).join(',')})`);
    const builder = new ChartBuilder(mapping, db);
    const charts = [...builder.patientKeys()].map((key) => builder.build(key));
    expect(charts.map((chart) => [chart.patientKey, ...chart.fragments.map(({ origin }) => origin.key)])).toEqual([
      ['P1', 'M1', 'N1'],
      ['P22', 'M2', 'N1~2'],
    ]);
    expect(charts.map((chart) => chart.shared.length)).toEqual([1, 0]);
  });
});

describe('the death of a patient', () => {
  it('is told once: by its day where there is one, else by yes', () => {
    const { db, tables } = testPractice([
      {
        name: 'patient',
        columns: { id: 'integer', name: 'text', dead: 'integer', died: 'date' },
        rows: [
          [1, 'A', 1, '2020-01-02'],
          [2, 'B', 1, null],
          [3, 'C', 0, null],
        ],
      },
    ]);
    const specs = testSpecs({
      patient:
        'resource: Patient\nfrom: patient\nkey: id\npatient: id\nelements:\n  name.text: name\n  deceasedBoolean: { column: dead, map: { "1": true, "0": false } }\n  deceasedDateTime: died\n',
    });
    const builder = new ChartBuilder(compileMapping(specs, testEnvironment(tables)), db);
    const patients = [...builder.patientKeys()].map((key) => builder.build(key).patient);
    expect(patients.map((p) => [p.deceasedBoolean, p.deceasedDateTime])).toEqual([
      [undefined, '2020-01-02'],
      [true, undefined],
      [false, undefined],
    ]);
  });
});
