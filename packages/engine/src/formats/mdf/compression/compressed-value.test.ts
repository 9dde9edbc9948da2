import { describe, expect, test } from 'vitest';
import { encodeCompressedValue } from '../../../testing/compressed-value-encoder.js';
import { DecodeError, type StoredType } from '../stored-type.js';
import { AS_STORED, compressedExpander, ROW_FORM_BYTES } from './compressed-value.js';

const out = Buffer.alloc(ROW_FORM_BYTES);
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const type = (xtype: number, length = 0, scale = 0, precision = 0): StoredType => ({
  xtype,
  userType: 0,
  length,
  precision,
  scale,
  collation: 0,
});

/** The value stands in the middle of other bytes, as it does in a page. */
function expand(stored: StoredType, bytes: Buffer): Buffer {
  out.fill(0xdd);
  const page = Buffer.concat([Buffer.of(1, 2, 3), bytes, Buffer.of(4, 5)]);
  const length = compressedExpander(stored)?.(page, 3, 3 + bytes.length, out) ?? 0;
  return length === AS_STORED ? page.subarray(3, 3 + bytes.length) : Buffer.from(out.subarray(0, length));
}

const le = (value: bigint, bytes: number): Buffer => {
  const buffer = Buffer.alloc(8);
  buffer.writeBigInt64LE(value);
  return buffer.subarray(0, bytes);
};
const row = (ticks: number, days: number): Buffer => {
  const buffer = Buffer.alloc(8);
  buffer.writeUInt32LE(ticks, 0);
  buffer.writeInt32LE(days, 4);
  return buffer;
};
const DAY = 86_400_000;
const days = (date: string): number => (Date.parse(`${date}T00:00:00Z`) - Date.parse('1900-01-01T00:00:00Z')) / DAY;
const ticks = (h: number, m: number, s: number, ms: number): number =>
  Math.round((((h * 60 + m) * 60 + s) * 1000 + ms) * 0.3);

const INT = type(56, 4);
const BIGINT = type(127, 8);
const MONEY = type(60, 8);
const DATETIME = type(61, 8);

