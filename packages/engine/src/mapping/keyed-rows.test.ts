import { describe, expect, it } from 'vitest';
import type { Issue } from '../base/issue.js';
import { ChartBuilder } from './chart-builder.js';
import { compileMapping, tryCompile } from './compile.js';
import { laneOf } from './keyed-origin.js';
import { RowLedger } from './row-ledger.js';
import { testEnvironment, testPractice, testSpecs } from './test-practice.js';

const SPECS = {
  patient: 'resource: Patient\nfrom: patient\nkey: id\npatient: id\nelements: { name.text: name }\n',
  paper: `
resource: DocumentReference
from: paper
key: id
patient: pid
quarantine: [ { rule: paper-unlinked, where: "pid is null", reason: Nobody has said whose it is. } ]
details: [ { from: sheet, where: "sheet.paper = paper.id" } ]
elements: { description: title }
archive_only: [ sheet.number ]
`,
  fact: `
resource: Condition
from: fact
key: id
patient: pid
quarantine: [ { rule: unsure, where: "sure = 0", reason: Somebody was not sure. } ]
keyed: { abstractor: who, reviewer: second, at: at, document: { ref: paper, column: paper }, page: page, box: box }
elements: { code.text: title }
`,
};

const practice = () =>
  testPractice([
    {
      name: 'patient',
      columns: { id: 'integer', name: 'text' },
      rows: [
        [1, 'A'],
        [2, 'B'],
      ],
    },
    {
      name: 'paper',
      columns: { id: 'text', pid: 'integer', title: 'text' },
      rows: [
        ['d1', 1, 'Chart'],
        ['d2', null, 'Stray'],
        ['d3', 2, 'Other'],
      ],
    },
    {
      name: 'sheet',
      columns: { paper: 'text', number: 'integer' },
      rows: [
        ['d1', 1],
        ['d1', 2],
        ['d2', 1],
        ['d3', 1],
        ['d9', 1],
      ],
    },
    {
      name: 'fact',
      columns: {
        id: 'text',
        pid: 'integer',
        title: 'text',
        sure: 'integer',
        who: 'text',
        second: 'text',
        at: 'text',
        paper: 'text',
        page: 'integer',
        box: 'text',
      },
      rows: [
        ['f1', 1, 'Asthma', 1, 'Ann', 'Bob', '2026-03-02T09:00:00Z', 'd1', 2, '1,2,3,4'],
        ['f2', 1, 'Gout', 1, 'Ann', null, null, 'd1', 1, null],
        ['f3', 1, 'Unsure', 0, 'Ann', null, null, 'd1', 1, null],
        ['f4', 2, 'Unsure too', 0, 'Ann', null, null, 'd3', 1, null],
        ['f5', 9, 'Unsure of nobody', 0, 'Ann', null, null, 'd3', 1, null],
      ],
    },
  ]);

function run(keys: readonly string[], partial: boolean) {
  const { db, tables } = practice();
  const mapping = compileMapping(testSpecs(SPECS), testEnvironment(tables));
  const builder = new ChartBuilder(mapping, db);
  const ledger = new RowLedger(mapping);
  const issues: Issue[] = [];
  const charts = keys.map((key) => builder.build(key));
  for (const chart of charts) issues.push(...chart.issues);
  ledger.merge(builder.takeAccount());
  ledger.remainder(db, (issue) => issues.push(issue), partial);
  const fates = (name: string): string[] => {
    const index = mapping.env.tables.findIndex((table) => table.name === name);
    return Array.from({ length: tables[index]?.rows ?? 0 }, (_, i) => {
      const { kind, name: why } = mapping.dispositions.all[ledger.code(index, i + 1)] ?? { kind: 'none', name: '' };
      return why === '' ? kind : why;
    });
  };
  return { charts, issues, fates, mapping };
}

