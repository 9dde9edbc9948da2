import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecodeError, type StoredType, type ValueDecoder } from '../stored-type.js';
import { XType } from './column-type.js';
import { valueCheck } from './value-check.js';
import { valueDecoder } from './value-decoder.js';

const TRAITS = { version: 904, collation: 0x3400d008 };
const type = (xtype: number, more: Partial<StoredType> = {}): StoredType => ({
  xtype,
  userType: 0,
  length: -1,
  precision: 0,
  scale: 0,
  collation: 0,
  ...more,
});

const BINARY2 = 0x0001_0409 | 0x0800_0000;
const TYPES: readonly StoredType[] = [
  ...[XType.tinyint, XType.smallint, XType.int, XType.bigint, XType.bit, XType.real, XType.float].map((x) => type(x)),
  ...[XType.money, XType.smallmoney, XType.guid, XType.date, XType.datetime, XType.smalldatetime].map((x) => type(x)),
  ...[XType.image, XType.varbinary, XType.rowversion, XType.sqlVariant, XType.xml].map((x) => type(x)),
  type(XType.binary, { length: 6 }),
  ...[0, 2, 3, 4, 5, 7].flatMap((scale) => [
    type(XType.time, { scale }),
    type(XType.datetime2, { scale }),
    type(XType.datetimeoffset, { scale }),
  ]),
  ...[1, 9, 10, 15, 16, 19, 28, 38].map((precision) => type(XType.decimal, { precision, scale: 1 })),
  // Latin-1, Greek (undefined bytes), Japanese, one that is not known, UTF-8.
  ...[0, 0x0000_0408, 0x0000_0411, 0x7fff_ffff, 0x0000_0409 | 0x0400_0000, BINARY2].flatMap((collation) => [
    type(XType.varchar, { collation }),
    type(XType.nvarchar, { collation }),
  ]),
];

/** What a reader gets to know of a value that it does not look at. */
function told(decode: ValueDecoder, notes: string[], values: readonly Buffer[]): string[] {
  const results = values.map((value) => {
    try {
      decode(value, 2, value.length - 1);
      return 'read';
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      return error.code;
    }
  });
  return [...results, ...notes];
}

const value = fc
  .oneof(
    fc.uint8Array({ maxLength: 20 }),
    fc
      .constantFrom(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 16, 17)
      .chain((n) => fc.uint8Array({ minLength: n, maxLength: n })),
    // Small numbers, so that many are in range.
    fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 17 }).map((list) => Uint8Array.from(list)),
    fc.string({ maxLength: 12 }).map((text) => Buffer.from(text, 'utf8')),
  )
  .map((bytes) => Buffer.concat([Buffer.from('<<'), bytes, Buffer.from('>')]));

describe('valueCheck', () => {
  it.each(TYPES.map((each) => [`${each.xtype} ${each.precision} ${each.scale} ${each.collation}`, each] as const))(
    'refuses and notes what the decoder of type %s would',
    (_, each) => {
      let read = 0;
      let refused = 0;
      fc.assert(
        fc.property(fc.array(value, { minLength: 1, maxLength: 6 }), (values) => {
          const [mine, theirs]: [string[], string[]] = [[], []];
          const decode = valueDecoder(each, TRAITS, (code) => theirs.push(code));
          const expected = told(decode, theirs, values);
          const check = valueCheck(
            each,
            TRAITS,
            valueDecoder(each, TRAITS, (code) => mine.push(code)),
          );
          expect(told(check, mine, values)).toEqual(expected);
          if (expected.includes('read')) read++;
          if (expected.some((one) => one.startsWith('value'))) refused++;
        }),
        { numRuns: 200, seed: 7 },
      );
      expect(read + refused).toBeGreaterThan(0);
    },
  );
});
