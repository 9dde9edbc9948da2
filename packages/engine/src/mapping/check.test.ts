import { describe, expect, it } from 'vitest';
import { parseMappingFile } from '../artifacts/mapping-files.js';
import type { TableDecision } from '../artifacts/scope-plan.js';
import { ChartBuilder } from './chart-builder.js';
import { checkMapping } from './check.js';
import { compileMapping } from './compile.js';
import { type TestTable, testEnvironment, testPractice, testSpecs } from './test-practice.js';

const TABLES: TestTable[] = [
  { name: 'patient', columns: { id: 'integer', name: 'text', sex: 'text', born: 'date' }, rows: [[1, 'A', 'F', null]] },
  {
    name: 'problem',
    columns: { id: 'integer', pid: 'integer', title: 'text', started: 'text', doctor: 'integer' },
    rows: [],
  },
  { name: 'doctor', columns: { id: 'integer', name: 'text' }, rows: [] },
];
const PATIENT = `
resource: Patient
from: patient
key: id
patient: id
elements:
  name.text: name
archive_only: [ sex, born ]
`;
const problem = (change: Record<string, string>, rest = ''): string => {
  const lines: Record<string, string> = {
    resource: 'Condition',
    from: 'problem',
    key: 'id',
    patient: 'pid',
    ...change,
  };
  const head = Object.entries(lines).map(([k, v]) => `${k}: ${v}`);
  return `${head.join('\n')}\n${rest}`;
};
const DOCTOR = 'resource: Practitioner\nfrom: doctor\nkey: id\nelements: { name.text: name }\n';

function check(problemText: string, nonNull?: (table: string, column: string) => number) {
  const { tables } = testPractice(TABLES);
  const specs = testSpecs({ patient: PATIENT, problem: problemText, doctor: DOCTOR });
  const env = {
    ...testEnvironment(tables),
    ...(nonNull ? { nonNull: (t: { name: string }, c: string) => nonNull(t.name, c) } : {}),
  };
  return checkMapping(specs, env).map((i) => `${i.code} ${i.where} ${i.message} ${i.hint ?? ''}`);
}

describe('tables that wait to be looked at', () => {
  const { tables } = testPractice([
    { name: 'patient', columns: { id: 'integer', name: 'text' }, rows: [[1, 'A']] },
    { name: 'note', columns: { id: 'integer', text: 'text' }, rows: [[1, 'x']] },
  ]);
  const specs = testSpecs({
    patient: 'resource: Patient\nfrom: patient\nkey: id\npatient: id\nelements:\n  name.text: name\n',
  });
  const codes = (note: TableDecision): string[] => {
    const scope = { chartlift: 'scope/1', unlisted: 'archive', tables: { note } } as const;
    return checkMapping(specs, { ...testEnvironment(tables), scope }).map((issue) => `${issue.severity} ${issue.code}`);
  };
  it('are told until somebody decides', () => {
    expect(codes({ decision: 'archive', by: 'proposed', review: true })).toEqual(['warning tables-waiting']);
    expect(codes({ decision: 'archive', by: 'person' })).toEqual([]);
  });
});

