import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScopePlan } from '../artifacts/scope-plan.js';
import type { Cell } from '../base/cell.js';
import type { Issue } from '../base/issue.js';
import { stringifyFhir } from '../chart/stringify.js';
import { ChartBuilder } from './chart-builder.js';
import { type CompiledMapping, compileMapping } from './compile.js';
import { explainCell, explainElement } from './explain.js';
import { RowLedger } from './row-ledger.js';
import { testEnvironment, testPractice, testSpecs } from './test-practice.js';

const SPECS = testSpecs({
  patient: `
resource: Patient
from: patient
key: id
patient: id
exclude: [ { rule: test, where: "test = 1", reason: no person } ]
elements: { name.text: name }
`,
  problem: `
resource: Condition
from: list
where: "type = 'problem'"
key: id
patient: pid
exclude: [ { rule: deleted, where: "deleted = 1", reason: deleted } ]
elements: { code.text: title, note: { list: { from: note, where: "note.list_id = list.id", elements: { text: body } } } }
archive_only: [ note.junk ]
`,
  visit: `
resource: Encounter
from: visit
key: id
patient: "coalesce(pid, other)"
elements: { reasonCode.text: why, participant.individual: { ref: doctor, column: doc } }
`,
  doctor: 'resource: Practitioner\nfrom: doctor\nkey: id\nelements: { name.text: name }\n',
});

interface Practice {
  patient: Cell[][];
  list: Cell[][];
  note: Cell[][];
  visit: Cell[][];
  doctor: Cell[][];
}

/** How many rows of each table met which fate, as `kind` or `kind name`; the tables that a spec delivers rows of. */
function fatesOf(mapping: CompiledMapping, ledger: RowLedger): Record<string, Record<string, number>> {
  const fates: Record<string, Record<string, number>> = {};
  for (const tableIndex of mapping.users.keys()) {
    const { name, rows } = mapping.env.tables[tableIndex]!;
    const counts: Record<string, number> = {};
    for (let row = 1; row <= rows; row++) {
      const { kind, name: reason } = mapping.dispositions.all[ledger.code(tableIndex, row)]!;
      const words = `${kind} ${reason}`.trim();
      counts[words] = (counts[words] ?? 0) + 1;
    }
    fates[name] = counts;
  }
  return fates;
}

function run(p: Practice, workers = 1, planned: ScopePlan['tables'] = {}, leftOut?: string) {
  const { db, tables } = testPractice([
    { name: 'patient', columns: { id: 'integer', name: 'text', test: 'integer' }, rows: p.patient },
    {
      name: 'list',
      columns: { id: 'integer', pid: 'text', type: 'text', title: 'text', deleted: 'integer' },
      rows: p.list,
    },
    { name: 'note', columns: { list_id: 'integer', body: 'text', junk: 'text' }, rows: p.note },
    {
      name: 'visit',
      columns: { id: 'integer', pid: 'integer', other: 'integer', why: 'text', doc: 'integer' },
      rows: p.visit,
    },
    { name: 'doctor', columns: { id: 'integer', name: 'text' }, rows: p.doctor },
    { name: 'misc', columns: { a: 'text' }, rows: [['x']] },
  ]);
  const env = testEnvironment(tables);
  const scope = { ...env.scope, tables: { ...env.scope.tables, ...planned } };
  const mapping = compileMapping(SPECS, { ...env, scope });
  const ledger = new RowLedger(mapping);
  const issues: Issue[] = [];
  const texts: string[] = [];
  const builders = Array.from({ length: workers }, () => new ChartBuilder(mapping, db));
  for (const [i, key] of [...builders[0]!.patientKeys()].entries()) {
    if (key === leftOut) continue;
    const builder = builders[i % workers]!;
    const chart = builder.build(key);
    issues.push(...chart.issues);
    texts.push(stringifyFhir(chart));
    if (i % 3 === 0) ledger.merge(builder.takeAccount());
  }
  for (const f of builders[0]!.buildShared()) texts.push(stringifyFhir(f));
  for (const builder of builders.reverse()) ledger.merge(builder.takeAccount());
  ledger.remainder(db, (i) => issues.push(i), leftOut !== undefined);
  return { db, mapping, fates: fatesOf(mapping, ledger), issues, texts };
}

const cell = (...values: Cell[]) => fc.constantFrom(...values);
const rows = (...cells: fc.Arbitrary<Cell>[]) => fc.array(fc.tuple(...cells) as fc.Arbitrary<Cell[]>, { maxLength: 8 });
const withIds = (list: Cell[][]): Cell[][] => list.map((r, i) => [i + 1, ...r]);
const practice = fc.record<Practice>({
  patient: rows(cell('A', '', null), cell(0, 1)).map(withIds),
  list: rows(cell('1', '2', '9', '', null), cell('problem', 'other'), cell('t', '', null), cell(0, 1)).map(withIds),
  note: rows(cell(1, 2, 3, 99), cell('b', ''), cell('j', null)),
  visit: rows(cell(1, 3, null), cell(2, null), cell('w', null), cell(1, 7, null)).map(withIds),
  doctor: rows(cell('D', null)).map(withIds),
});

