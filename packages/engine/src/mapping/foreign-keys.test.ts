import { describe, expect, it } from 'vitest';
import type { StagedForeignKey } from '../vault/contract.js';
import { checkMapping } from './check.js';
import { type TestTable, testEnvironment, testPractice, testSpecs } from './test-practice.js';

const TABLES: TestTable[] = [
  { name: 'patient', columns: { id: 'integer', name: 'text' }, rows: [] },
  { name: 'visit', columns: { id: 'integer', pid: 'integer', ward: 'integer', bed: 'integer' }, rows: [] },
  { name: 'problem', columns: { id: 'integer', visit: 'integer', title: 'text' }, rows: [] },
  { name: 'bed', columns: { ward: 'integer', number: 'integer', name: 'text' }, rows: [] },
];
const key = (columns: string[], referencesTable: string, referencesColumns: string[]): StagedForeignKey => ({
  columns,
  referencesTable,
  referencesColumns,
});
const KEYS: Record<string, StagedForeignKey[]> = {
  visit: [key(['pid'], 'Patient', ['id']), key(['ward', 'bed'], 'bed', ['ward', 'number'])],
  problem: [key(['visit'], 'visit', ['id'])],
};
const PATIENT = 'resource: Patient\nfrom: patient\nkey: id\npatient: id\nelements: { name.text: name }\n';

function hints(specs: Record<string, string>, keys = KEYS): string[] {
  const { tables } = testPractice(TABLES);
  const declared = tables.map((table) => ({ ...table, foreignKeys: keys[table.name] ?? [] }));
  const env = testEnvironment(declared);
  return checkMapping(testSpecs({ patient: PATIENT, ...specs }), env)
    .filter(({ code }) => code === 'join-not-declared' || code === 'patient-not-named')
    .map(({ severity, code, where, hint }) => `${severity} ${code} ${where} ${hint}`);
}

const visit = (on: string, from = 'visit'): string =>
  `resource: Encounter\nfrom: ${from}\nkey: id\npatient: pid\njoin:\n  - { table: bed, as: b, on: "${on}" }\nelements: { type.text: b.name }\n`;
const problem = (rest: string): string =>
  `resource: Condition\nfrom: problem\nkey: id\n${rest}elements: { code.text: title }\n`;

describe('hints from declared foreign keys', () => {
  it('say nothing of joins by them, whatever is said besides', () => {
    expect(hints({ visit: visit('b.ward = visit.ward and b.number = visit.BED') })).toEqual([]);
    expect(hints({ visit: visit("b.number = v.bed and trim(b.ward) = v.ward and b.name > ''", 'visit v') })).toEqual(
      [],
    );
  });

  it('name the declared columns of a join by others, or by some of them', () => {
    const hint = 'Declared: visit.ward = bed.ward and visit.bed = bed.number.';
    for (const on of ['b.ward = visit.ward', 'b.number = visit.id'])
      expect(hints({ visit: visit(on) })).toEqual([`information join-not-declared mapping/visit.yaml:7:5 ${hint}`]);
  });

  it('look at lists as well', () => {
    const list = (where: string): string =>
      `resource: Encounter\nfrom: visit\nkey: id\npatient: pid\nelements:\n  reasonCode: { list: { from: problem, where: "${where}", elements: { text: title } } }\n`;
    expect(hints({ visit: list('problem.visit = visit.id') })).toEqual([]);
    expect(hints({ visit: list('problem.id = visit.id') })).toEqual([
      expect.stringMatching(
        /^information join-not-declared mapping\/visit\.yaml:7:\d+ Declared: problem\.visit = visit\.id\.$/,
      ),
    ]);
  });

  it('give the way to the patient where a spec names none', () => {
    expect(hints({ problem: problem('') })).toEqual([
      'information patient-not-named mapping/problem.yaml:3:7 Name the key of the patient in patient, and join what lies between. ' +
        'Declared: problem.visit = visit.id, then visit.pid = patient.id.',
    ]);
    const named = 'patient: v.pid\njoin:\n  - { table: visit, as: v, on: "v.id = problem.visit" }\n';
    expect(hints({ problem: problem(named) })).toEqual([]);
  });

  it('say nothing of resources that belong to no patient, nor where no key leads to one', () => {
    expect(hints({ visit: 'resource: Location\nfrom: visit\nkey: id\nelements: { name: bed }\n' })).toEqual([]);
    expect(hints({ problem: problem('') }, { problem: KEYS.problem!, visit: [] })).toEqual([]);
    expect(hints({ problem: problem('') }, {})).toEqual([]);
  });

  it('end where foreign keys go round in a circle', () => {
    const circle = { problem: KEYS.problem!, visit: [key(['id'], 'problem', ['visit']), key(['id'], 'visit', ['id'])] };
    expect(hints({ problem: problem('') }, circle)).toEqual([]);
  });
});
