import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cell } from '../../../base/cell.js';
import { type DatabaseTraits, DecodeError, type StoredType } from '../stored-type.js';
import { XType } from './column-type.js';
import { valueDecoder } from './value-decoder.js';

const TRAITS: DatabaseTraits = { version: 869, collation: 0x3400d008 };

function stored(xtype: number, facets: Partial<StoredType> = {}): StoredType {
  return { xtype, userType: 0, length: 8, precision: 0, scale: 0, collation: 0, ...facets };
}

/** Decodes a value that stands in the middle of other bytes. */
function decode(type: StoredType, value: Uint8Array, notes: string[] = []): Cell {
  const bytes = Buffer.concat([Buffer.of(0xff, 0xff, 0xff), value, Buffer.of(0xee, 0xee)]);
  return valueDecoder(type, TRAITS, (code) => notes.push(code))(bytes, 3, 3 + value.length);
}

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

function littleEndian(value: bigint, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let rest = BigInt.asUintN(length * 8, value);
  for (let i = 0; i < length; i++) {
    bytes[i] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}

const fails = (type: StoredType, value: Uint8Array): void => {
  expect(() => decode(type, value)).toThrow(DecodeError);
};

/** The calendar of JavaScript, as an independent judge. */
const DAY_0001 = Date.parse('0001-01-01T00:00:00Z');
const dateOf = (day: number): string => new Date(DAY_0001 + day * 86_400_000).toISOString().slice(0, 10);

describe('integers', () => {
  const cases = [
    [XType.tinyint, 1, 0n, 255n],
    [XType.smallint, 2, -(2n ** 15n), 2n ** 15n - 1n],
    [XType.int, 4, -(2n ** 31n), 2n ** 31n - 1n],
    [XType.bigint, 8, -(2n ** 63n), 2n ** 63n - 1n],
  ] as const;
  test.each(cases)('xtype %i keeps every value', (xtype, length, min, max) => {
    const law = (value: bigint): void => {
      const exact = BigInt(Number.MAX_SAFE_INTEGER);
      const cell = value >= -exact && value <= exact ? Number(value) : value;
      expect(decode(stored(xtype), littleEndian(value, length))).toBe(cell);
    };
    law(min);
    law(max);
    fc.assert(fc.property(fc.bigInt({ min, max }), law));
    fails(stored(xtype), Buffer.alloc(length + 1));
    fails(stored(xtype), Buffer.alloc(0));
  });
  test('bigint turns from number to bigint at 2^53', () => {
    for (const delta of [-2n, -1n, 0n, 1n, 2n]) {
      for (const base of [2n ** 52n, 2n ** 53n, -(2n ** 52n), -(2n ** 53n)]) {
        const value = base + delta;
        const exact = Number.isSafeInteger(Number(value));
        expect(decode(stored(XType.bigint), littleEndian(value, 8))).toBe(exact ? Number(value) : value);
      }
    }
  });
  test('bit', () => {
    expect(decode(stored(XType.bit), Buffer.of(0))).toBe(false);
    expect(decode(stored(XType.bit), Buffer.of(1))).toBe(true);
    fails(stored(XType.bit), Buffer.of(2));
  });
});

describe('decimals', () => {
  const lengths = (precision: number): number => (precision <= 9 ? 4 : precision <= 19 ? 8 : precision <= 28 ? 12 : 16);
  const anyDecimal = fc.integer({ min: 1, max: 38 }).chain((precision) =>
    fc.record({
      precision: fc.constant(precision),
      scale: fc.integer({ min: 0, max: precision }),
      magnitude: fc.bigInt({ min: 0n, max: 10n ** BigInt(precision) - 1n }),
      negative: fc.boolean(),
      xtype: fc.constantFrom(XType.decimal, XType.numeric),
    }),
  );
  const textOf = (magnitude: bigint, scale: number, negative: boolean): string => {
    const unit = 10n ** BigInt(scale);
    const fraction = scale === 0 ? '' : `.${String(magnitude % unit).padStart(scale, '0')}`;
    return `${negative && magnitude !== 0n ? '-' : ''}${magnitude / unit}${fraction}`;
  };
  test('keep every digit at every precision and scale', () => {
    fc.assert(
      fc.property(anyDecimal, ({ precision, scale, magnitude, negative, xtype }) => {
        const bytes = Buffer.concat([Buffer.of(negative ? 0 : 1), littleEndian(magnitude, lengths(precision))]);
        expect(decode(stored(xtype, { precision, scale }), bytes)).toBe(textOf(magnitude, scale, negative));
      }),
      { numRuns: 1000 },
    );
  });
  test('refuse what is beyond the precision, and other signs', () => {
    for (let precision = 1; precision <= 38; precision++) {
      const limit = 10n ** BigInt(precision);
      const type = stored(XType.decimal, { precision, scale: 0 });
      const at = (value: bigint): Buffer => Buffer.concat([Buffer.of(1), littleEndian(value, lengths(precision))]);
      expect(decode(type, at(limit - 1n))).toBe(String(limit - 1n));
      if (limit < 2n ** BigInt(8 * lengths(precision))) fails(type, at(limit));
      fails(type, Buffer.concat([Buffer.of(2), Buffer.alloc(lengths(precision))]));
      fails(type, Buffer.alloc(lengths(precision)));
    }
  });
  test.each([
    [0, 0],
    [39, 0],
    [5, 6],
    [5, -1],
  ])('refuse decimal(%i,%i)', (precision, scale) => {
    fails(stored(XType.decimal, { precision, scale }), Buffer.alloc(5));
  });
  test('money and smallmoney have four digits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        const magnitude = value < 0n ? -value : value;
        expect(decode(stored(XType.money), littleEndian(value, 8))).toBe(textOf(magnitude, 4, value < 0n));
        const small = BigInt.asIntN(32, value);
        const smallMagnitude = small < 0n ? -small : small;
        expect(decode(stored(XType.smallmoney), littleEndian(small, 4))).toBe(textOf(smallMagnitude, 4, small < 0n));
      }),
    );
    expect(decode(stored(XType.money), littleEndian(-(2n ** 63n), 8))).toBe('-922337203685477.5808');
    expect(decode(stored(XType.money), littleEndian(47_700n, 8))).toBe('4.7700');
  });
});

