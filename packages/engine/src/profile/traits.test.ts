import { describe, expect, it } from 'vitest';
import type { Cell } from '../base/cell.js';
import { type MadeTable, profileInputOf } from '../testing/profile-input.js';
import { profileSource } from './profile-source.js';

const table = (columns: readonly string[], rows: number, row: (i: number) => Cell[]): MadeTable => ({
  columns,
  rows: Array.from({ length: rows }, (_, i) => row(i)),
});
const day = (year: number, i: number): string => `${year}-0${(i % 9) + 1}-1${i % 9}`;
const visit = ['id', 'patient_id', 'visit_date', 'reason_code', 'room'];
const visits = (first: number, last: number) =>
  table(visit, 200, (i) => [i + 1, i % 40, day(first + (i % (last - first + 1)), i), `R${i % 9}`, `Room ${i % 4}`]);

const tables: Record<string, MadeTable> = {
  patients: table(['id', 'first_name', 'last_name', 'dob', 'registered'], 60, (i) => [
    i,
    i === 3 ? 'Test' : 'Anna',
    i === 4 ? 'ZZTest' : `Muster${i}`,
    day(1950 + i, i),
    day(2010 + (i % 14), i),
  ]),
  visits: visits(2010, 2023),
  visits_bak: visits(2010, 2023),
  visits_history: {
    columns: [...visit, 'version'],
    rows: visits(2010, 2023).rows.map((row, i) => [...row, i % 3]),
  },
  claims: table(['id', 'patient_id', 'claim_date', 'amount', 'deleted'], 200, (i) => [
    i,
    i % 40,
    day(2012 + (i % 12), i),
    `${i}.50`,
    i % 50 === 0 ? 1 : 0,
  ]),
  old_orders: table(['id', 'patient_id', 'order_date', 'item'], 100, (i) => [
    i,
    i % 40,
    day(2003 + (i % 4), i),
    `I${i}`,
  ]),
  access_log: table(['id', 'user_name', 'action', 'logged_at', 'object'], 90, (i) => [
    i,
    `u${i % 5}`,
    i % 2 ? 'read' : 'write',
    `${day(2023, i)} 10:00:00`,
    `o${i}`,
  ]),
  marital_status: table(['code', 'description'], 5, (i) => [
    'SMDWX'[i] ?? '',
    ['Single', 'Married', 'Divorced', 'Widowed', 'Other'][i] ?? '',
  ]),
  import_queue: table(['id', 'payload'], 20, (i) => [i, `{"n":${i}}`]),
  app_settings: table(['setting_key', 'setting_value'], 30, (i) => [`key.${i}`, i % 2 ? 'on' : 'off']),
  stays: table(['id', 'room', 'status'], 60, (i) => [i, `r${i % 7}`, i % 20 === 0 ? 'deleted' : 'normal']),
  bookings: table(['id', 'room', 'status'], 60, (i) => [i, `r${i % 7}`, i % 2 === 0 ? 'cancelled' : 'kept']),
  spare: table(['id'], 0, () => []),
};

describe('traits of tables', async () => {
  const { profile } = await profileSource(profileInputOf(tables));
  const traits = new Map(profile.tables.map((one) => [one.name, one.traits.map(({ trait }) => trait)]));
  it.each([
    ['patients', ['test-patients']],
    ['visits', []],
    ['visits_bak', ['copy']],
    ['visits_history', ['history']],
    ['claims', ['soft-delete']],
    ['old_orders', ['dead']],
    ['access_log', ['audit']],
    ['marital_status', ['lookup']],
    ['import_queue', ['staging']],
    ['stays', ['soft-delete']],
    ['bookings', []],
    ['spare', ['empty']],
  ])('of %s: %j', (name, expected) => {
    expect(traits.get(name)).toEqual(expected);
  });

  it('say what shows them, and count', () => {
    const reasons = profile.tables.flatMap((one) => one.traits.flatMap((trait) => trait.reasons));
    expect(reasons).toContain('"deleted" marks 4 of 200 rows');
    const rows = new Map(
      profile.tables.flatMap((one) => one.traits.map((trait) => [`${one.name} ${trait.trait}`, trait.rows] as const)),
    );
    expect(rows.get('claims soft-delete')).toBe(4);
    expect(rows.get('visits_history history')).toBe(profile.tables.find(({ name }) => name === 'visits_history')?.rows);
    expect(rows.get('access_log audit')).toBe(profile.tables.find(({ name }) => name === 'access_log')?.rows);
    expect(rows.get('patients test-patients')).toBeGreaterThan(0);
    expect(rows.get('marital_status lookup')).toBeNull();
    expect(reasons).toContain('has 5 of the 5 columns of "visits"');
    expect(reasons).toContain('no rows after 2006, while others go on to 2023');
    expect(traits.get('app_settings')).toContain('technical');
  });

  it('tell activity by year, by the date that tells it', () => {
    const activity = profile.tables.find((one) => one.name === 'visits')?.activity;
    expect(activity).toMatchObject({ column: 'visit_date', first: '2010', last: '2023' });
    expect(Object.values(activity?.years ?? {}).reduce((sum, rows) => sum + rows, 0)).toBe(200);
  });

  it('leave days that stand for none out of the activity, and count them', async () => {
    const days = [
      '0001-01-01',
      '1753-01-01',
      '1900-01-01',
      '9999-12-31',
      '0000-00-00',
      '0201-05-06',
      '2150-03-04',
      null,
    ];
    const rows = Array.from({ length: 80 }, (_, i) => [i, days[i] ?? (i < 8 ? null : `${2015 + (i % 5)}-03-04`)]);
    const { profile: one } = await profileSource(
      profileInputOf({ visits: { columns: ['patient_id', 'visit_date'], rows } }),
    );
    expect(one.tables[0]?.activity).toMatchObject({ first: '2015', last: '2019', leftOut: 7, undated: 1 });
  });
});