describe('compressedExpander', () => {
  test.each<[string, StoredType, string, Buffer]>([
    ['int 0', INT, '', le(0n, 4)],
    ['int 1', INT, '81', le(1n, 4)],
    ['int -1', INT, '7F', le(-1n, 4)],
    ['int 101', INT, 'E5', le(101n, 4)],
    ['int 127', INT, 'FF', le(127n, 4)],
    ['int 128', INT, '80 80', le(128n, 4)],
    ['int -128', INT, '00', le(-128n, 4)],
    ['int -130', INT, '7F 7E', le(-130n, 4)],
    ['int 255', INT, '80 FF', le(255n, 4)],
    ['int 707', INT, '82 C3', le(707n, 4)],
    ['int 197502', INT, '83 03 7E', le(197_502n, 4)],
    ['int 71806', INT, '81 18 7E', le(71_806n, 4)],
    ['smallint -32768', type(52, 2), '00 00', le(-32_768n, 2)],
    ['int 32768', INT, '80 80 00', le(32_768n, 4)],
    ['int 2^31-1', INT, 'FF FF FF FF', le(2_147_483_647n, 4)],
    ['int -2^31', INT, '00 00 00 00', le(-2_147_483_648n, 4)],
    ['bigint 2^63-1', BIGINT, 'FF FF FF FF FF FF FF FF', le(9_223_372_036_854_775_807n, 8)],
    ['bigint -2^63', BIGINT, '00 00 00 00 00 00 00 00', le(-9_223_372_036_854_775_808n, 8)],
    ['money 4.77', MONEY, '80 BA 54', le(47_700n, 8)],
    ['smallmoney 4.77', type(122, 4), '80 BA 54', le(47_700n, 4)],
    ['money 874.692', MONEY, '80 85 77 A8', le(8_746_920n, 8)],
    ['tinyint 128', type(48, 1), '80', Buffer.of(128)],
    ['tinyint 255', type(48, 1), 'FF', Buffer.of(255)],
    ['tinyint 0', type(48, 1), '', Buffer.of(0)],
    [
      'datetime 2012-01-29 23:57:42.997',
      DATETIME,
      '80 9F E7 01 8A E1 73',
      row(ticks(23, 57, 42, 997), days('2012-01-29')),
    ],
    ['datetime 1753-01-01', DATETIME, '7F 2E 46 00 00 00 00', row(0, days('1753-01-01'))],
    ['datetime 2014-05-01', DATETIME, '80 A3 1E 00 00 00 00', row(0, days('2014-05-01'))],
    ['datetime 1900-01-02', DATETIME, '81 00 00 00 00', row(0, 1)],
    ['datetime 1900-01-01 22:17:21.447', DATETIME, '81 6F 50 F2', row(ticks(22, 17, 21, 447), 0)],
    [
      'datetime 1899-01-02 18:22:11.123',
      DATETIME,
      '7E 94 01 2E B9 69',
      row(ticks(18, 22, 11, 123), days('1899-01-02')),
    ],
    ['datetime 1900-01-01', DATETIME, '', row(0, 0)],
    ['smalldatetime 1926-11-22 00:00', type(58, 4), '5D 26', hex('00 00 5D 26')],
    ['smalldatetime 1900-01-01', type(58, 4), '', hex('00 00 00 00')],
    ['date 2014-05-01', type(40, 3), '79 38 0B', hex('79 38 0B')],
    ['date 0001-01-01', type(40, 3), '', hex('00 00 00')],
    ['time(7) 00:00:00.0000001', type(41, 5, 7), '01', hex('01 00 00 00 00')],
    ['time(3)', type(41, 4, 3), '01 02', hex('01 02 00 00')],
    ['datetime2(0)', type(42, 6, 0), '01 00 00 79 38 0B', hex('01 00 00 79 38 0B')],
    ['datetimeoffset(7) in UTC', type(43, 10, 7), '01 00 00 00 00 79 38 0B', hex('01 00 00 00 00 79 38 0B 00 00')],
    ['float 1.0', type(62, 8), 'F0 3F', hex('00 00 00 00 00 00 F0 3F')],
    ['real 1.0', type(59, 4), '80 3F', hex('00 00 80 3F')],
    ['float -0.5', type(62, 8), 'E0 BF', hex('00 00 00 00 00 00 E0 BF')],
    ['decimal(10,2) 1234.45', type(106, 9, 2, 10), 'C3 1E DB D0', hex('01 35 E2 01 00 00 00 00 00')],
    ['numeric(5,2) -0.5', type(108, 5, 2, 5), '3F 7D', hex('00 32 00 00 00')],
    ["char(8) 'Row 1'", type(175, 8), '52 6F 77 20 31', Buffer.from('Row 1   ')],
    ['varchar', type(167, 50), '41 20', Buffer.from('A ')],
    ['varchar empty', type(167, 50), '', Buffer.alloc(0)],
    ['binary(4)', type(173, 4), '01 02', hex('01 02 00 00')],
    ['rowversion', type(189, 8), '00 00 00 00 00 00 07 D1', hex('00 00 00 00 00 00 07 D1')],
    ["nchar(5) '123' of SCSU", type(239, 10), '31 32 33', Buffer.from('123  ', 'utf16le')],
    ['nchar(5) of UTF-16', type(239, 10), '43 00 0F 1D 80 02 8F 02', Buffer.from('Cᴏʀʏ ', 'utf16le')],
    ['nvarchar of UTF-16', type(231, 100), '43 00 0F 1D 80 02 8F 02', Buffer.from('Cᴏʀʏ', 'utf16le')],
    ['nvarchar of SCSU', type(231, 100), '12 E8 E8', Buffer.from('ѨѨ', 'utf16le')],
    ['nvarchar(max) in the row', type(231, -1), '31 32 33', Buffer.from('123', 'utf16le')],
    ['guid', type(36, 16), '00112233445566778899AABBCCDDEEFF', hex('00112233445566778899AABBCCDDEEFF')],
    ['guid of zeros', type(36, 16), '', Buffer.alloc(16)],
  ])('%s', (_name, stored, bytes, expected) => {
    expect(expand(stored, hex(bytes)).toString('hex')).toBe(expected.toString('hex'));
    // The encoder of the tests agrees, so that what it makes is what the description says.
    if (!_name.includes('(max)') && !_name.startsWith('guid of') && _name !== 'nvarchar of SCSU') {
      expect(encodeCompressedValue(stored, expected).toString('hex')).toBe(hex(bytes).toString('hex'));
    }
  });

  test.each<[string, StoredType, string]>([
    ['smallint of 3 bytes', type(52, 2), '80 80 00'],
    ['int of 5 bytes', INT, '80 80 00 00 00'],
    ['tinyint of 2 bytes', type(48, 1), '80 80'],
    ['datetime of 9 bytes', DATETIME, '80 00 00 00 00 00 00 00 00'],
    ['smalldatetime of 5 bytes', type(58, 4), '01 02 03 04 05'],
    ['date of 4 bytes', type(40, 3), '79 38 0B 01'],
    ['real of 5 bytes', type(59, 4), '01 02 03 04 05'],
    ['char longer than declared', type(175, 2), '41 42 43'],
    ['varchar longer than declared', type(167, 2), '41 42 43'],
    ['nvarchar longer than declared', type(231, 4), '41 42 43'],
    ['nchar longer than declared, UTF-16', type(239, 2), '41 00 42 00'],
    ['nchar longer than declared, SCSU', type(239, 4), '41 42 43'],
    ['guid of 15 bytes', type(36, 16), '00112233445566778899AABBCCDDEE'],
    ['rowversion of 9 bytes', type(189, 8), '00 00 00 00 00 00 00 00 00'],
    ['decimal with more decimals', type(106, 9, 0, 10), 'C3 1E DB D0'],
    ['text pointer of 8 bytes', type(35, 16), '00 00 00 00 00 00 00 00'],
  ])('refused: %s', (_name, stored, bytes) => {
    expect(() => expand(stored, hex(bytes))).toThrow(DecodeError);
  });

  test.each<[string, StoredType]>([
    ['no such type', type(57)],
    ['char(0)', type(175, 0)],
    ['char(9000)', type(175, 9000)],
    ['nchar of 3 bytes', type(239, 3)],
    ['nvarchar of -2 bytes', type(231, -2)],
    ['time(8)', type(41, 5, 8)],
    ['time(-1)', type(41, 5, -1)],
    ['decimal(39,0)', type(106, 17, 0, 39)],
  ])('no expander: %s', (_name, stored) => {
    expect(() => compressedExpander(stored)).toThrow(DecodeError);
  });

  test('a bit has no bytes to expand', () => expect(compressedExpander(type(104, 1))).toBeNull());
});