describe('floats', () => {
  test('are the exact doubles', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.float({ noNaN: true }), (double, float) => {
        const eight = Buffer.alloc(8);
        eight.writeDoubleLE(double);
        expect(decode(stored(XType.float), eight)).toBe(double);
        if (!Number.isFinite(float)) return;
        const four = Buffer.alloc(4);
        four.writeFloatLE(float);
        const real = decode(stored(XType.real), four) as number;
        expect(Math.fround(real)).toBe(float);
        expect(String(real).length).toBeLessThanOrEqual(String(float).length);
      }),
    );
  });
  test('of 32 bits have the fewest digits from six on that name them', () => {
    const fewest = (float: number): number => {
      // Its text has no sign.
      if (float === 0) return float;
      for (let digits = 6; digits <= 9; digits++)
        if (Math.fround(Number(float.toPrecision(digits))) === float) return Number(float.toPrecision(digits));
      return float;
    };
    const magnitudes = fc.tuple(fc.nat(10_000_000), fc.integer({ min: -12, max: 12 })).map(([n, e]) => n * 10 ** e);
    const numbers = fc.oneof(fc.float({ noNaN: true, noDefaultInfinity: true }), magnitudes, fc.constant(-0));
    fc.assert(
      fc.property(numbers, fc.boolean(), (number, isNegative) => {
        const four = Buffer.alloc(4);
        four.writeFloatLE(isNegative ? -number : number);
        expect(decode(stored(XType.real), four)).toBe(fewest(four.readFloatLE()));
      }),
      { numRuns: 2000 },
    );
  });
  test('refuse what is no number', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      const bytes = Buffer.alloc(8);
      bytes.writeDoubleLE(value);
      fails(stored(XType.float), bytes);
    }
  });
});

