import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDay } from '../base/calendar.js';
import type { Cell } from '../base/cell.js';
import type { CleanContext } from '../base/cleaner.js';
import { cleaners } from './registry.js';

const run = (name: string, input: Cell | Cell[], args: Record<string, unknown> = {}, context: CleanContext = {}) => {
  const { value, findings = [] } = cleaners.get(name)!.clean(Array.isArray(input) ? input : [input], args, context);
  return findings.length === 0 ? value : [value, ...findings.map((finding) => finding.code)];
};

describe('date', () => {
  it.each([
    ['2020-01-05', '2020-01-05'],
    [' 2020-01-05 ', '2020-01-05'],
    ['2020-01-05 00:00:00', '2020-01-05'],
    ['2020-01-05 13:45:00.123', '2020-01-05'],
    ['2020-01-05T13:45:00Z', '2020-01-05'],
    ['2020-1-5', '2020-01-05'],
    ['2020/01/05', '2020-01-05'],
    ['20200105', '2020-01-05'],
    ['20200105134500', '2020-01-05'],
    ['20200105134500-0500', '2020-01-05'],
    ['202001051345', '2020-01-05'],
    ['12/25/2019', '2019-12-25'],
    ['25.12.2019', '2019-12-25'],
    ['25-12-2019', '2019-12-25'],
    ['5/5/2019', '2019-05-05'],
    ['12252019', '2019-12-25'],
    ['Jan 5, 2020', '2020-01-05'],
    ['January 5 2020', '2020-01-05'],
    ['Sept. 5, 2020', '2020-09-05'],
    ['5 Jan 2020', '2020-01-05'],
    ['5-JAN-2020', '2020-01-05'],
    ['05JAN2020', '2020-01-05'],
    ['5th of January, 2020', '2020-01-05'],
    ['Sunday, January 5, 2020', '2020-01-05'],
    ['Jan  5 2020 12:00AM', '2020-01-05'],
    ['JAN-05-2020', '2020-01-05'],
    ['2020-Jan-05', '2020-01-05'],
    ['Sun Jan 05 10:00:00 EST 2020', '2020-01-05'],
    ['03/2019', '2019-03'],
    ['2019-03', '2019-03'],
    ['Mar 2019', '2019-03'],
    ['Mar-2019', '2019-03'],
    ['2019', '2019'],
    [2019, '2019'],
    ['2019-00-00', '2019'],
    ['2019-05-00', '2019-05'],
    ['2019-05-00 00:00:00', '2019-05'],
    ['00/00/2019', '2019'],
    ['05/00/2019', '2019-05'],
    ['2020-02-29', '2020-02-29'],
    [null, undefined],
    ['', undefined],
    ['  ', undefined],
    ['0000-00-00', [undefined, 'date-zero']],
    ['0000-00-00 00:00:00', [undefined, 'date-zero']],
    ['00/00/0000', [undefined, 'date-zero']],
    ['00000000', [undefined, 'date-zero']],
    ['2019-02-29', [undefined, 'date-impossible']],
    ['2020-02-30', [undefined, 'date-impossible']],
    ['02/30/2020', [undefined, 'date-impossible']],
    ['Feb 30, 2020', [undefined, 'date-impossible']],
    ['2020-13-01', [undefined, 'date-impossible']],
    ['20201301', [undefined, 'date-impossible']],
    ['13/2019', [undefined, 'date-impossible']],
    ['03/04/2019', [undefined, 'date-ambiguous']],
    ['3.4.2019', [undefined, 'date-ambiguous']],
    ['03042019', [undefined, 'date-ambiguous']],
    ['200512', [undefined, 'date-ambiguous']],
    ['03/19', [undefined, 'date-ambiguous']],
    ['Jan 20', [undefined, 'date-ambiguous']],
    ['5-JAN-20', [undefined, 'date-two-digit-year']],
    ['12/25/19', [undefined, 'date-two-digit-year']],
    ['0000-05-12', [undefined, 'date-no-year']],
    ['05/12/0000', [undefined, 'date-no-year']],
    ['unknown', [undefined, 'date-unreadable']],
    ['2020-01-05 or so', ['2020-01-05', 'time-unreadable']],
    ['43831', [undefined, 'date-unreadable']],
    ['1577836800', [undefined, 'date-unreadable']],
    ['10', [undefined, 'date-unreadable']],
    ['9999-12-31', ['9999-12-31', 'date-implausible']],
    ['0001-01-01 00:00:00', ['0001-01-01', 'date-implausible']],
  ] as [Cell, unknown][])('reads %j as %j', (input, expected) => expect(run('date', input)).toEqual(expected));

  it('reads ambiguous dates only by a stated order', () => {
    expect(run('date', '03/04/2019', { order: 'mdy' })).toBe('2019-03-04');
    expect(run('date', '03/04/2019', { order: 'dmy' })).toBe('2019-04-03');
    expect(run('date', '03/04/2019', {}, { dateOrder: 'dmy' })).toBe('2019-04-03');
    expect(run('date', '03/04/2019', { order: 'mdy' }, { dateOrder: 'dmy' })).toBe('2019-03-04');
    expect(run('date', '03042019', { order: 'dmy' })).toBe('2019-04-03');
    expect(run('date', '25/12/2019', { order: 'mdy' })).toEqual(['2019-12-25', 'date-order-differs']);
  });

  it('reads two-digit years only against the newest possible year', () => {
    const context = { latestYear: 2026 };
    expect(run('date', '5-JAN-20', {}, context)).toBe('2020-01-05');
    expect(run('date', '12/25/27', { order: 'mdy' }, context)).toBe('1927-12-25');
    expect(run('date', '12/25/26', { order: 'mdy' }, context)).toBe('2026-12-25');
    expect(run('date', '05-13-99', {}, context)).toBe('1999-05-13');
    expect(run('date', '05/06/07', {}, context)).toEqual([undefined, 'date-ambiguous']);
  });

  it('takes sentinels and serial numbers only by argument', () => {
    expect(run('date', '1900-01-01')).toBe('1900-01-01');
    expect(run('date', '1900-01-01 00:00:00', { sentinels: ['1900-01-01'] })).toEqual([undefined, 'date-sentinel']);
    expect(run('date', '43831', { epoch: 'excel' })).toBe('2020-01-01');
    expect(run('date', 59, { epoch: 'excel' })).toBe('1900-02-28');
    expect(run('date', 61, { epoch: 'excel' })).toBe('1900-03-01');
    expect(run('date', '60', { epoch: 'excel' })).toEqual([undefined, 'date-impossible']);
    expect(run('date', '42369', { epoch: 'excel-1904' })).toBe('2020-01-01');
    expect(run('date', '1577836800', { epoch: 'unix' })).toBe('2020-01-01');
    expect(run('date', 1577836800000, { epoch: 'unix-ms' })).toBe('2020-01-01');
    expect(run('date', '200512', { hl7: true })).toBe('2005-12');
    expect(run('date', '01/02/2020', { order: 'american' })).toEqual([undefined, 'arguments-invalid']);
  });

  it('reads year, month and day from three columns', () => {
    expect(run('date', ['1973', '04', '28'])).toBe('1973-04-28');
    expect(run('date', ['1973', '04', null])).toBe('1973-04');
    expect(run('date', [1973, 4, 31])).toEqual([undefined, 'date-impossible']);
    expect(run('date', ['', null, ' '])).toBeUndefined();
    expect(run('date', [0, 0, 0])).toEqual([undefined, 'date-zero']);
  });
});

