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