describe('dates and times', () => {
  test('every day from 0001-01-01 to 9999-12-31 has its text', () => {
    const decoder = valueDecoder(stored(XType.date), TRAITS, () => {});
    const bytes = Buffer.alloc(3);
    // A step that is prime to the length of every cycle of the calendar meets all its cases.
    for (let day = 0; day <= 3_652_058; day += 11) {
      bytes.writeUIntLE(day, 0, 3);
      const text = decoder(bytes, 0, 3);
      if (text !== dateOf(day)) expect([day, text]).toEqual([day, dateOf(day)]);
    }
    expect(decode(stored(XType.date), hex('000000'))).toBe('0001-01-01');
    expect(decode(stored(XType.date), hex('5B950A'))).toBe('1900-01-01');
    expect(decode(stored(XType.date), hex('79380B'))).toBe('2014-05-01');
    expect(decode(stored(XType.date), littleEndian(3_652_058n, 3))).toBe('9999-12-31');
    fails(stored(XType.date), littleEndian(3_652_059n, 3));
  });
  test('datetime rounds its ticks to .000, .003 and .007', () => {
    const at = (ticks: number, days: number): Buffer =>
      Buffer.concat([littleEndian(BigInt(ticks), 4), littleEndian(BigInt(days), 4)]);
    expect(decode(stored(XType.datetime), at(0, 0))).toBe('1900-01-01T00:00:00.000');
    expect(decode(stored(XType.datetime), at(1, 0))).toBe('1900-01-01T00:00:00.003');
    expect(decode(stored(XType.datetime), at(2, 0))).toBe('1900-01-01T00:00:00.007');
    expect(decode(stored(XType.datetime), at(25_919_999, 2_958_463))).toBe('9999-12-31T23:59:59.997');
    expect(decode(stored(XType.datetime), at(0, -53_690))).toBe('1753-01-01T00:00:00.000');
    expect(decode(stored(XType.datetime), at(0x018ae173, 0x9fe7))).toBe('2012-01-29T23:57:42.997');
    fails(stored(XType.datetime), at(25_920_000, 0));
    fails(stored(XType.datetime), at(0, -53_691));
    fails(stored(XType.datetime), at(0, 2_958_464));
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 25_919_999 }),
        fc.integer({ min: -53_690, max: 2_958_463 }),
        (ticks, days) => {
          const milliseconds = Math.round((ticks * 10) / 3);
          const expected = new Date(Date.UTC(1900, 0, 1) + days * 86_400_000 + milliseconds).toISOString().slice(0, -1);
          expect(decode(stored(XType.datetime), at(ticks, days))).toBe(expected);
        },
      ),
    );
  });
  test('smalldatetime has whole minutes', () => {
    expect(decode(stored(XType.smalldatetime), hex('00005D26'))).toBe('1926-11-22T00:00:00');
    expect(decode(stored(XType.smalldatetime), hex('9F05FFFF'))).toBe('2079-06-06T23:59:00');
    fails(stored(XType.smalldatetime), hex('A0050000'));
  });
  const anyTime = fc.integer({ min: 0, max: 7 }).chain((scale) =>
    fc.record({
      scale: fc.constant(scale),
      units: fc.integer({ min: 0, max: 86_400 * 10 ** scale - 1 }),
      day: fc.integer({ min: 1, max: 3_652_057 }),
      offset: fc.integer({ min: -840, max: 840 }),
    }),
  );
  const clock = (units: number, scale: number): string => {
    const second = Math.floor(units / 10 ** scale);
    const parts = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60];
    const text = parts.map((part) => String(part).padStart(2, '0')).join(':');
    return scale === 0 ? text : `${text}.${String(units % 10 ** scale).padStart(scale, '0')}`;
  };
  const lengthOf = (scale: number): number => [3, 3, 3, 4, 4, 5, 5, 5][scale]!;
  test('time, datetime2 and datetimeoffset have the digits of their scale', () => {
    fc.assert(
      fc.property(anyTime, ({ scale, units, day, offset }) => {
        const time = littleEndian(BigInt(units), lengthOf(scale));
        const date = littleEndian(BigInt(day), 3);
        expect(decode(stored(XType.time, { scale }), time)).toBe(clock(units, scale));
        const both = Buffer.concat([time, date]);
        expect(decode(stored(XType.datetime2, { scale }), both)).toBe(`${dateOf(day)}T${clock(units, scale)}`);
        const local = units + offset * 60 * 10 ** scale;
        const aDay = 86_400 * 10 ** scale;
        const localDay = day + Math.floor(local / aDay);
        const zone = `${offset < 0 ? '-' : '+'}${clock(Math.abs(offset) * 60, 0).slice(0, 5)}`;
        const zoned = Buffer.concat([both, littleEndian(BigInt(offset), 2)]);
        expect(decode(stored(XType.datetimeoffset, { scale }), zoned)).toBe(
          `${dateOf(localDay)}T${clock(local - Math.floor(local / aDay) * aDay, scale)}${zone}`,
        );
      }),
    );
  });
  test('refuse a time beyond a day, an offset beyond 14 hours and a scale beyond 7', () => {
    for (let scale = 0; scale <= 7; scale++) {
      fails(stored(XType.time, { scale }), littleEndian(BigInt(86_400 * 10 ** scale), lengthOf(scale)));
    }
    fails(stored(XType.time, { scale: 8 }), Buffer.alloc(5));
    fails(stored(XType.datetimeoffset, { scale: 0 }), hex('000000 5B950A 4903'));
    fails(stored(XType.datetimeoffset, { scale: 0 }), hex('000000 000000 FFFF'));
  });
});

