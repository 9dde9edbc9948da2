import Database from 'better-sqlite3-multiple-ciphers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScopePlan } from '../artifacts/scope-plan.js';
import { Disposition } from '../base/disposition.js';
import type { Chart } from '../chart/chart.js';
import { sampleChart } from '../testing/sample-chart.js';
import { closeCellLedger } from './cell-ledger.js';
import { NO_PLACE, RowClaims } from './row-claims.js';
import { closeRowLedger } from './row-ledger.js';

const plan = (tables: ScopePlan['tables'], unlisted: ScopePlan['unlisted'] = 'fail'): ScopePlan => ({
  chartlift: 'scope/1',
  unlisted,
  tables,
});
const migrate = plan({ t: { decision: 'migrate' } });
const counted = (rows: number) => [{ source: 's', table: 't', rows }];
const codes = (result: { issues: readonly { code: string }[] }) => [...new Set(result.issues.map((i) => i.code))];

describe('the row ledger', () => {
  const claim = fc.record({
    row: fc.integer({ min: 1, max: 40 }),
    disposition: fc.constantFrom(1, 2, 3, 4, 5),
    reason: fc.constantFrom('a', 'b', 'c'),
  });

  test('balances exactly when each row was claimed, and its columns always sum to staged', () => {
    fc.assert(
      fc.property(fc.array(claim, { maxLength: 120 }), fc.integer({ min: 0, max: 40 }), (all, rows) => {
        const claims = new RowClaims();
        for (const c of all) claims.claim('s', 't', c.row, c.disposition as Disposition, c.reason);
        const result = closeRowLedger(counted(rows), migrate, claims.tables());
        const touched = new Set(all.map((c) => c.row));
        const whole = [...Array(rows).keys()].every((i) => touched.has(i + 1)) && [...touched].every((r) => r <= rows);
        expect(result.balanced).toBe(whole);
        const t = result.tables[0]!;
        expect(t.delivered + t.archived + t.excluded + t.merged + t.quarantined + t.unaccounted).toBe(t.staged);
        const byReason = Object.values(t.reasons).flatMap((r) => Object.values(r ?? {}));
        expect(byReason.reduce((a, b) => a + b, 0)).toBe(t.staged - t.unaccounted);
      }),
    );
  });

  test('quarantines rows that a reader kept aside, unless their table is dropped or the plan names them', () => {
    const aside = [{ source: 's', table: 't$rejected', rows: 3 }];
    const of = (tables: ScopePlan['tables'], unlisted: ScopePlan['unlisted'] = 'fail') =>
      closeRowLedger(aside, plan(tables, unlisted), []);
    for (const decision of ['migrate', 'archive', 'reference'] as const)
      expect(of({ t: { decision } })).toMatchObject({
        balanced: true,
        tables: [{ quarantined: 3, archived: 0, reasons: { quarantined: { 'row-rejected': 3 } } }],
      });
    expect(of({}, 'archive').tables).toMatchObject([{ quarantined: 3, archived: 0 }]);
    expect(of({ t: { decision: 'drop', reason: 'r' } }).tables).toMatchObject([{ excluded: 3, quarantined: 0 }]);
    expect(of({ t$rejected: { decision: 'archive' } }).tables).toMatchObject([{ archived: 3, quarantined: 0 }]);
  });

  test('does not depend on the order of claims or on how workers share them', () => {
    fc.assert(
      fc.property(fc.array(claim, { maxLength: 80 }), fc.infiniteStream(fc.nat(3)), (all, worker) => {
        const one = new RowClaims();
        for (const c of all) one.claim('s', 't', c.row, c.disposition as Disposition, c.reason);
        const workers = [new RowClaims(), new RowClaims(), new RowClaims(), new RowClaims()];
        for (const c of [...all].reverse())
          workers[worker.next().value]!.claim('s', 't', c.row, c.disposition as Disposition, c.reason);
        const joined = new RowClaims();
        for (const w of workers.reverse()) joined.merge(structuredClone(w.tables()));
        const close = (claims: RowClaims) => closeRowLedger(counted(40), migrate, claims.tables());
        expect(close(joined)).toEqual(close(one));
      }),
    );
  });

  test('a row counts as delivered only where a target carried its resource', () => {
    const chart = sampleChart(5) as unknown as Chart;
    const claims = new RowClaims();
    claims.claimChart(chart, new Set([`Patient/${chart.patient.id}`]));
    const tables = claims.tables();
    const patients = tables.find((t) => t.table === 'patient_data')!;
    expect([...patients.dispositions]).toEqual([Disposition.delivered, ...patients.dispositions.slice(1)]);
    for (const t of tables.filter((t) => !t.table.startsWith('patient_data')))
      for (const [i, d] of t.dispositions.entries()) {
        expect([Disposition.archived, Disposition.none]).toContain(d);
        if (d) expect(t.reasonNames[t.reasons[i]!]).toBe(NO_PLACE);
      }
  });

  test('the scope plan claims the tables that it does not migrate', () => {
    const tables = ['log', 'codes', 'tmp', 'other'].map((table) => ({ source: 's', table, rows: 2 }));
    const scope = plan(
      { log: { decision: 'archive' }, 's/codes': { decision: 'reference' }, tmp: { decision: 'drop', reason: 'x' } },
      'archive',
    );
    const result = closeRowLedger(tables, scope, []);
    expect(result.balanced).toBe(true);
    expect(result.tables.map((t) => t.reasons)).toEqual([
      { archived: { 'scope-archive': 2 } },
      { archived: { 'scope-reference': 2 } },
      { excluded: { 'scope-drop': 2 } },
      { archived: { 'scope-unlisted': 2 } },
    ]);
  });

  test('fails for an unlisted table, a ghost row, a ghost table and a delivered row of a dropped table', () => {
    expect(codes(closeRowLedger(counted(1), plan({}), []))).toEqual(['table-unlisted', 'ledger-gap']);
    const claims = new RowClaims();
    claims.claim('s', 't', 1, Disposition.delivered, 'a');
    claims.claim('s', 't', 2, Disposition.delivered, 'a');
    expect(codes(closeRowLedger(counted(1), migrate, claims.tables()))).toEqual(['ledger-ghost-row']);
    expect(codes(closeRowLedger([], migrate, claims.tables()))).toEqual(['ledger-ghost-table']);
    expect(codes(closeRowLedger(counted(2), plan({ t: { decision: 'drop' } }), claims.tables()))).toEqual([
      'ledger-dropped-row-delivered',
    ]);
  });
});

