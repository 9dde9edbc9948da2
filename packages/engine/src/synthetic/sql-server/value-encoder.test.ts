import { describe, expect, it } from 'vitest';
import { encodeBinaryXml } from './binary-xml.js';
import { dayNumber } from './calendar.js';
import type { SpecValue } from './spec.js';
import { parseType, typeInfo } from './sql-type.js';
import { encodeValue } from './value-encoder.js';

const hex = (type: string, value: SpecValue): string => encodeValue(parseType(type), value, 0x3400d008).toString('hex');

/** Bytes that were seen in real files, or that the description derives. */
describe('encodeValue', () => {
  it.each<[string, SpecValue, string]>([
    ['sql_variant', { variant: 'int', value: 2 }, '380102000000'],
    ['sql_variant', { variant: 'bit', value: false }, '680100'],
    ['sql_variant', { variant: 'bigint', value: 1130 }, '7f016a04000000000000'],
    ['sql_variant', { variant: 'date', value: '1900-01-01' }, '28015b950a'],
    ['sql_variant', { variant: 'nvarchar(260)', value: '1.0' }, 'e701080208d0003431002e003000'],
    ['date', '2014-05-01', '79380b'],
    ['money', '-0.0001', 'ffffffffffffffff'],
    ['decimal(9,2)', '-1.25', '007d000000'],
    ['bigint', -9223372036854775808n, '0000000000000080'],
    ['datetime', '1900-01-01T00:00:00.003', '0100000000000000'],
    ['datetime', '1900-01-02T00:00:00.997', '2b01000001000000'],
    ['smalldatetime', '1900-01-02T00:05:00', '05000100'],
    ['time(7)', '00:00:00.0000001', '0100000000'],
    ['datetimeoffset(0)', '0001-01-02T00:30:00+01:00', '784a010000003c00'],
    ['uniqueidentifier', '00112233-4455-6677-8899-aabbccddeeff', '33221100554477668899aabbccddeeff'],
    ['nchar(2)', 'a', '61002000'],
    ['varchar(5)', 'é€', 'e980'],
  ])('%s, %#', (type, value, bytes) => {
    expect(hex(type, value)).toBe(bytes);
  });

  it('writes the binary XML of the description', () => {
    const bytes = 'dfff01b004 f0016100 ef000001 f801 f0016200 ef000002 f602 11013100 f5 11017800 f7';
    expect(encodeBinaryXml('<a b="1">x</a>').toString('hex')).toBe(bytes.replaceAll(' ', ''));
  });

  it('refuses what does not fit', () => {
    expect(() => hex('varchar(3)', 'long')).toThrow(/too long/);
    expect(() => hex('decimal(9,2)', '1.234')).toThrow(/scale/);
    expect(() => hex('varchar(9)', '漢')).toThrow(/windows-1252/);
    expect(() => parseType('nothing(1)')).toThrow(/no such column type/);
  });

  it('counts days of the Gregorian calendar', () => {
    expect(dayNumber(1, 1, 1)).toBe(0);
    expect(dayNumber(2000, 3, 1) - dayNumber(2000, 2, 28)).toBe(2);
    expect(dayNumber(1900, 3, 1) - dayNumber(1900, 2, 28)).toBe(1);
    expect(dayNumber(1900, 1, 1)).toBe(693_595);
  });
});

/** Values of sysrscols.ti in real files. */
it.each([
  ['varchar(50)', 0x32a7],
  ['nvarchar(128)', 0x100e7],
  ['varchar(max)', 0xa7],
  ['decimal(10,2)', 0x20a6a],
  ['numeric(10,2)', 0x20a6c],
  ['datetime2(7)', 0x72a],
  ['datetimeoffset(7)', 0x72b],
  ['text', 0x1023],
  ['ntext', 0x1063],
  ['char(5)', 0x5af],
  ['uniqueidentifier', 0x24],
  ['sql_variant', 0x62],
])('typeInfo of %s', (type, ti) => {
  expect(typeInfo(parseType(type))).toBe(ti);
});
