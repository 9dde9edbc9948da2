import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeVardecimal } from '../../../testing/compressed-value-encoder.js';
import { DecodeError } from '../stored-type.js';
import { decimalRowBytes, vardecimalToRowForm } from './vardecimal.js';

const out = Buffer.alloc(64, 0xaa);

function units(bytes: Buffer, precision: number, scale: number): bigint {
  const length = vardecimalToRowForm(bytes, 0, bytes.length, precision, scale, out);
  expect(length).toBe(decimalRowBytes(precision));
  const magnitude = BigInt(`0x${Buffer.from(out.subarray(1, length)).reverse().toString('hex')}`);
  return out[0] === 1 ? magnitude : -magnitude;
}
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('vardecimalToRowForm', () => {
  test.each([
    ['C3 1E DB D0', 10, 2, 123445n],
    ['C3 1E DB D0', 38, 10, 12344500000000n],
    ['C0 19', 9, 0, 1n],
    ['C0 19', 38, 37, 10n ** 37n],
    ['3F 7D', 5, 2, -50n],
    ['', 18, 4, 0n],
  ])('%s', (bytes, precision, scale, value) => {
    expect(units(hex(bytes), precision, scale)).toBe(value);
    if (scale < 10) expect(encodeVardecimal(value, scale).toString('hex')).toBe(hex(bytes).toString('hex'));
  });

  test.each([
    ['C0', 9, 0, 'no digits'],
    ['C0 00', 9, 0, 'zero in front'],
    ['C0 00 19', 9, 0, 'zero in front'],
    ['C0 FA 00', 9, 0, 'a group of 1000'],
    ['C3 1E DB D0', 10, 1, 'more decimals than the scale'],
    ['C3 1E DB D0', 5, 2, 'more digits than the precision'],
    ['3F 7D', 5, 0, 'a fraction of an integer'],
    [`C0 19${' 00'.repeat(17)}`, 38, 0, 'more than 18 bytes'],
    ['FF 19', 38, 0, 'the highest exponent'],
    ['80 19', 38, 0, 'the lowest exponent'],
    ['C0 19', 39, 0, 'precision 39'],
    ['C0 19', 0, 0, 'precision 0'],
    ['C0 19', 5, 6, 'a scale beyond the precision'],
  ])('refused: %s as decimal(%d,%d): %s', (bytes, precision, scale) => {
    expect(() => units(hex(bytes), precision, scale)).toThrow(DecodeError);
  });

  test('decode(encode(value)) = value for every precision and scale', () => {
    const decimal = fc.integer({ min: 1, max: 38 }).chain((precision) =>
      fc.record({
        precision: fc.constant(precision),
        scale: fc.integer({ min: 0, max: precision }),
        value: fc
          .integer({ min: 1, max: precision })
          .chain((digits) => fc.bigInt({ min: -(10n ** BigInt(digits)) + 1n, max: 10n ** BigInt(digits) - 1n })),
        zeros: fc.integer({ min: 0, max: precision - 1 }),
      }),
    );
    fc.assert(
      fc.property(decimal, ({ precision, scale, value, zeros }) => {
        const round = (value / 10n ** BigInt(zeros)) * 10n ** BigInt(zeros);
        expect(units(encodeVardecimal(value, scale), precision, scale)).toBe(value);
        expect(units(encodeVardecimal(round, scale), precision, scale)).toBe(round);
      }),
      { numRuns: 3000 },
    );
  });

  test('any bytes are a decimal of the precision or a DecodeError', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 20 }),
        fc.integer({ min: 1, max: 38 }),
        fc.nat(38),
        (bytes, precision, scale) => {
          try {
            const value = units(Buffer.from(bytes), precision, scale);
            expect(value < 10n ** BigInt(precision) && -value < 10n ** BigInt(precision)).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(DecodeError);
          }
        },
      ),
      { numRuns: 5000 },
    );
  });
});
