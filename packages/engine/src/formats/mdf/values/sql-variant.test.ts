import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DatabaseTraits, DecodeError } from '../stored-type.js';
import { sqlVariantDecoder } from './sql-variant.js';

const TRAITS: DatabaseTraits = { version: 869, collation: 0xd015 };
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const decode = (bytes: Buffer) => sqlVariantDecoder(TRAITS, () => {})(bytes, 0, bytes.length);

describe('sql_variant', () => {
  test.each([
    ['38 01 02 00 00 00', 2],
    ['68 01 00', false],
    ['7F 01 6A 04 00 00 00 00 00 00', 1130],
    ['A5 01 40 1F 01 00', Uint8Array.of(1, 0)],
    ['E7 01 08 02 08 D0 00 34 31 00 2E 00 30 00', '1.0'],
    ['28 01 5B 95 0A', '1900-01-01'],
    ['6A 01 12 02 01 39 30 00 00 00 00 00 00', '123.45'],
    ['29 01 07 00 00 00 00 00', '00:00:00.0000000'],
    ['2A 01 00 01 00 00 5B 95 0A', '1900-01-01T00:00:01'],
    ['3D 01 2C 01 00 00 00 00 00 00', '1900-01-01T00:00:01.000'],
    ['A7 01 0A 00 08 D0 00 34', ''],
    // The value's own collation decides: 1252, though that of the database is 1251.
    ['A7 01 0A 00 08 D0 00 34 E9', 'é'],
    ['A7 01 0A 00 15 D0 00 00 E9', 'й'],
  ] as const)('%s', (text, cell) => {
    expect(decode(hex(text))).toEqual(cell);
  });
  test.each([
    ['an empty value', ''],
    ['one byte', '38'],
    ['another version', '38 02 02 00 00 00'],
    ['a value cut short', '38 01 02 00 00'],
    ['a variant in a variant', '62 01 38 01 02 00 00 00'],
    ['xml', 'F1 01 DF FF'],
    ['text longer than declared', 'E7 01 02 00 08 D0 00 34 31 00 2E 00'],
    ['text without a collation', 'E7 01 08 02 08 D0'],
    ['half a UTF-16 unit', 'E7 01 08 02 08 D0 00 34 31'],
    ['a decimal of another length', '6A 01 12 02 01 39 30 00 00'],
    ['a precision beyond 38', '6A 01 27 02 01 39 30 00 00 00 00 00 00 00 00 00 00 00 00 00 00'],
    ['a scale beyond 7', '29 01 08 00 00 00 00 00'],
  ])('refuses %s', (_, text) => {
    expect(() => decode(hex(text))).toThrow(DecodeError);
  });
  test('any bytes give a cell or a DecodeError', () => {
    const decoder = sqlVariantDecoder(TRAITS, () => {});
    const bases = [
      36, 40, 41, 42, 43, 48, 52, 56, 58, 59, 60, 61, 62, 104, 106, 108, 122, 127, 165, 167, 173, 175, 231, 239,
    ];
    const anyVariant = fc.tuple(fc.constantFrom(...bases), fc.uint8Array({ maxLength: 24 }));
    fc.assert(
      fc.property(anyVariant, ([base, rest]) => {
        const bytes = Buffer.from([base, 1, ...rest]);
        try {
          expect(decoder(bytes, 0, bytes.length)).toBeDefined();
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
        }
      }),
      { numRuns: 3000 },
    );
  });
  test('nvarchar and varchar come back whatever their length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        const value = Buffer.from(text, 'utf16le');
        const head = Buffer.from([231, 1, value.length & 0xff, value.length >> 8, 0x08, 0xd0, 0, 0]);
        expect(decode(Buffer.concat([head, value]))).toBe(text);
      }),
    );
  });
});
