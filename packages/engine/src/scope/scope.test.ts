import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EstimateRates, estimateRatesSchema } from '../artifacts/estimate.js';
import type { ColumnProfile, SourceProfile, TableDomain, TableProfile } from '../artifacts/source-profile.js';
import { DEFAULT_RATES, RATES_FILE } from './default-rates.js';
import { estimateEffort } from './estimate-effort.js';
import { proposeScope } from './propose-scope.js';

const column = (name: string, more: Partial<ColumnProfile> = {}): ColumnProfile => ({
  ...{ name, type: 'text', comment: null, cellType: 'text', kind: 'word', nulls: 0, blanks: 0, filled: 100 },
  ...{ distinct: { count: 100, exact: true }, lengths: null, numbers: null, dates: null, patterns: [], values: null },
  ...{ sentinels: [], damaged: 0, phi: null, codes: [], note: null, units: [] },
  ...more,
});
const date = (name: string, format = 'yyyy-mm-dd') =>
  column(name, {
    kind: 'date',
    dates: { formats: [{ format, count: 100 }], first: '2001', last: '2024', future: 0, timed: 0 },
  });
const step = (table: string) => ({ from: { table, columns: ['pid'] }, to: { table: 'patient', columns: ['id'] } });

const table = (name: string, domain: TableDomain, more: Partial<TableProfile> = {}): TableProfile => ({
  ...{ name, comment: null, rows: 100, bytes: 1000, keys: [], traits: [], eav: null },
  columns: [column('id'), column('pid'), date('at')],
  activity: { column: 'at', first: '2001', last: '2024', years: {} },
  domain: { domain, score: 0.95, reasons: ['its name'], also: [] },
  patientPath: { steps: [step(name)], score: 1 },
  ...more,
});
const noPath = { patientPath: null };

const profileOf = (...tables: readonly TableProfile[]): SourceProfile => ({
  ...{ chartlift: 'profile/1', source: 's', format: 'f', product: null, snapshotAt: '2024-06-01', joins: [] },
  tables: [table('patient', 'demographics', { patientPath: { steps: [], score: 1 } }), ...tables],
});

const ASKED = { resultYears: 2, years: { vitals: 5, problems: 1 }, patientsSince: 3 };

describe('proposeScope', () => {
  const { tables, patients } = proposeScope(
    profileOf(
      table('lab', 'results'),
      table('vit', 'vitals'),
      table('dx', 'problems'),
      table('visit', 'encounters'),
      table('bill', 'billing'),
      table('codes', 'lookup', noPath),
      table('menu', 'technical', { ...noPath, columns: [column('name')] }),
      table('login', 'technical', {
        ...noPath,
        columns: [column('who', { phi: { kind: 'name', score: 1, reasons: [] } })],
      }),
      table('what', 'unknown'),
      table('void', 'problems', { rows: 0 }),
      table('lab_old', 'results', { traits: [{ trait: 'copy', reasons: ['as lab'] }] }),
      table('lost', 'allergies', noPath),
      table('mixed', 'results', {
        domain: { domain: 'results', score: 0.9, reasons: [], also: [{ domain: 'problems', score: 0.8 }] },
      }),
    ),
    ASKED,
  );
  const of = (name: string) => tables.find((one) => one.table === name);

  it('decides by what tables are about', () => {
    const decisions = Object.fromEntries(tables.map((one) => [one.table, one.decision]));
    expect(decisions).toEqual({
      ...{ patient: 'migrate', lab: 'migrate', vit: 'migrate', dx: 'migrate', visit: 'migrate', lost: 'migrate' },
      ...{ mixed: 'migrate', bill: 'archive', what: 'archive', void: 'archive', lab_old: 'archive', login: 'archive' },
      ...{ codes: 'reference', menu: 'drop' },
    });
  });

  it('gives a reason for every decision', () => {
    for (const one of tables) expect(one.reasons.length, one.table).toBeGreaterThan(0);
  });

  it('cuts what is asked for, and never problems', () => {
    expect(of('lab')?.window).toEqual({ column: 'at', years: 2 });
    expect(of('vit')?.window).toEqual({ column: 'at', years: 5 });
    expect(of('dx')?.window).toBeNull();
    expect(of('visit')?.window).toBeNull();
    // Problems stand among its rows.
    expect(of('mixed')?.window).toBeNull();
  });

  it('asks a person where it is unsure or people would stay behind', () => {
    expect(
      tables
        .filter((one) => one.review)
        .map((one) => one.table)
        .sort(),
    ).toEqual([...['lab_old', 'lost', 'mixed', 'what']]);
  });

  it('says who was seen by the table of encounters', () => {
    expect(patients?.window).toEqual({ table: 'visit', column: 'at', patient: 'pid', years: 3 });
  });

  it('goes by the date of another table where the own has none, in the order of its numbers', () => {
    const profile = profileOf(
      table('lab', 'results', { columns: [column('order_id')], activity: null }),
      table('ord', 'orders', { columns: [column('id'), date('at', 'mm/dd/yyyy')] }),
    );
    const ends = { from: { table: 'lab', columns: ['order_id'] }, to: { table: 'ord', columns: ['id'] } };
    const join = { ...ends, declared: true, score: 1, inclusion: 1, orphans: 0, reasons: [] };
    const found = proposeScope({ ...profile, joins: [join] }, ASKED).tables.find((one) => one.table === 'lab');
    expect(found?.window).toEqual({
      ...{ column: 'at', years: 2, order: 'mdy' },
      via: { table: 'ord', columns: ['order_id'], references: ['id'] },
    });
  });
});