describe('checkMapping', () => {
  it('finds nothing wrong with what is right', () => {
    expect(check(problem({}, 'elements:\n  code.text: title\n'))).toEqual([]);
  });

  // Line 1 is the schema name that the test adds.
  const cases: [string, string, RegExp][] = [
    [
      'a misspelt table',
      problem({ from: 'problems' }, 'elements: {}\n'),
      /^table-unknown mapping\/problem\.yaml:3:7 .*Did you mean problem\?/,
    ],
    [
      'a misspelt resource',
      problem({ resource: 'Conditon' }, 'elements: {}\n'),
      /^resource-unknown mapping\/problem\.yaml:2:11 .*Did you mean Condition\?/,
    ],
    [
      'a misspelt column',
      problem({}, 'elements:\n  code.text: titel\n'),
      /^column-unknown mapping\/problem\.yaml:7:14 .*titel.*Did you mean title\?/,
    ],
    [
      'a misspelt element',
      problem({}, 'elements:\n  code.txt: title\n'),
      /^element-unknown mapping\/problem\.yaml:7:3 .*Condition\.code\.txt.*Did you mean text\?/,
    ],
    [
      'an unknown choice',
      problem({}, 'elements:\n  onset: started\n'),
      /^element-unknown mapping\/problem\.yaml:7:3 .*onsetDateTime/,
    ],
    [
      'parts of a primitive',
      problem({}, 'elements:\n  recordedDate.year: started\n'),
      /^element-unknown mapping\/problem\.yaml:7:3 .*no parts/,
    ],
    [
      'an element given twice',
      problem({}, 'elements:\n  code: title\n  code.text: title\n'),
      /^element-unknown mapping\/problem\.yaml:8:3 .*given twice/,
    ],
    [
      'an index on a single element',
      problem({}, 'elements:\n  code[1].text: title\n'),
      /^element-unknown mapping\/problem\.yaml:7:3 .*no list/,
    ],
    [
      'an unknown cleaner',
      problem({}, 'elements:\n  onsetDateTime: { column: started, clean: datee }\n'),
      /^cleaner-unknown mapping\/problem\.yaml:7:44 .*Did you mean date\?/,
    ],
    [
      'too few inputs',
      problem({}, 'elements:\n  severity.text: { columns: [ title ], clean: quantity }\n'),
      /^cleaner-inputs mapping\/problem\.yaml:7:47 /,
    ],
    [
      'an argument that the cleaner does not have',
      problem({}, 'elements:\n  onsetDateTime: { column: started, clean: { date: { ordr: dmy } } }\n'),
      /^cleaner-argument mapping\/problem\.yaml:7:\d+ date has no argument ordr/,
    ],
    [
      'an unknown crosswalk',
      problem({}, 'elements:\n  code: { column: title, crosswalk: x }\n'),
      /^crosswalk-unknown mapping\/problem\.yaml:7:37 /,
    ],
    [
      'an unknown reference',
      problem({}, 'elements:\n  recorder: { ref: docter, column: doctor }\n'),
      /^ref-unknown mapping\/problem\.yaml:7:20 .*Did you mean doctor\?/,
    ],
    [
      'a reference of the wrong type',
      problem({}, 'elements:\n  encounter: { ref: doctor, column: doctor }\n'),
      /^ref-type mapping\/problem\.yaml:7:21 /,
    ],
    [
      'a variant where there is none',
      problem({}, 'elements:\n  recorder: { ref: doctor, column: doctor, variant: x }\n'),
      /^variant-unknown mapping\/problem\.yaml:7:53 /,
    ],
    [
      'a misplaced reference',
      problem({}, 'elements:\n  code: { ref: doctor, column: doctor }\n'),
      /^ref-misplaced mapping\/problem\.yaml:7:9 /,
    ],
    [
      'broken SQL',
      problem({ where: '"title = = 1"' }, 'elements: { code.text: title }\n'),
      /^sql-invalid mapping\/problem\.yaml:6:8 .*near "="/,
    ],
    [
      'an unknown function',
      problem({ where: '"foo(title)"' }, 'elements: { code.text: title }\n'),
      /^sql-invalid mapping\/problem\.yaml:6:8 .*no such function/,
    ],
    [
      'a statement',
      problem({ where: '"1; drop table problem"' }, 'elements: { code.text: title }\n'),
      /^sql-invalid mapping\/problem\.yaml:6:8 .*semicolon/,
    ],
    [
      'a table of the vault',
      problem({ where: '"exists (select 1 from sqlite_schema)"' }, 'elements: { code.text: title }\n'),
      /^table-unknown mapping\/problem\.yaml:6:8 .*sqlite_schema/,
    ],
    [
      'the clock',
      problem({ where: `"started < date('now')"` }, 'elements: { code.text: title }\n'),
      /^sql-invalid mapping\/problem\.yaml:6:8 .*time of day/,
    ],
    [
      'an unknown column in SQL',
      problem({ where: '"titel = 1"' }, 'elements: { code.text: title }\n'),
      /^column-unknown mapping\/problem\.yaml:6:8 .*Did you mean title\?/,
    ],
    [
      'a constant of the wrong type',
      problem({}, 'elements:\n  recordedDate: { value: soon }\n'),
      /^value-misfit mapping\/problem\.yaml:7:26 /,
    ],
    [
      'a map to no code of the list',
      problem({ resource: 'Observation' }, 'elements:\n  status: { column: title, map: { a: done } }\n'),
      /^value-misfit mapping\/problem\.yaml:7:38 .*final/,
    ],
    [
      'a list for a single element',
      problem({}, 'elements:\n  code: [ title ]\n'),
      /^element-no-list mapping\/problem\.yaml:7:9 /,
    ],
    [
      'a constant variant',
      `${problem({}, 'elements: { code.text: title }\n')}variants: [ { id: v, elements: { category: { value: x } } } ]\n`,
      /^variant-constant mapping\/problem\.yaml:7:13 /,
    ],
    [
      'an unknown archive column',
      `${problem({}, 'elements: { code.text: title }\n')}archive_only: [ startd ]\n`,
      /^column-unknown mapping\/problem\.yaml:7:17 .*Did you mean started\?/,
    ],
    [
      'a column both mapped and kept',
      `${problem({}, 'elements: { code.text: title }\n')}archive_only: [ title ]\n`,
      /^column-twice mapping\/problem\.yaml:7:17 /,
    ],
    [
      'an expression as patient',
      problem({ patient: '"coalesce(pid, 0)"' }, 'elements: { code.text: title }\n'),
      /^patient-expression mapping\/problem\.yaml:5:10 /,
    ],
  ];
  it.each(cases)('names %s with file, line and column', (_, text, expected) => {
    expect(check(text).join('\n')).toMatch(expected);
  });

  it('fails on unmapped columns with data', () => {
    const found = check(problem({}, 'elements:\n  code.text: title\n'), (table, column) =>
      table === 'problem' && column === 'started' ? 7 : 0,
    );
    expect(found).toEqual([
      expect.stringMatching(/^column-unmapped mapping\/problem\.yaml:3:7 The column problem\.started holds 7 values/),
    ]);
  });

  it('tells YAML and shape mistakes with their place', () => {
    const at = (text: string) =>
      parseMappingFile(text, 'mapping/x.yaml').issues.map((i) => `${i.code} ${i.where} ${i.message}`);
    expect(at('chartlift: mapping/1\nresource: [')).toEqual([
      expect.stringMatching(/^mapping-yaml mapping\/x\.yaml:2:1/),
    ]);
    expect(at('chartlift: mapping/1\nresource: Patient\nfrom: p\nelements: {}\nwhen: x\n')).toEqual([
      expect.stringMatching(/^mapping-invalid mapping\/x\.yaml:5:1 Unknown key when/),
    ]);
    expect(
      at('chartlift: mapping/1\nresource: Patient\nfrom: p\nelements:\n  name: { column: a, claen: date }\n'),
    ).toEqual([expect.stringMatching(/^mapping-invalid mapping\/x\.yaml:5:22 Unknown key claen/)]);
  });

  it('refuses to compile what has errors', () => {
    const { tables } = testPractice(TABLES);
    const specs = testSpecs({ patient: PATIENT, problem: problem({}, 'elements:\n  code.text: titel\n') });
    expect(() => compileMapping(specs, testEnvironment(tables))).toThrow(
      expect.objectContaining({ code: 'MAPPING_INVALID', where: 'mapping/problem.yaml:7:14' }),
    );
  });
});

describe('optional names', () => {
  const { db, tables } = testPractice(TABLES);
  it('are NULL where the source lacks them, and a table that no version lacks is still an error', () => {
    const specs = testSpecs({
      patient:
        PATIENT.replace(
          'name.text: name',
          'name.text: name\n  birthDate: n.gone\n  gender: { sql: "coalesce(nick, n.gone, sex)", map: { F: female } }\n  generalPractitioner: { ref: nurse, column: id }',
        ).replace('sex, born', 'born') +
        'join: [ { table: nickname, as: n, on: "n.pid = patient.id" } ]\noptional: [ nick, nickname ]\n',
      nurse: 'resource: Practitioner\nfrom: nurse_registry\nkey: id\nelements: { name.text: name }\n',
    });
    const env = testEnvironment(tables);
    expect(checkMapping(specs, env).map((i) => `${i.severity} ${i.code}`)).toEqual(['information table-not-staged']);
    const chart = new ChartBuilder(compileMapping(specs, env), db).build('1');
    expect(chart.patient).toMatchObject({
      gender: 'female',
      generalPractitioner: [{ type: 'Practitioner', identifier: { value: '1' } }],
    });
    expect(chart.issues).toEqual([]);
  });
});
