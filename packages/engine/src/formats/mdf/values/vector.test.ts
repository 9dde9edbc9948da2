import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DecodeError } from '../stored-type.js';
import { decodeVector } from './vector.js';

describe('vector', () => {
  const encodeVector = (values: readonly number[]): Buffer => {
    const bytes = Buffer.alloc(8 + values.length * 4);
    bytes.set([0xa9, 0x01, values.length & 0xff, values.length >> 8]);
    values.forEach((value, i) => {
      bytes.writeFloatLE(value, 8 + i * 4);
    });
    return bytes;
  };
  test('comes back as a JSON array', () => {
    const finite = fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    fc.assert(
      fc.property(fc.array(finite), (values) => {
        const bytes = encodeVector(values);
        const text = decodeVector(bytes, 0, bytes.length) as string;
        expect((JSON.parse(text) as number[]).map(Math.fround)).toEqual(
          values.map((value) => (value === 0 ? 0 : value)),
        );
      }),
    );
    const bytes = encodeVector([0.1, -2, 1e20]);
    expect(decodeVector(bytes, 0, bytes.length)).toBe('[0.1,-2,100000000000000000000]');
  });
  test('refuses another head, length or element', () => {
    const good = encodeVector([1, 2]);
    for (const bytes of [good.subarray(0, 15), good.subarray(0, 3), encodeVector([Number.NaN]), Buffer.alloc(8)]) {
      expect(() => decodeVector(bytes, 0, bytes.length)).toThrow(DecodeError);
    }
  });
  const half = (bits: readonly number[]): string => {
    const bytes = Buffer.alloc(8 + 2 * bits.length);
    bytes.writeUInt16LE(0x01a9);
    bytes.writeUInt16LE(bits.length, 2);
    bytes[4] = 1;
    bits.forEach((value, i) => {
      bytes.writeUInt16LE(value, 8 + 2 * i);
    });
    return String(decodeVector(bytes, 0, bytes.length));
  };
  test('half-precision elements', () => {
    expect(half([0x3c00, 0xc000, 0x3555, 0x2e66, 0x0001, 0x7bff, 0x0000])).toBe('[1,-2,0.3333,0.1,6e-8,65500,0]');
    expect(() => half([0x7c00])).toThrow(DecodeError);
  });
  test('every half is nearest to its own digits', () => {
    const all = Array.from({ length: 0x7c00 }, (_, bits) => bits);
    const values = JSON.parse(half(all)) as number[];
    const exact = (bits: number): number => {
      const [exponent, fraction] = [bits >> 10, bits & 0x3ff];
      return exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25);
    };
    const strays = all.filter((bits) => {
      const own = Math.abs(values[bits]! - exact(bits));
      const below = bits > 0 ? Math.abs(values[bits]! - exact(bits - 1)) : 1;
      const above = bits < 0x7bff ? Math.abs(values[bits]! - exact(bits + 1)) : Number.POSITIVE_INFINITY;
      return own >= below || own >= above;
    });
    expect(strays).toEqual([]);
  });
});