describe('the row ledger', () => {
  it('gives each row of a mapped table a fate', () => {
    fc.assert(
      fc.property(practice, (p) => {
        const { fates } = run(p);
        expect(Object.keys(fates).sort()).toEqual(['doctor', 'list', 'note', 'patient', 'visit']);
        for (const counts of Object.values(fates)) expect(counts['quarantined not-seen']).toBeUndefined();
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('gives the same account and charts whatever the number of workers', () => {
    fc.assert(
      fc.property(practice, fc.integer({ min: 2, max: 4 }), (p, workers) => {
        const one = run(p);
        const many = run(p, workers);
        expect(many.fates).toEqual(one.fates);
        expect(many.texts).toEqual(one.texts);
      }),
      { numRuns: 30, seed: 11 },
    );
  });

  const sample: Practice = {
    patient: [
      [1, 'A', 0],
      [2, 'T', 1],
    ],
    list: [
      [1, '1', 'problem', 't', 0],
      [2, '1', 'problem', 't', 1],
      [3, '2', 'problem', 't', 0],
      [4, '9', 'problem', 't', 0],
      [5, '', 'problem', 't', 0],
      [6, '1', 'other', 't', 0],
      [7, '1', 'problem', '', 0],
    ],
    note: [
      [1, 'b', 'j'],
      [2, 'b', null],
      [3, 'b', null],
      [1, '', null],
      [77, 'b', null],
    ],
    visit: [[1, null, 1, 'w', 7]],
    doctor: [[8, 'D']],
  };

  it('names where rows went', () => {
    const { fates, issues } = run(sample);
    expect(fates).toEqual({
      patient: { delivered: 1, 'excluded test': 1 },
      list: {
        delivered: 1,
        'excluded deleted': 1,
        'excluded test': 1,
        'quarantined patient-unknown': 1,
        'quarantined patient-missing': 1,
        'quarantined row-empty': 1,
        'quarantined row-not-selected': 1,
      },
      note: { delivered: 1, 'excluded deleted': 1, 'excluded test': 1, 'quarantined row-not-selected': 2 },
      visit: { delivered: 1 },
      doctor: { delivered: 1 },
    });
    expect(issues.map((i) => `${i.code} ${i.where}`)).toEqual(
      expect.arrayContaining([
        'patient-unknown emr/list/4/pid',
        'patient-missing emr/list/5/pid',
        'row-empty emr/list/7',
        'reference-dangling emr/visit/1/doc',
        'row-not-selected emr/misc',
      ]),
    );
  });

  it('tells rows of patients that a partial run leaves out from rows that nothing selects', () => {
    const { fates } = run({ ...sample, patient: [...sample.patient, [9, 'B', 0]] }, 1, {}, '9');
    expect(fates.patient).toEqual({ delivered: 1, 'excluded test': 1, 'excluded not-in-this-run': 1 });
    expect(fates.list).toEqual({
      delivered: 1,
      'excluded deleted': 1,
      'excluded test': 1,
      'excluded not-in-this-run': 1,
      'quarantined patient-missing': 1,
      'quarantined row-empty': 1,
      'quarantined row-not-selected': 1,
    });
  });

  it('keeps rows that nothing selects where the plan says so', () => {
    const { fates } = run(sample, 1, { note: { decision: 'migrate', remainder: 'archive', reason: 'orphans' } });
    expect(fates.note).toEqual({ delivered: 1, 'excluded deleted': 1, 'excluded test': 1, archived: 2 });
  });

  it('explains a cell and an element', () => {
    const { db, mapping } = run(sample);
    const uses = explainCell(mapping, db, { source: 'emr', table: 'list', row: 1, column: 'title' });
    expect(uses).toMatchObject([
      {
        spec: 'problem',
        element: 'Condition.code.text',
        present: true,
        excludedBy: null,
        resource: expect.stringMatching(/^Condition\//),
      },
    ]);
    expect(explainCell(mapping, db, { source: 'emr', table: 'list', row: 2, column: 'title' })[0]).toMatchObject({
      present: false,
      excludedBy: 'deleted',
    });
    expect(explainCell(mapping, db, { source: 'emr', table: 'note', row: 1, column: 'body' })[0]).toMatchObject({
      element: 'Condition.note.text',
      present: true,
    });
    const chart = new ChartBuilder(mapping, db).build('1');
    const { origin } = chart.fragments[0]!;
    expect(explainElement(mapping, db, origin, 'Condition.code')).toEqual(['emr/list/1/title']);
    expect(explainElement(mapping, db, origin, 'Condition.note')).toEqual(['emr/note/1/body']);
  });
});