describe('the cell ledger', () => {
  const names = Array.from({ length: 60 }, (_, i) => `c${i}`);
  const setUp = () => {
    const db = new Database(':memory:');
    db.exec(`CREATE TABLE "s.t" (_row INTEGER PRIMARY KEY, ${names.join(', ')})`);
    const put = (row: number, cells: Record<string, unknown>) =>
      db
        .prepare(
          `INSERT INTO "s.t" (_row, ${Object.keys(cells).join(', ')}) VALUES (${row}, ${Object.keys(cells)
            .map(() => '?')
            .join(', ')})`,
        )
        .run(...Object.values(cells));
    put(1, { c0: 'a', c1: '', c50: 1, c59: 0 });
    put(2, { c0: 'b', c2: 'x' });
    put(3, { c3: 'not delivered' });
    const claims = new RowClaims();
    claims.claim('s', 't', 1, Disposition.delivered, 'a');
    claims.claim('s', 't', 2, Disposition.delivered, 'b');
    claims.claim('s', 't', 2, Disposition.delivered, 'a');
    claims.claim('s', 't', 3, Disposition.excluded, 'rule');
    return { claims, query: (sql: string) => db.prepare(sql).raw().all() as unknown[][] };
  };
  const close = (mapped: string[], archiveOnly: string[], issues: { row: number; column: string }[] = []) => {
    const { claims, query } = setUp();
    return closeCellLedger(
      [{ source: 's', table: 't', sqlName: 's.t', columns: names }],
      claims.tables(),
      [
        { spec: 'a', source: 's', table: 't', mapped, archiveOnly },
        { spec: 'b', source: 's', table: 't', mapped: ['c2'], archiveOnly: [] },
      ],
      issues.map((at) => ({ source: 's', table: 't', ...at })),
      query,
    );
  };

  test('balances when every filled cell is mapped, archive-only or named by an issue', () => {
    const result = close(
      ['c0', 'c1'],
      ['c50'],
      [
        { row: 1, column: 'c59' },
        { row: 1, column: 'c1' },
      ],
    );
    expect(result.balanced).toBe(true);
    expect(result.totals).toEqual({ cells: 6, mapped: 3, archiveOnly: 1, issue: 2, unaccounted: 0 });
  });

  test.each([
    [['c0', 'c1'], ['c50'], 'c59'],
    [['c0', 'c1'], ['c59'], 'c50'],
    [['c0'], ['c50', 'c59'], 'c1'],
  ])('fails for a filled column that nobody looked at', (mapped, archiveOnly, gap) => {
    const result = close(mapped, archiveOnly);
    expect(result.balanced).toBe(false);
    expect(result.issues.map((i) => [i.code, i.where])).toEqual([['cell-unaccounted', `s/t/*/${gap}`]]);
  });

  test('counts cells that lie in another table of the vault', () => {
    const db = new Database(':memory:');
    db.exec('CREATE TABLE t (_row INTEGER PRIMARY KEY, id); CREATE TABLE far (_row INTEGER PRIMARY KEY, bytes)');
    db.exec("INSERT INTO t VALUES (1, 'a'), (2, 'b'); INSERT INTO far VALUES (1, x'00'), (2, NULL)");
    const claims = new RowClaims();
    for (const row of [1, 2]) claims.claim('s', 't', row, Disposition.delivered, 'a');
    const far = '(SELECT f.bytes FROM far f WHERE f._row = t._row)';
    const { totals } = closeCellLedger(
      [{ source: 's', table: 't', sqlName: 't', columns: ['id', 'bytes'], cells: ['t.id', far] }],
      claims.tables(),
      [{ spec: 'a', source: 's', table: 't', mapped: ['id', 'bytes'], archiveOnly: [] }],
      [],
      (sql) => db.prepare(sql).raw().all() as unknown[][],
    );
    expect(totals).toEqual({ cells: 3, mapped: 3, archiveOnly: 0, issue: 0, unaccounted: 0 });
  });
});