describe('keyed rows', () => {
  it('carry people, time and place in their origin', () => {
    const { charts, mapping } = run(['1'], false);
    const [document, first, second] = charts[0]?.fragments ?? [];
    const [identifier] = (document?.resource.identifier ?? []) as { system: string; value: string }[];
    expect(document?.origin.lane).toBe('electronic');
    expect(first?.origin).toMatchObject({
      ...{ lane: 'manual', keyedAt: '2026-03-02T09:00:00Z' },
      people: [
        { role: 'abstractor', name: 'Ann' },
        { role: 'reviewer', name: 'Bob' },
      ],
      place: { document: 'd1', identifier, page: 2, box: [1, 2, 3, 4] },
    });
    expect(second?.origin).toMatchObject({ people: [{ name: 'Ann' }], place: { page: 1, box: null } });
    expect(second?.origin).not.toHaveProperty('keyedAt');
    const used = mapping.users.get(3)?.[0]?.mapped;
    for (const name of ['who', 'second', 'at', 'paper', 'page', 'box'])
      expect([name, used?.has(name)]).toEqual([name, true]);
  });

  it('take a box for what it is or for none', () => {
    const keyed = { abstractor: 0, reviewer: -1, at: -1, document: 1, documentSystem: null, page: 2, box: 3 };
    for (const box of ['1,2,3', 'x,y,1,2', '1,2,3,-4', '', ' '])
      expect(laneOf(keyed, ['A', 'd', '0', box]).place).toEqual({
        document: 'd',
        identifier: null,
        page: null,
        box: null,
      });
    expect(laneOf(keyed, ['A', null, 1, null])).not.toHaveProperty('place');
  });

  it('name only a spec that makes documents', () => {
    const { tables } = practice();
    const wrong = { ...SPECS, fact: SPECS.fact.replace('ref: paper', 'ref: patient') };
    const { issues } = tryCompile(testSpecs(wrong), testEnvironment(tables));
    expect(issues).toMatchObject([{ severity: 'error', code: 'ref-unknown' }]);
  });
});

describe('rows that are set aside', () => {
  it('are quarantined under the name of the rule, each with its issue', () => {
    const { issues, fates } = run(['1', '2'], false);
    expect(fates('fact')).toEqual(['delivered', 'delivered', 'unsure', 'unsure', 'patient-unknown']);
    const told = issues.filter(({ code }) => code === 'unsure');
    expect(told.map(({ where }) => where)).toEqual(['emr/fact/3', 'emr/fact/4']);
    expect(told[0]).toMatchObject({ severity: 'warning', message: 'Somebody was not sure.' });
  });

  it('are left out with their patients where a run leaves these out', () => {
    const { issues, fates } = run(['1'], true);
    expect(fates('fact')).toEqual(['delivered', 'delivered', 'unsure', 'not-in-this-run', 'patient-unknown']);
    expect(issues.filter(({ code }) => code === 'unsure')).toHaveLength(1);
    expect(issues.filter(({ code }) => code === 'paper-unlinked')).toHaveLength(1);
  });

  it('take the rows along that go with them, and only those', () => {
    const { fates, charts } = run(['1', '2'], false);
    expect(fates('paper')).toEqual(['delivered', 'paper-unlinked', 'delivered']);
    expect(fates('sheet')).toEqual(['delivered', 'delivered', 'paper-unlinked', 'delivered', 'row-not-selected']);
    expect(charts[0]?.fragments[0]?.origin.details).toEqual([
      { table: 'sheet', row: 1 },
      { table: 'sheet', row: 2 },
    ]);
  });

  it('are never patients', () => {
    const spec = `${SPECS.patient}quarantine: [ { rule: odd, where: "id = 2", reason: odd } ]\n`;
    expect(() => testSpecs({ ...SPECS, patient: spec })).toThrow(/quarantined patient/);
  });
});

describe('tables that stand apart', () => {
  const apart = {
    source: 'manual',
    name: 'fact',
    sqlName: 'x',
    columns: [{ name: 'id', type: 'text', cellType: 'text', key: false }],
    rows: 1,
    apart: true,
  } as const;

  it('do not stand in the way of a table of the same name', () => {
    const { tables } = practice();
    const { issues } = tryCompile(testSpecs(SPECS), testEnvironment([...tables, apart]));
    expect(issues).toEqual([]);
  });

  it('are read by the specs that name their source, which make nothing where it is not staged', () => {
    const { tables } = practice();
    const own =
      'resource: Procedure\nfrom: fact\nsource: manual\nkey: id\npatient: id\nelements: { code.text: id }\noptional: [fact]\n';
    const tableOf = (staged: typeof tables) => {
      const { mapping, issues } = tryCompile(testSpecs({ ...SPECS, own }), testEnvironment(staged));
      expect(issues).toEqual([]);
      const table = mapping?.specs.find((spec) => spec.spec.id === 'own')?.table;
      return [table?.source, table?.rows];
    };
    expect(tableOf([...tables, apart])).toEqual(['manual', 1]);
    expect(tableOf(tables)).toEqual(['manual', 0]);
  });
});