describe('dateTime', () => {
  it.each([
    ['2026-02-20 14:00:00', '2026-02-20T14:00:00'],
    ['2026-02-20T14:00:00', '2026-02-20T14:00:00'],
    ['2026-02-20T14:00', '2026-02-20T14:00:00'],
    ['2026-02-20 14:00:00.000', '2026-02-20T14:00:00'],
    ['2026-02-20 14:00:00.120', '2026-02-20T14:00:00.12'],
    ['2018-11-30T11:49:30Z', '2018-11-30T11:49:30Z'],
    ['2018-11-30T11:49:30+0530', '2018-11-30T11:49:30+05:30'],
    ['2018-11-30 11:49:30 -05:00', '2018-11-30T11:49:30-05:00'],
    ['2/20/2026 2:05 PM', '2026-02-20T14:05:00'],
    ['Jan  5 2020 12:00AM', '2020-01-05T00:00:00'],
    ['Jan  5 2020 10:30:00:123PM', '2020-01-05T22:30:00.123'],
    ['05-JAN-2020 10.30.00.000000 AM', '2020-01-05T10:30:00'],
    ['20200105134500', '2020-01-05T13:45:00'],
    ['20200105134500.123-0500', '2020-01-05T13:45:00.123-05:00'],
    ['2020-01-05', '2020-01-05'],
    ['03/2019', '2019-03'],
    ['2020-01-05 00:00:00', '2020-01-05T00:00:00'],
    ['2020-01-05 25:00:00', ['2020-01-05', 'time-unreadable']],
    ['Sun Jan 05 10:00:00 EST 2020', ['2020-01-05T10:00:00', 'time-zone-unknown']],
    ['0000-00-00 00:00:00', [undefined, 'date-zero']],
  ] as [string, unknown][])('reads %j as %j', (input, expected) => expect(run('dateTime', input)).toEqual(expected));

  it('keeps the day alone at midnight when the spec says so', () => {
    const args = { midnight: 'date' };
    expect(run('dateTime', '2020-01-05 00:00:00', args)).toBe('2020-01-05');
    expect(run('dateTime', '2020-01-05 00:00:01', args)).toBe('2020-01-05T00:00:01');
    expect(run('dateTime', '1/15/2020 12:00 AM', args)).toBe('2020-01-15');
  });

  it('adds the offset of the zone, but not where the clock changed', () => {
    const zone = { timeZone: 'America/New_York' };
    expect(run('dateTime', '2026-02-20 14:00:00', {}, zone)).toBe('2026-02-20T14:00:00-05:00');
    expect(run('dateTime', '2026-07-20 14:00:00', {}, zone)).toBe('2026-07-20T14:00:00-04:00');
    expect(run('dateTime', '2026-03-08 02:30:00', {}, zone)).toEqual(['2026-03-08T02:30:00', 'time-in-dst-gap']);
    expect(run('dateTime', '2026-03-08 01:59:59', {}, zone)).toBe('2026-03-08T01:59:59-05:00');
    expect(run('dateTime', '2026-03-08 03:00:00', {}, zone)).toBe('2026-03-08T03:00:00-04:00');
    expect(run('dateTime', '2026-11-01 01:30:00', {}, zone)).toEqual(['2026-11-01T01:30:00', 'time-in-dst-overlap']);
    expect(run('dateTime', '2026-11-01 02:00:00', {}, zone)).toBe('2026-11-01T02:00:00-05:00');
    expect(run('dateTime', '2026-02-20T14:00:00Z', {}, zone)).toBe('2026-02-20T14:00:00Z');
    expect(run('dateTime', '2026-02-20', {}, zone)).toBe('2026-02-20');
    expect(run('dateTime', '2026-02-20 14:00:00', { timeZone: 'Mars/Olympus' })).toEqual([
      '2026-02-20T14:00:00',
      'time-zone-unknown',
    ]);
  });

  it('joins a date and a time column', () => {
    expect(run('dateTime', ['2020-01-05', '9:30 AM'])).toBe('2020-01-05T09:30:00');
    expect(run('dateTime', ['2020-01-05 00:00:00', '0930'])).toBe('2020-01-05T09:30:00');
    expect(run('dateTime', ['2020-01-05', ''])).toBe('2020-01-05');
    expect(run('dateTime', ['2020-01-05', '1900-01-01 09:30:00'])).toBe('2020-01-05T09:30:00');
  });
});

