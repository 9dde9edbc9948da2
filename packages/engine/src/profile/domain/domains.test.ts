import { describe, expect, it } from 'vitest';
import type { ColumnProfile, SourceProfile, TableProfile } from '../../artifacts/source-profile.js';
import { nameIdeas } from './name-ideas.js';
import { recogniseDomains } from './recognise-domains.js';

const column = (name: string, more: Partial<ColumnProfile> = {}): ColumnProfile => ({
  ...{ name, type: 'text', comment: null, cellType: 'text', kind: 'word', nulls: 0, blanks: 0, filled: 10 },
  ...{ distinct: { count: 10, exact: true }, lengths: null, numbers: null, dates: null, patterns: [], values: null },
  ...{ sentinels: [], damaged: 0, phi: null, codes: [], note: null, units: [] },
  ...more,
});

const table = (
  name: string,
  columns: readonly (string | ColumnProfile)[],
  more: Partial<TableProfile> = {},
): TableProfile => ({
  ...{ name, comment: null, rows: 10, bytes: 100, keys: [], traits: [], activity: null, domain: null },
  ...{ patientPath: null, eav: null },
  columns: columns.map((one) => (typeof one === 'string' ? column(one) : one)),
  ...more,
});

const domainOf = (one: TableProfile, others: readonly TableProfile[] = [], joins: SourceProfile['joins'] = []) =>
  recogniseDomains({
    ...{ chartlift: 'profile/1', source: 's', format: 'f', product: null, snapshotAt: '2024-01-01', joins },
    tables: [one, ...others],
  }).tables[0]?.domain;

describe('nameIdeas', () => {
  it.each([
    ['PatientAllergies', 'patient allergy'],
    ['tblHastalar', 'table patient'],
    ['dbo_Doktorlar', 'dbo doctor'],
    ['LAB_RESULTS', 'laboratory result'],
    ['formgrowthchart', 'form growthchart'],
    ['rxorders', 'prescription order'],
  ])('reads %s', (name, ideas) => {
    expect(nameIdeas(name).join(' ')).toBe(ideas);
  });
});

describe('recogniseDomains', () => {
  it('goes by what a table is, which stands last in its name', () => {
    expect(domainOf(table('patient_allergy', ['id', 'patient_id']))?.domain).toBe('allergies');
    expect(domainOf(table('encounter_notes', ['id', 'patient_id']))?.domain).toBe('notes');
    expect(domainOf(table('appointment_type', ['id', 'description']))?.domain).toBe('lookup');
  });

  it('goes by the columns where the name is cryptic', () => {
    const cryptic = table('x77', ['patient_id', 'bp_systolic', 'bp_diastolic', 'pulse', 'temperature']);
    expect(domainOf(cryptic)).toMatchObject({ domain: 'vitals' });
  });

  it('tells the domains of rows of several kinds', () => {
    const values = [
      { value: 'medical_problem', count: 6 },
      { value: 'allergy', count: 3 },
      { value: 'medication', count: 1 },
    ];
    const kinds = column('type', { values, distinct: { count: 3, exact: true } });
    const guess = domainOf(table('lists', ['id', 'pid', kinds, 'title']));
    expect([guess?.domain, ...(guess?.also ?? []).map((one) => one.domain)].slice(0, 3).sort()).toEqual([
      'allergies',
      'medications',
      'problems',
    ]);
  });

  it('takes a table that belongs to another one for what that one is', () => {
    const item = table('rq_line', ['rq_id', 'seq']);
    const order = table('lab_order', ['rq_id', 'order_date', 'ordering_provider']);
    const join = {
      ...{ from: { table: 'rq_line', columns: ['rq_id'] }, to: { table: 'lab_order', columns: ['rq_id'] } },
      ...{ declared: false, score: 1, inclusion: 1, orphans: 0, reasons: [] },
    };
    expect(domainOf(item, [order], [])?.domain).toBe('unknown');
    expect(domainOf(item, [order], [join])?.domain).toBe('orders');
  });

  describe('what rows of patients name', () => {
    const step = { from: { table: 'q', columns: ['hn'] }, to: { table: 'patient', columns: ['hn'] } };
    const toPatient = { steps: [step], score: 0.9 };
    const led = (name: string): TableProfile => table(name, ['vn', 'kind_nr'], { patientPath: toPatient });
    const others = ['q1', 'q2', 'q3'].map(led);
    const named = (to: string, by: string): SourceProfile['joins'][number] => ({
      ...{ from: { table: by, columns: ['vn'] }, to: { table: to, columns: ['vn'] } },
      ...{ declared: false, score: 1, inclusion: 1, orphans: 0, reasons: [] },
    });

    it('is a list where it leads to no patient', () => {
      const traits = [{ trait: 'lookup' as const, reasons: ['few rows'], rows: null }];
      const kinds = table('unit_of_vitals', ['nr', 'name'], { traits });
      expect(domainOf(kinds, others)?.domain).toBe('vitals');
      expect(domainOf(kinds, others, [named('unit_of_vitals', 'q1')])?.domain).toBe('lookup');
    });

    it('are visits where it is dated and of one patient', () => {
      const activity = { column: 'vstd', first: '2020', last: '2023', years: { 2020: 5, 2023: 5 } };
      const stays = table('zzq', ['vn', 'vstd'], { patientPath: toPatient, activity });
      const joins = others.map((other) => named('zzq', other.name));
      expect(domainOf(stays, others, joins)?.domain).toBe('encounters');
      expect(domainOf(stays, others, joins.slice(1))?.domain).not.toBe('encounters');
      expect(domainOf({ ...stays, activity: null }, others, joins)?.domain).not.toBe('encounters');
    });
  });

  it('says unknown rather than guess', () => {
    const guess = domainOf(table('qx_9', ['a', 'b']));
    expect(guess?.domain).toBe('unknown');
    expect(guess?.reasons).not.toEqual([]);
  });

  it('gives reasons and a score between 0 and 1 to every table', () => {
    for (const name of ['immunizations', 'billing', 'audit_log', 'facility']) {
      const guess = domainOf(table(name, ['id']));
      expect(guess?.reasons.length).toBeGreaterThan(0);
      expect(guess?.score).toBeGreaterThan(0.5);
      expect(guess?.score).toBeLessThanOrEqual(1);
    }
  });
});
