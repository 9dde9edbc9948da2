import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyImages, referenceImages } from './key-image.js';
import type { StoredType } from './stored-type.js';
import { collationOf } from './values/collation.js';
import { XType } from './values/column-type.js';
import { valueDecoder } from './values/value-decoder.js';

const typeOf = (xtype: number, precision = 0): StoredType => ({
  ...{ xtype, userType: 0, length: 0, scale: 0, collation: 0 },
  precision,
});

/** SQL_Latin1_General_CP1_CI_AS; Hungarian_CI_AS. */
const TRAITS = { version: 904, collation: 0x3400_d008 };
const HUNGARIAN = { version: 904, collation: 0xd00d };
const references = (type: StoredType, size: number) => referenceImages(type, size, TRAITS);

/** The images of a value as one text that compares as they do. */
function image(type: StoredType, bytes: Buffer, of: typeof references = keyImages): string | null {
  const words = new Uint32Array(2);
  let text = '';
  for (const each of of(type, bytes.length) ?? []) {
    if (!each.write(bytes, 0, bytes.length, words, 0)) return null;
    text += [...words].map((word) => word.toString(16).padStart(8, '0')).join('');
  }
  return text;
}

function littleEndian(value: bigint, size: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value);
  return bytes.subarray(0, size);
}

function decimal(value: bigint, size: number): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = value < 0n ? 0 : 1;
  bytes.writeBigUInt64LE(value < 0n ? -value : value, 1);
  return bytes.subarray(0, size);
}

const NUMBERS: readonly [
  name: string,
  type: StoredType,
  values: [min: bigint, max: bigint],
  encode: (value: bigint) => Buffer,
][] = [
  ['tinyint', typeOf(XType.tinyint), [0n, 255n], (v) => littleEndian(v, 1)],
  ['smallint', typeOf(XType.smallint), [-(2n ** 15n), 2n ** 15n - 1n], (v) => littleEndian(v, 2)],
  ['int', typeOf(XType.int), [-(2n ** 31n), 2n ** 31n - 1n], (v) => littleEndian(v, 4)],
  ['bigint', typeOf(XType.bigint), [-(2n ** 63n), 2n ** 63n - 1n], (v) => littleEndian(v, 8)],
  ['date', typeOf(XType.date), [0n, 3_652_058n], (v) => littleEndian(v, 3)],
  ['smalldatetime', typeOf(XType.smalldatetime), [0n, 2n ** 32n - 1n], (v) => littleEndian(v, 4)],
  ['datetime2', typeOf(XType.datetime2), [0n, 2n ** 62n], (v) => littleEndian(v, 8)],
  ['decimal(9)', typeOf(XType.decimal, 9), [-(10n ** 9n) + 1n, 10n ** 9n - 1n], (v) => decimal(v, 5)],
  ['decimal(18)', typeOf(XType.decimal, 18), [-(10n ** 18n) + 1n, 10n ** 18n - 1n], (v) => decimal(v, 9)],
];

