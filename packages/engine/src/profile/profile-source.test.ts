import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../base/cell.js';
import { profileInputOf } from '../testing/profile-input.js';
import { profileSource, profileSources } from './profile-source.js';

const profiled = async (name: string, cells: readonly Cell[], type = 'unknown') =>
  profileSource(
    profileInputOf({ thing: { columns: [name], rows: cells.map((cell) => [cell]), types: { [name]: type } } }),
  );
const columnOf = async (name: string, cells: readonly Cell[], type?: string) =>
  (await profiled(name, cells, type)).profile.tables[0]!.columns[0]!;
const many = (...values: Cell[]): Cell[] => Array.from({ length: 60 }, (_, i) => values[i % values.length]!);
const days = (write: (day: string, month: string, i: number) => string): Cell[] =>
  Array.from({ length: 60 }, (_, i) =>
    write(String((i % 28) + 1).padStart(2, '0'), String((i % 12) + 1).padStart(2, '0'), i),
  );

describe('profileSource', () => {
  it('counts as a naive count does', async () => {
    const cell = fc.oneof(
      fc.constant(null),
      fc.constant(' '),
      fc.integer({ min: -5, max: 5 }),
      fc.string({ maxLength: 3 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { maxLength: 300 }), async (cells) => {
        const column = await columnOf('c', cells);
        // The trimming of the profile, written another way.
        const texts = cells.filter((c) => c !== null).map((c) => String(c).replace(/^[\0\s]+|[\0\s]+$/g, ''));
        const filled = texts.filter((text) => text !== '');
        expect(column).toMatchObject({
          nulls: cells.length - texts.length,
          blanks: texts.length - filled.length,
          filled: filled.length,
          distinct: { count: new Set(filled).size, exact: true },
        });
      }),
      { numRuns: 60 },
    );
  });

  it.each<[string, string, Cell[]]>([
    ['integer', 'n', many('1', '25', '317')],
    ['decimal', 'n', many('1.5', '2', '-3.25')],
    ['decimal', 'n', many('1,5', '2', '-3,25')],
    ['boolean', 'flag', many('Y', 'N')],
    ['boolean', 'flag', many('oui', 'non', 'unknown')],
    ['integer', 'category_id', many('0', '1')],
    ['date', 'd', many('2020-01-31', '1999-12-01')],
    ['date', 'd', many('31.01.2020', '1.12.1999')],
    ['date', 'd', many('2020-01-31', '0000-00-00', '2019-05-01', 'N/A')],
    ['datetime', 'd', many('2020-01-31 10:11:12', '1999-12-01 00:00:00')],
    ['datetime', 'd', many('Jan  5 2020 12:01AM', 'Dec 17 1999 11:30PM')],
    ['date', 'd', many('5-JAN-2020', '17-Dec-1999')],
    ['date', 'd', many('5. März 2020', '17. Dezember 1999')],
    ['time', 't', many('10:15', '23:59')],
    ['guid', 'g', many('6f1c6f0e-2f0b-4d57-9a0e-5a2a5c0d9b61', '{6F1C6F0E-2F0B-4D57-9A0E-5A2A5C0D9B62}')],
    ['code', 'c', many('E11.9', 'I10', 'J45.20')],
    ['code', 'c', many('02134', '10001', '00501')],
    ['word', 'w', many('active', 'inactive', 'resolved')],
    ['empty', 'e', [null, '', '  ']],
  ])('tells %s whatever the declared type says: %s', async (kind, name, cells) => {
    expect((await columnOf(name, cells)).kind).toBe(kind);
  });

  it.each<[string, string, Cell[], string[]]>([
    ['day first', 'd', days((d, m) => `${d}/${m}/2020`), ['dd/mm/yyyy']],
    ['month first', 'd', days((d, m) => `${m}/${d}/2020`), ['mm/dd/yyyy']],
    ['two-digit years', 'd', days((d, m) => `${m}/${d}/20`), ['mm/dd/yy']],
    ['nothing that tells day from month', 'd', many('01/02/2020', '03/04/2020'), ['nn/nn/yyyy']],
    ['day first and month first', 'd', many('31/12/2020', '12/31/2020'), ['dd/mm/yyyy', 'mm/dd/yyyy']],
    ['ISO and others', 'd', many('2020-12-31', '12/31/2020', '2020-11-30'), ['yyyy-mm-dd', 'mm/dd/yyyy']],
    ['eight digits', 'visit_date', days((d, m) => `2020${m}${d}`), ['yyyymmdd']],
    ['seconds', 'created', days((_d, _m, i) => String(1_580_000_000 + i * 86_400)), ['epoch-seconds']],
    ['milliseconds', 'created', days((_d, _m, i) => String((1_580_000_000 + i) * 1000)), ['epoch-milliseconds']],
    ['serial days', 'visit_date', days((_d, _m, i) => String(43_000 + i)), ['serial-days']],
  ])('tells the format of dates: %s', async (_, name, cells, formats) => {
    const { dates } = await columnOf(name, cells);
    expect(dates?.formats.map(({ format }) => format)).toEqual(formats);
    expect(dates?.formats.reduce((sum, { count }) => sum + count, 0)).toBe(60);
    expect(dates?.last.slice(0, 4)).toMatch(/^20(?:17|20)$/);
  });

  it('keeps numbers exact, tells ends that few rows hold rounded outward', async () => {
    const big = ['9007199254740993.10', '9007199254740993.20', '-0.125'];
    const { facts, profile } = await profiled('n', [...many(...big), '9007199254740993.30']);
    expect(facts.get('thing')?.get('n')?.numbers).toMatchObject({ least: '-0.125', most: '9007199254740993.30' });
    expect(profile.tables[0]?.columns[0]?.numbers).toEqual({
      least: '-0.125',
      most: '9100000000000000',
      integers: false,
    });
  });

  it('knows values that stand for none by what they say', async () => {
    const column = await columnOf('d', many('2020-01-31', '1900-01-01', '0000-00-00', 'unbekannt', '2021-02-03'));
    expect(column.sentinels.map(({ value, count }) => [value, count])).toEqual([
      ['0000-00-00', 12],
      ['1900-01-01', 12],
      ['unbekannt', 12],
    ]);
    expect((await columnOf('score', many('10', '20', '999'))).sentinels.map(({ value }) => value)).toEqual(['999']);
    expect((await columnOf('status', many('-', 'x', '?'))).sentinels).toEqual([]);
  });

  it('counts damage by kind', async () => {
    const cells = ['MÃ¼ller', 'M\ufffdller', 'M?ller', 'Mull\u0001er', 'Müller', 'Søren', 'what?', 'Ângela'];
    const column = await columnOf('c', cells);
    expect(column.damaged).toBe(4);
    expect(column.damage).toHaveLength(4);
  });

  it('puts dates together that are split over columns', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => [String(1930 + i), String((i % 12) + 1), String(i + 1)]);
    const { profile } = await profileSource(
      profileInputOf({ demographic: { columns: ['year_of_birth', 'month_of_birth', 'date_of_birth'], rows } }),
    );
    const columns = profile.tables[0]!.columns;
    expect(columns.map((column) => column.datePart?.part)).toEqual(['year', 'month', 'day']);
    expect(columns.map((column) => column.phi?.kind)).toEqual(['birth-date', 'birth-date', 'birth-date']);
    expect(columns.every((column) => column.values === null && column.numbers === null)).toBe(true);
  });
});

it('tells in no source what another one of the same place keeps of its people', async () => {
  const visits = {
    columns: ['state'],
    rows: [...many('open', 'closed'), 'summer', 'summer', 'summer'].map((c) => [c]),
  };
  const people = { columns: ['patient_id', 'last_name'], rows: [['1', 'Summer']] };
  const told = (values: readonly { readonly value: string }[] | null | undefined) => values?.map(({ value }) => value);
  const first = profileInputOf({ visits });
  const [alone] = await profileSources([first]);
  expect(told(alone?.profile.tables[0]?.columns[0]?.values)).toContain('summer');
  let rows = 0;
  const both = await profileSources([first, profileInputOf({ people })], { onProgress: (done) => (rows = done) });
  expect(told(both[0]?.profile.tables[0]?.columns[0]?.values)).toEqual(['closed', 'open']);
  expect(both.map(({ profile }) => profile.tables[0]?.name)).toEqual(['visits', 'people']);
  expect(rows).toBe(64);
});