describe('estimateEffort', () => {
  const local = column('stat', { kind: 'code', distinct: { count: 7, exact: true } });
  const profile = profileOf(table('lab', 'results', { columns: [local, date('at')] }), table('bill', 'billing'));
  const proposal = proposeScope(profile);

  it('traces every figure to a count times a rate', () => {
    const { lines } = estimateEffort(profile, proposal);
    const line = (item: string) => lines.find((one) => one.item === item);
    expect(line('Tables mapped')).toMatchObject({ count: 2, rateHours: 1.5, hours: 3 });
    expect(line('Columns reviewed')).toMatchObject({ count: 5 });
    expect(line('Local values')).toMatchObject({ count: 7, rate: 'code-value' });
    expect(line('Charts compared')).toMatchObject({ count: 100 });
    for (const one of lines) expect(one.origin).not.toBe('');
  });

  it('adds up, whatever the rates', () => {
    const hours = fc.integer({ min: 0, max: 500 }).map((n) => n / 100);
    const rates = fc.record(Object.fromEntries(Object.keys(DEFAULT_RATES).map((name) => [name, hours])));
    fc.assert(
      fc.property(rates, fc.integer({ min: 0, max: 100 }), (given, percent) => {
        const wanted: Partial<EstimateRates> = {
          rates: Object.fromEntries(Object.entries(given).map(([name, n]) => [name, { hours: n, source: 'own' }])),
          contingency: percent / 100,
        };
        const { lines, totals, hours: all, quote } = estimateEffort(profile, proposal, wanted);
        for (const line of lines) expect(line.hours).toBeCloseTo(line.count * line.rateHours, 0);
        const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
        expect(all).toBeCloseTo(sum(lines.map((line) => line.hours)), 5);
        expect(all).toBeCloseTo(sum(totals.map((total) => total.hours)), 5);
        expect(quote.total).toBe(sum(quote.lines.map((line) => line.price)));
      }),
      { numRuns: 50 },
    );
  });

  it('follows what a person decided', () => {
    const decided = {
      ...proposal,
      tables: proposal.tables.map((one) => (one.table === 'lab' ? { ...one, decided: 'archive' as const } : one)),
    };
    const mapped = estimateEffort(profile, decided).lines.find((one) => one.item === 'Tables mapped');
    expect(mapped?.count).toBe(1);
  });

  it('has default rates that are a valid estimate.yaml, each with its source', () => {
    expect(estimateRatesSchema.parse(RATES_FILE)).toEqual(RATES_FILE);
    for (const { source } of Object.values(DEFAULT_RATES)) expect(source).not.toBe('');
  });
});