describe('images of keys', () => {
  it.each(NUMBERS)('%s ascend with the values', (_name, type, [min, max], encode) => {
    const near = fc.bigInt({ min: min > -300n ? min : -300n, max: max < 300n ? max : 300n });
    const value = fc.oneof(near, fc.bigInt({ min, max }));
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [x, y] = [image(type, encode(a)), image(type, encode(b))];
        expect(x! < y!).toBe(a < b);
        expect(x === y).toBe(a === b);
      }),
    );
  });

  // Days and the time of day in units of the type; the day stands behind the time.
  it.each([
    ['date', { xtype: XType.date }, [3_652_058, 3], [0, 0]],
    ['smalldatetime', { xtype: XType.smalldatetime }, [65_535, 2], [1439, 2]],
    ['datetime', { xtype: XType.datetime }, [80_000, 4], [25_919_999, 4]],
    ['time(7)', { xtype: XType.time, scale: 7 }, [0, 0], [863_999_999_999, 5]],
    ['datetime2(0)', { xtype: XType.datetime2, scale: 0 }, [3_652_058, 3], [86_399, 3]],
    ['datetime2(7)', { xtype: XType.datetime2, scale: 7 }, [3_652_058, 3], [863_999_999_999, 5]],
  ] as const)(
    'of a %s ascend as the times that are read from it',
    (_name, facets, [days, dayBytes], [ticks, tickBytes]) => {
      const type = { ...typeOf(facets.xtype), ...facets };
      const decode = valueDecoder(type, { version: 904, collation: 0 }, () => {});
      const size = dayBytes + tickBytes;
      const value = fc.tuple(fc.nat(days), fc.oneof(fc.nat(Math.min(3, ticks)), fc.maxSafeNat())).map(([day, tick]) => {
        const bytes = Buffer.alloc(size);
        if (tickBytes > 0) bytes.writeUIntLE(tick % (ticks + 1), 0, tickBytes);
        if (dayBytes > 0) bytes.writeUIntLE(day, tickBytes, dayBytes);
        return bytes;
      });
      fc.assert(
        fc.property(value, value, (a, b) => {
          const [x, y] = [a, b].map((bytes) => String(decode(bytes, 0, size))) as [string, string];
          expect(image(type, a)! < image(type, b)!).toBe(x < y);
        }),
      );
    },
  );

  it('orders uniqueidentifiers as the server does: by their last six bytes first', () => {
    const order = [10, 11, 12, 13, 14, 15, 8, 9, 6, 7, 4, 5, 0, 1, 2, 3];
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.nat(15), fc.nat(255), (given, at, byte) => {
        const a = Buffer.from(given);
        const b = Buffer.from(given);
        b[at] = byte;
        const [x, y] = [a, b].map((guid) => order.map((i) => guid[i]!.toString(16).padStart(2, '0')).join(''));
        const type = typeOf(XType.guid);
        expect(image(type, a)! < image(type, b)!).toBe(x! < y!);
        expect(image(type, a) === image(type, b)).toBe(a.equals(b));
      }),
    );
  });

  it('tells other values apart by their bytes, and says that it orders none', () => {
    const type = typeOf(XType.varchar);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 40 }), (a, b) => {
        const [x, y] = [Buffer.from(a), Buffer.from(b)];
        expect(image(type, x) === image(type, y)).toBe(x.equals(y));
      }),
    );
    expect(keyImages(type, 0).map(({ exact }) => exact)).toEqual([false]);
  });

  it('refuses bytes that are none of the type', () => {
    expect(image(typeOf(XType.int), Buffer.alloc(3))).toBeNull();
    expect(image(typeOf(XType.guid), Buffer.alloc(15))).toBeNull();
    expect(image(typeOf(XType.nvarchar), Buffer.alloc(3), references)).toBeNull();
  });
});

describe('images of references', () => {
  it.each([
    [XType.varchar, 'latin1'],
    [XType.nvarchar, 'utf16le'],
  ] as const)('hold text of one case for equal, with or without blanks behind it (%s)', (xtype, encoding) => {
    const of = (text: string): string | null => image(typeOf(xtype), Buffer.from(text, encoding), references);
    expect(of('Em')).toBe(of('EM   '));
    expect(of('Em')).not.toBe(of(' EM'));
    expect(of('[]')).not.toBe(of('{}'));
    for (const strange of ['Émilie', 'a\tb', '\u007f']) expect(of(strange)).toBeNull();
  });

  it('say nothing of text of which a collation tells less apart', () => {
    const type = typeOf(XType.varchar);
    expect(collationOf(HUNGARIAN.collation, HUNGARIAN).name).toMatch(/^Hungarian/);
    expect(referenceImages(type, 0, HUNGARIAN)).toBeNull();
    expect(referenceImages({ ...type, collation: 0xfff0_ffff }, 0, TRAITS)).toBeNull();
    expect(referenceImages(type, 0, TRAITS)).toHaveLength(1);
  });

  it('say nothing of types whose equal values may differ in their bytes', () => {
    for (const xtype of [
      XType.datetimeoffset,
      XType.varbinary,
      XType.binary,
      XType.float,
      XType.real,
      XType.sqlVariant,
    ])
      expect(references(typeOf(xtype), 8)).toBeNull();
  });
});
