import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DecodeError } from '../stored-type.js';
import { COMPONENTS, hierarchyidDecoder } from './hierarchyid.js';

const decode = (bytes: Buffer, notes: string[] = []) =>
  hierarchyidDecoder((code) => notes.push(code))(bytes, 0, bytes.length);

/** Bits of one number: its offset from the base of its code, spread over the x from the right. */
function encodeNumber(value: number, isLast: boolean): string {
  // Of all codes that start at or below the value, the one with the highest base holds it.
  const code = COMPONENTS.filter(({ base }) => base <= value).sort((a, b) => b.base - a.base)[0]!;
  let rest = BigInt(value - code.base);
  let bits = '';
  for (const rule of [...code.bits].reverse()) {
    if (rule === 'x') {
      bits = (rest & 1n) + bits;
      rest >>= 1n;
    } else bits = (rule === 'T' ? (isLast ? '1' : '0') : rule) + bits;
  }
  expect(rest).toBe(0n);
  return bits;
}

function encode(levels: readonly (readonly number[])[]): Buffer {
  let bits = '';
  for (const level of levels) {
    level.forEach((value, i) => {
      const isLast = i === level.length - 1;
      bits += encodeNumber(isLast ? value : value + 1, isLast);
    });
  }
  bits = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0');
  return Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
}

const LIMITS = [-281_479_271_682_120, -4_294_971_464, -4168, -72, -8, 0, 4, 8, 16, 80, 1104, 5200, 4_294_972_496];
const anyNumber = fc.oneof(
  fc.integer({ min: -20, max: 100 }),
  fc.integer({ min: -10_000, max: 10_000 }),
  fc.integer({ min: -281_479_271_682_120, max: 281_479_271_683_150 }),
  fc.constantFrom(...LIMITS, ...LIMITS.slice(1).map((limit) => limit - 1)),
);

describe('hierarchyid', () => {
  test.each([
    ['', '/'],
    ['48', '/0/'],
    ['58', '/1/'],
    ['5ac0', '/1/1/'],
    ['62c0', '/1.1/'],
    ['68', '/2/'],
    ['78', '/3/'],
    ['84', '/4/'],
    ['e02540', '/98/'],
  ])('%s is %s', (hex, path) => {
    expect(decode(Buffer.from(hex, 'hex'))).toBe(path);
  });
  test('every path comes back', () => {
    const anyPath = fc.array(fc.array(anyNumber, { minLength: 1, maxLength: 3 }), { maxLength: 5 });
    fc.assert(
      fc.property(anyPath, (levels) => {
        const path = `/${levels.map((level) => `${level.join('.')}/`).join('')}`;
        expect(decode(encode(levels))).toBe(path);
      }),
      { numRuns: 1000 },
    );
  });
  test.each(['00', '0001', '5800', '60', 'ff', '4048'])('%s, which is no path, stays bytes', (hex) => {
    const notes: string[] = [];
    expect(decode(Buffer.from(hex, 'hex'), notes)).toEqual(Uint8Array.from(Buffer.from(hex, 'hex')));
    expect(notes).toEqual(['hierarchyid-as-bytes']);
  });
  test('more bytes than the type allows are refused', () => {
    expect(() => decode(Buffer.alloc(893))).toThrow(DecodeError);
  });
});
