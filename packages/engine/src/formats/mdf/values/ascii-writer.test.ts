import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cell } from '../../../base/cell.js';
import type { StoredType } from '../stored-type.js';
import { asciiWriter, MOST_ASCII } from './ascii-writer.js';
import { decimalLength, timeLength, XType } from './column-type.js';
import { valueDecoder } from './value-decoder.js';

const COLLATION = 0x3400d008;

const stored = (xtype: number, facets: Partial<StoredType> = {}): StoredType => ({
  xtype,
  userType: 0,
  length: 8,
  precision: 0,
  scale: 0,
  collation: COLLATION,
  ...facets,
});

const to = Buffer.alloc(2 * MOST_ASCII);

/** What the writer makes of a value that stands in the middle of other bytes; null where it leaves it to the decoder. */
function written(type: StoredType, value: Uint8Array): string | null {
  const write = asciiWriter(type);
  if (write === null) return null;
  const bytes = Buffer.concat([Buffer.of(0xff, 0x31, 0xff), value, Buffer.of(0x31, 0xee)]);
  const end = write(bytes, 3, 3 + value.length, to, 5);
  return end < 0 ? null : to.toString('latin1', 5, end);
}

function decoded(type: StoredType, value: Uint8Array): Cell {
  const decode = valueDecoder(type, { version: 904, collation: COLLATION }, (code) => {
    throw new Error(`${code} is noted`);
  });
  return decode(Buffer.from(value), 0, value.length);
}

/** A type with bytes that are mostly values of it. */
const typed: fc.Arbitrary<readonly [StoredType, Uint8Array]> = fc.oneof(
  fc
    .tuple(fc.constantFrom(XType.char, XType.varchar, XType.nchar, XType.nvarchar), fc.string({ maxLength: 60 }))
    .map(([xtype, text]) => {
      const isWide = xtype === XType.nchar || xtype === XType.nvarchar;
      return [stored(xtype), Buffer.from(text, isWide ? 'utf16le' : 'latin1')] as const;
    }),
  fc
    .tuple(fc.constantFrom(XType.char, XType.nvarchar), fc.uint8Array({ maxLength: 90 }))
    .map(([xtype, bytes]) => [stored(xtype), bytes] as const),
  fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => [stored(XType.guid), bytes] as const),
  fc.uint8Array({ minLength: 15, maxLength: 17 }).map((bytes) => [stored(XType.guid), bytes] as const),
  fc.tuple(fc.nat(86_400 * 310), fc.integer({ min: -60_000, max: 3_000_000 })).map(([ticks, days]) => {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32LE(ticks);
    bytes.writeInt32LE(days, 4);
    return [stored(XType.datetime), bytes] as const;
  }),
  fc.tuple(fc.nat(1500), fc.nat(65_535)).map(([minutes, days]) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt16LE(minutes);
    bytes.writeUInt16LE(days, 2);
    return [stored(XType.smalldatetime), bytes] as const;
  }),
  fc.tuple(fc.nat(7), fc.double({ min: 0, max: 1.01, noNaN: true }), fc.nat(3_700_000)).map(([scale, share, day]) => {
    const length = timeLength(scale);
    const bytes = Buffer.alloc(length + 3);
    bytes.writeUIntLE(Math.floor(share * 86_400 * 10 ** scale), 0, length);
    bytes.writeUIntLE(day, length, 3);
    return [stored(XType.datetime2, { scale }), bytes] as const;
  }),
  fc
    .tuple(fc.integer({ min: 1, max: 38 }), fc.nat(38), fc.nat(2), fc.bigInt({ min: 0n, max: 2n ** 60n }), fc.nat(60))
    .map(([precision, scale, sign, magnitude, shift]) => {
      const bytes = Buffer.alloc(decimalLength(precision));
      bytes[0] = sign;
      for (let i = 1, rest = magnitude >> BigInt(shift); i < bytes.length; i++, rest >>= 8n)
        bytes[i] = Number(rest & 0xffn);
      return [stored(XType.decimal, { precision, scale: Math.min(scale, precision) }), bytes] as const;
    }),
  fc.tuple(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.nat(62)).map(([value, shift]) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(value >> BigInt(shift));
    return [stored(XType.money), bytes] as const;
  }),
);

describe('ASCII texts', () => {
  test('are those of the decoder, which notes nothing of them', () => {
    let count = 0;
    fc.assert(
      fc.property(typed, ([type, value]) => {
        const text = written(type, value);
        if (text === null) return;
        count++;
        expect(text).toBe(decoded(type, value));
      }),
      { numRuns: 4000 },
    );
    expect(count).toBeGreaterThan(1500);
  });

  test('of numbers around a carry keep every digit', () => {
    const numeric = stored(XType.decimal, { precision: 19, scale: 4 });
    const bytes = Buffer.alloc(9, 0);
    bytes[0] = 1;
    for (const around of [
      1n,
      10n ** 4n,
      10n ** 8n,
      3n * 10n ** 8n,
      10n ** 15n,
      89_999_999n * 10n ** 8n,
      2n ** 53n - 2n,
    ])
      for (const value of [around - 1n, around, around + 1n]) {
        bytes.writeBigUInt64LE(value, 1);
        expect(written(numeric, bytes)).toBe(decoded(numeric, bytes));
      }
  });

  test('are not made of what a decoder must see', () => {
    expect(written(stored(XType.varchar), Buffer.from('é', 'latin1'))).toBeNull();
    expect(written(stored(XType.nvarchar), Buffer.from('é', 'utf16le'))).toBeNull();
    expect(written(stored(XType.nvarchar), Buffer.from('Ā', 'utf16le'))).toBeNull();
    expect(written(stored(XType.nvarchar), Buffer.of(0x31))).toBeNull();
    expect(written(stored(XType.varchar), Buffer.alloc(MOST_ASCII + 1, 0x31))).toBeNull();
    expect(written(stored(XType.guid), Buffer.alloc(15))).toBeNull();
    expect(written(stored(XType.datetime), Buffer.alloc(8, 0xff))).toBeNull();
    expect(written(stored(XType.decimal, { precision: 5, scale: 1 }), Buffer.of(2, 1, 0, 0, 0))).toBeNull();
    expect(written(stored(XType.image), Buffer.of(0x31))).toBeNull();
  });
});
