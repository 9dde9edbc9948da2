import Database from 'better-sqlite3-multiple-ciphers';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type DayOrder, daySql, firstDayOf } from './day-sql.js';

const db = new Database(':memory:');
afterAll(() => db.close());

const statements = new Map<DayOrder, Database.Statement>();
function dayOf(cell: string | number | null, order: DayOrder = null): string | null {
  let statement = statements.get(order);
  if (!statement) {
    statement = db.prepare(`SELECT ${daySql('t.x', order)} FROM (SELECT ? AS x) t`).pluck();
    statements.set(order, statement);
  }
  // The vault keeps whole numbers as integers.
  return statement.get(typeof cell === 'number' ? BigInt(cell) : cell) as string | null;
}

const two = (n: number): string => String(n).padStart(2, '0');
const days = fc.record({
  y: fc.integer({ min: 1900, max: 2099 }),
  m: fc.integer({ min: 1, max: 12 }),
  d: fc.integer({ min: 1, max: 28 }),
});

describe('daySql', () => {
  it('reads the same day however it is written', () => {
    fc.assert(
      fc.property(days, fc.constantFrom('', ' 10:20:30', 'T10:20:30.123Z'), ({ y, m, d }, time) => {
        const day = `${y}-${two(m)}-${two(d)}`;
        expect(dayOf(`${day}${time}`)).toBe(day);
        expect(dayOf(`${y}/${two(m)}/${two(d)}`)).toBe(day);
        expect(dayOf(`${y}${two(m)}${two(d)}`)).toBe(day);
        expect(dayOf(Number(`${y}${two(m)}${two(d)}`))).toBe(day);
        expect(dayOf(`${two(m)}/${two(d)}/${y}`, 'mdy')).toBe(day);
        expect(dayOf(`${m}/${d}/${y} 8:00`, 'mdy')).toBe(day);
        expect(dayOf(`${d}-${m}-${y}`, 'dmy')).toBe(day);
        expect(dayOf(`${two(d)}.${two(m)}.${y}`)).toBe(day);
      }),
    );
  });

  it('reads seconds and milliseconds since 1970', () => {
    expect(dayOf(1700000000)).toBe('2023-11-14');
    expect(dayOf('1700000000000')).toBe('2023-11-14');
  });

  it('goes by the numbers where they tell, and else by no guess', () => {
    expect(dayOf('13/02/2020')).toBe('2020-02-13');
    expect(dayOf('02/13/2020')).toBe('2020-02-13');
    expect(dayOf('02/03/2020')).toBeNull();
  });

  it.each(['', '0000-00-00', '2020-00-00', '2020-13-01', '99/99/2020', 'unknown', '12', '2020', null, '1/2/20', '//'])(
    'states no day for %j',
    (value) => {
      expect(dayOf(value, 'mdy')).toBeNull();
    },
  );
});

describe('firstDayOf', () => {
  it('counts whole years back from the snapshot, or takes the day', () => {
    expect(firstDayOf({ years: 2 }, '2024-01-05T21:00:00')).toBe('2022-01-05');
    expect(firstDayOf({ since: '2020-05-01' }, '2024-01-05')).toBe('2020-05-01');
    expect(firstDayOf({ years: 2 }, '')).toBeNull();
  });
});