describe('bytes and text', () => {
  test('guid is lower case with its first groups turned', () => {
    expect(decode(stored(XType.guid), hex('00112233445566778899AABBCCDDEEFF'))).toBe(
      '33221100-5544-7766-8899-aabbccddeeff',
    );
  });
  test('binary is a copy', () => {
    const bytes = Buffer.of(1, 2, 3);
    const cell = valueDecoder(stored(XType.varbinary), TRAITS, () => {})(bytes, 0, 3);
    bytes.fill(9);
    expect(cell).toEqual(Uint8Array.of(1, 2, 3));
  });
  test('nvarchar keeps every UTF-16 unit and refuses half of one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (units) => {
        const text = String.fromCharCode(...units);
        expect(decode(stored(XType.nvarchar), Buffer.from(text, 'utf16le'))).toBe(text);
      }),
    );
    fails(stored(XType.nvarchar), Buffer.alloc(3));
  });
  test('char keeps its padding', () => {
    expect(decode(stored(XType.char), Buffer.from('Row 1   '))).toBe('Row 1   ');
  });
  test('types that are not known are refused when the decoder is made', () => {
    fails(stored(77), Buffer.alloc(1));
  });
  test('a range outside the buffer is refused by every type', () => {
    for (const xtype of Object.values(XType)) {
      const decoder = valueDecoder(stored(xtype, { precision: 9, length: 4 }), TRAITS, () => {});
      for (const length of [1, 2, 3, 4, 5, 8, 16]) {
        expect(() => decoder(Buffer.alloc(2), 2, 2 + length), `${xtype} ${length}`).toThrow(DecodeError);
      }
    }
  });
  test('any bytes of any type give a cell or a DecodeError', () => {
    const anyType = fc.record({
      xtype: fc.constantFrom(...Object.values(XType)),
      userType: fc.constantFrom(0, 128, 129, 130, 255),
      length: fc.integer({ min: -1, max: 40 }),
      precision: fc.nat({ max: 40 }),
      scale: fc.nat({ max: 40 }),
      collation: fc.constantFrom(0, 0xd008, 0xd010, 0xd024, 0x0808, 0xd0ee, 0x4d108),
    });
    fc.assert(
      fc.property(anyType, fc.uint8Array({ maxLength: 40 }), fc.constantFrom(611, 998), (type, bytes, version) => {
        try {
          const decoder = valueDecoder(type, { ...TRAITS, version }, () => {});
          expect(decoder(Buffer.from(bytes), 0, bytes.length)).toBeDefined();
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
        }
      }),
      { numRuns: 5000 },
    );
  });
});
