import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScopePlan } from '../artifacts/scope-plan.js';
import { ChartBuilder } from './chart-builder.js';
import { compileMapping, tryCompile } from './compile.js';
import { RowLedger } from './row-ledger.js';
import { testEnvironment, testPractice, testSpecs } from './test-practice.js';

const { db, tables } = testPractice([
  {
    name: 'patient',
    columns: { id: 'integer', name: 'text' },
    rows: [
      [1, 'A'],
      [2, 'B'],
      [3, 'C'],
    ],
  },
  {
    name: 'visit',
    columns: { id: 'integer', pid: 'text', seen: 'text' },
    rows: [
      [1, '1', '2023-06-01'],
      [2, '2', '2019-01-01'],
      [3, '1', '2010-01-01'],
    ],
  },
  {
    name: 'report',
    columns: { id: 'integer', pid: 'integer', made: 'text', other: 'text' },
    rows: [
      [1, 1, '2023-05-01', 'x'],
      [2, 1, '2020-05-01', 'x'],
      [3, 1, '0000-00-00', 'x'],
      [4, 2, '2018-01-01', 'x'],
    ],
  },
  {
    name: 'result',
    columns: { id: 'integer', report: 'integer', value: 'text' },
    rows: [
      [1, 1, 'a'],
      [2, 2, 'b'],
      [3, 3, 'c'],
      [4, 4, 'd'],
      [5, null, 'e'],
    ],
  },
  {
    name: 'stray',
    columns: { id: 'integer', at: 'text' },
    rows: [
      [1, '2001-01-01'],
      [2, '2023-01-01'],
    ],
  },
]);

const SPECS = testSpecs({
  patient: 'resource: Patient\nfrom: patient\nkey: id\npatient: id\nelements: { name.text: name }\n',
  visit: 'resource: Encounter\nfrom: visit v\nkey: id\npatient: pid\nelements: { reasonCode.text: seen }\n',
  report: `
resource: DiagnosticReport
from: report
key: id
patient: pid
elements: { code.text: other }
`,
  result: `
resource: Observation
from: result
key: id
join: [ { table: report, as: r, on: "r.id = result.report" } ]
patient: r.pid
elements: { valueString: value }
`,
});

const viaReport = { table: 'report', columns: ['report'], references: ['id'] };

function fates(
  plan: Partial<Pick<ScopePlan, 'patients'>> & { tables?: ScopePlan['tables'] },
): Record<string, string[]> {
  const env = testEnvironment(tables);
  const scope = { ...env.scope, ...plan, tables: { ...env.scope.tables, ...plan.tables } };
  const mapping = compileMapping(SPECS, { ...env, scope, snapshotAt: () => '2024-01-01' });
  const ledger = new RowLedger(mapping);
  const builder = new ChartBuilder(mapping, db);
  for (const key of builder.patientKeys()) builder.build(key);
  builder.buildShared();
  ledger.merge(builder.takeAccount());
  ledger.remainder(db, () => {});
  return Object.fromEntries(
    tables.map((table, t) => [
      table.name,
      Array.from({ length: table.rows }, (_, i) => {
        const { kind, name } = mapping.dispositions.all[ledger.code(t, i + 1)]!;
        return `${kind} ${name}`.trim();
      }),
    ]),
  );
}