describe('instant and time', () => {
  it('accepts an instant only whole', () => {
    expect(run('instant', '2018-11-30T11:49:30Z')).toBe('2018-11-30T11:49:30Z');
    expect(run('instant', '2018-11-30 11:49:30')).toEqual([undefined, 'instant-incomplete']);
    expect(run('instant', '2018-11-30 11:49:30', {}, { timeZone: 'Europe/Berlin' })).toBe('2018-11-30T11:49:30+01:00');
    expect(run('instant', '1577836800', { epoch: 'unix' })).toBe('2020-01-01T00:00:00Z');
  });
  it('reads times', () => {
    expect(run('time', '9:05 pm')).toBe('21:05:00');
    expect(run('time', '12:00 AM')).toBe('00:00:00');
    expect(run('time', '0930')).toBe('09:30:00');
    expect(run('time', '24:00')).toEqual([undefined, 'time-unreadable']);
  });
});

const monthNames = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const anyDay = fc
  .record({
    y: fc.integer({ min: 1800, max: 2199 }),
    m: fc.integer({ min: 1, max: 12 }),
    d: fc.integer({ min: 1, max: 31 }),
  })
  .filter(({ y, m, d }) => isDay(y, m, d));
const two = (n: number) => String(n).padStart(2, '0');

describe('law: what is written in a shape is read back from it', () => {
  it('days', () => {
    fc.assert(
      fc.property(anyDay, ({ y, m, d }) => {
        const iso = `${y}-${two(m)}-${two(d)}`;
        const name = monthNames[m - 1]!;
        for (const text of [
          iso,
          `${y}/${m}/${d}`,
          `${y}${two(m)}${two(d)}`,
          `${y}${two(m)}${two(d)}101112`,
          `${d}-${name.toUpperCase()}-${y}`,
          `${two(d)}${name.toUpperCase()}${y}`,
          `${name} ${d}, ${y}`,
          `${name} ${String(d).padStart(2)} ${y} 12:00AM`,
          `${y}-${name}-${two(d)}`,
        ])
          expect(run('date', text)).toBe(iso);
        expect(run('date', `${m}/${d}/${y}`, { order: 'mdy' })).toBe(iso);
        expect(run('date', `${two(d)}.${two(m)}.${y}`, { order: 'dmy' })).toBe(iso);
        expect(run('date', `${two(m)}${two(d)}${y}`, { order: 'mdy' })).toBe(iso);
        const unordered = run('date', `${m}/${d}/${y}`);
        if (d > 12 || d === m) expect(unordered).toBe(iso);
        else expect(unordered).toEqual([undefined, 'date-ambiguous']);
      }),
    );
  });

  it('times of day on a 12-hour clock', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86399 }), (second) => {
        const [h, m, s] = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60];
        const half = `${h % 12 === 0 ? 12 : h % 12}:${two(m)}:${two(s)} ${h < 12 ? 'AM' : 'PM'}`;
        expect(run('time', half)).toBe(`${two(h)}:${two(m)}:${two(s)}`);
        expect(run('dateTime', `1/31/2020 ${half}`)).toBe(`2020-01-31T${two(h)}:${two(m)}:${two(s)}`);
      }),
    );
  });

  it('epoch seconds agree with the calendar of the language', () => {
    fc.assert(
      fc.property(fc.integer({ min: -5_000_000_000, max: 5_000_000_000 }), (seconds) => {
        expect(run('instant', String(seconds), { epoch: 'unix' })).toBe(
          new Date(seconds * 1000).toISOString().replace('.000', ''),
        );
      }),
    );
  });
});
