import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../base/cell.js';
import type { Issue } from '../base/issue.js';
import { stringifyFhir } from '../chart/stringify.js';
import { ChartBuilder } from './chart-builder.js';
import { compileMapping } from './compile.js';
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

function run(p: Practice, workers = 1) {
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
  const mapping = compileMapping(SPECS, testEnvironment(tables));
  const ledger = new RowLedger(mapping);
  const issues: Issue[] = [];
  const texts: string[] = [];
  const builders = Array.from({ length: workers }, () => new ChartBuilder(mapping, db));
  for (const [i, key] of [...builders[0]!.patientKeys()].entries()) {
    const builder = builders[i % workers]!;
    const chart = builder.build(key);
    issues.push(...chart.issues);
    texts.push(stringifyFhir(chart));
    if (i % 3 === 0) ledger.merge(builder.takeAccount());
  }
  for (const f of builders[0]!.buildShared()) texts.push(stringifyFhir(f));
  for (const builder of builders.reverse()) ledger.merge(builder.takeAccount());
  ledger.remainder(db, (i) => issues.push(i));
  return { db, mapping, ledger, tables: ledger.tables(), columns: ledger.columns(db), issues, texts };
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
  it('accounts for each row exactly once, and for each filled cell of delivered rows', () => {
    fc.assert(
      fc.property(practice, (p) => {
        const { tables, columns } = run(p);
        for (const t of tables) {
          const sum = (o: Readonly<Record<string, number>>) => Object.values(o).reduce((a, b) => a + b, 0);
          expect(t.delivered + t.archived + t.merged + sum(t.excluded) + sum(t.quarantined)).toBe(t.staged);
          expect(t.quarantined['not-seen']).toBeUndefined();
        }
        for (const c of columns) expect(c.mapped + c.archiveOnly + c.withIssue + c.gap).toBe(c.filled);
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('gives the same account and charts whatever the number of workers', () => {
    fc.assert(
      fc.property(practice, fc.integer({ min: 2, max: 4 }), (p, workers) => {
        const one = run(p);
        const many = run(p, workers);
        expect(many.tables).toEqual(one.tables);
        expect(many.columns).toEqual(one.columns);
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
    const { tables, columns, issues } = run(sample);
    const of = (name: string) => tables.find((t) => t.table === name)!;
    expect(of('patient')).toMatchObject({ delivered: 1, excluded: { test: 1 } });
    expect(of('list')).toMatchObject({
      delivered: 1,
      excluded: { deleted: 1, test: 1 },
      quarantined: { 'patient-unknown': 1, 'patient-missing': 1, 'row-empty': 1, 'row-not-selected': 1 },
    });
    expect(of('note')).toMatchObject({
      delivered: 1,
      excluded: { deleted: 1, test: 1 },
      quarantined: { 'row-not-selected': 2 },
    });
    expect(of('visit')).toMatchObject({ delivered: 1 });
    expect(of('misc')).toMatchObject({ delivered: 0, quarantined: { 'row-not-selected': 1 } });
    expect(columns.find((c) => c.table === 'note' && c.column === 'junk')).toMatchObject({
      filled: 1,
      archiveOnly: 1,
      gap: 0,
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