describe('windows of the scope plan', () => {
  it('archive older rows under the name of the window and keep rows without a day', () => {
    const { report } = fates({ tables: { report: { decision: 'migrate', window: { column: 'made', years: 2 } } } });
    const outside = 'archived window:report.made:2022-01-01';
    expect(report).toEqual(['delivered', outside, 'delivered', outside]);
  });

  it('go by the date of another table', () => {
    const window = { column: 'made', since: '2022-01-01', via: viaReport };
    const { result } = fates({ tables: { result: { decision: 'migrate', window } } });
    const outside = 'archived window:report.made:2022-01-01';
    expect(result).toEqual(['delivered', outside, 'delivered', outside, 'quarantined patient-missing']);
  });

  it('archive patients who were not seen with everything that is theirs', () => {
    const patients = { table: 'visit', column: 'seen', patient: 'pid', years: 3 };
    const seen = fates({ patients });
    const unseen = 'archived window:patients:visit.seen:2021-01-01';
    expect(seen.patient).toEqual(['delivered', unseen, unseen]);
    expect(seen.visit).toEqual(['delivered', unseen, 'delivered']);
    expect(seen.report).toEqual(['delivered', 'delivered', 'delivered', unseen]);
    expect(seen.result).toEqual(['delivered', 'delivered', 'delivered', unseen, 'quarantined patient-missing']);
  });

  it('hold for tables that no spec reads', () => {
    const { stray } = fates({ tables: { stray: { decision: 'migrate', window: { column: 'at', years: 5 } } } });
    expect(stray).toEqual(['archived window:stray.at:2019-01-01', 'quarantined row-not-selected']);
  });

  it('leave out rows of lists', () => {
    const specs = testSpecs({
      patient: 'resource: Patient\nfrom: patient\nkey: id\npatient: id\nelements: { name.text: name }\n',
      report: `
resource: Condition
from: report
key: id
patient: pid
elements: { code.text: other, note: { list: { from: result, where: "result.report = report.id", elements: { text: value } } } }
`,
    });
    const env = testEnvironment(tables);
    const window = { column: 'made', since: '2022-01-01', via: viaReport };
    const scope = { ...env.scope, tables: { ...env.scope.tables, result: { decision: 'migrate' as const, window } } };
    const mapping = compileMapping(specs, { ...env, scope });
    const ledger = new RowLedger(mapping);
    const builder = new ChartBuilder(mapping, db);
    const charts = [...builder.patientKeys()].map((key) => JSON.stringify(builder.build(key)));
    ledger.merge(builder.takeAccount());
    ledger.remainder(db, () => {});
    expect(charts.join()).toContain('"a"');
    expect(charts.join()).not.toContain('"b"');
    const at = tables.findIndex((table) => table.name === 'result');
    expect(mapping.dispositions.all[ledger.code(at, 2)]).toEqual({
      kind: 'archived',
      name: 'window:report.made:2022-01-01',
    });
  });

  it('take exactly the rows before the day, whatever the days and the window', () => {
    const days = fc.array(
      fc.constantFrom('2019-12-31', '2020-01-01', '2020-06-15 10:00:00', '2021-01-01', '0000-00-00', '', null),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(days, fc.constantFrom('2020-01-01', '2020-06-16', '2022-01-01'), (made, since) => {
        const practice = testPractice([
          { name: 'patient', columns: { id: 'integer', name: 'text' }, rows: [[1, 'A']] },
          {
            name: 'report',
            columns: { id: 'integer', pid: 'integer', made: 'text', other: 'text' },
            rows: made.map((day, i) => [i + 1, 1, day, 'x']),
          },
        ]);
        const env = testEnvironment(practice.tables);
        const window = { column: 'made', since };
        const scope = {
          ...env.scope,
          tables: { ...env.scope.tables, report: { decision: 'migrate' as const, window } },
        };
        const specs = SPECS.filter((spec) => spec.id === 'patient' || spec.id === 'report');
        const mapping = compileMapping(specs, { ...env, scope });
        const ledger = new RowLedger(mapping);
        const builder = new ChartBuilder(mapping, practice.db);
        for (const key of builder.patientKeys()) builder.build(key);
        ledger.merge(builder.takeAccount());
        ledger.remainder(practice.db, () => {});
        const kinds = made.map((_, i) => mapping.dispositions.all[ledger.code(1, i + 1)]?.kind);
        const expected = made.map((day) =>
          day !== null && day > '1900' && day.slice(0, 10) < since ? 'archived' : 'delivered',
        );
        practice.db.close();
        expect(kinds).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('are refused where a column does not exist', () => {
    const env = testEnvironment(tables);
    const window = { column: 'nowhere', years: 2 };
    const scope = { ...env.scope, tables: { ...env.scope.tables, report: { decision: 'migrate' as const, window } } };
    const { mapping, issues } = tryCompile(SPECS, { ...env, scope, snapshotAt: () => '2024-01-01' });
    expect(mapping).toBeNull();
    expect(issues.map((issue) => issue.message).join()).toContain('nowhere');
  });
});
