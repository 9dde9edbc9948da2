import { describe, expect, test } from 'vitest';
import { DecodeError } from '../stored-type.js';
import { xmlDecoder } from './xml.js';

const decode = (bytes: Buffer) => xmlDecoder(() => {})(bytes, 0, bytes.length);
/** An element `a` around a value token. */
const within = (content: string): Buffer =>
  Buffer.from(`DFFF01B004 F0016100 EF000001 F801 ${content} F7`.replaceAll(' ', ''), 'hex');

/** The i64 of SQL Server 2005 from its digits, the coarsest first: [digit, radix of the digits that follow]. */
const old = (...digits: readonly (readonly [number, number])[]): string => {
  let value = 0n;
  for (const [digit, radix] of digits) value = value * BigInt(radix) + BigInt(digit);
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value * 4n + 3n);
  return bytes.toString('hex');
};
const ymd = (year: number, month: number, day: number) =>
  [
    [year + 9999, 1],
    [month - 1, 12],
    [day - 1, 31],
  ] as const;
const hms = (hour: number, minute: number, second: number, ms: number) =>
  [
    [hour, 24],
    [minute, 60],
    [second, 60],
    [ms, 1000],
  ] as const;

describe('typed dates of SQL Server 2005', () => {
  test.each([
    [`83 ${old(...ymd(2001, 7, 22), [840, 1740])}`, '2001-07-22Z'],
    [`83 ${old(...ymd(2001, 7, 22), [840 - 330, 1740])}`, '2001-07-22+05:30'],
    [`83 ${old(...ymd(-44, 3, 15), [840 + 480, 1740])}`, '-0044-03-15-08:00'],
    [`82 ${old(...ymd(2006, 12, 31), ...hms(23, 59, 58, 7))}`, '2006-12-31T23:59:58.007Z'],
    [`82 ${old(...ymd(2006, 12, 31), ...hms(0, 0, 0, 0))}`, '2006-12-31T00:00:00Z'],
    [`81 ${old(...hms(9, 5, 0, 120))}`, '09:05:00.120Z'],
  ])('an xsd date of SQL Server 2005: %s is %s', (content, expected) => {
    expect(decode(within(content))).toBe(`<a>${expected}</a>`);
  });
  test.each(['81', '82', '83'])('token %s below zero or beyond its range is refused', (token) => {
    expect(() => decode(within(`${token} FFFFFFFFFFFFFFFF`))).toThrow(DecodeError);
    expect(() => decode(within(`${token} FFFFFFFFFFFFFF7F`))).toThrow(DecodeError);
  });
});
