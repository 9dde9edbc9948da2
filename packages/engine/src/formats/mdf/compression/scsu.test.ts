import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeScsu, encodeServerText } from '../../../testing/scsu-encoder.js';
import { DecodeError } from '../stored-type.js';
import { scsuToUtf16 } from './scsu.js';

const out = Buffer.alloc(32_768);
const decode = (bytes: Buffer): string => out.toString('utf16le', 0, scsuToUtf16(bytes, 0, bytes.length, out));
const hex = (text: string): string => decode(Buffer.from(text.replaceAll(' ', ''), 'hex'));

describe('scsuToUtf16', () => {
  test.each([
    ['31 32 33', '123'],
    ['31 32 33 34 35 36 37 38 39 30 10', '1234567890'],
    [`12${' e8'.repeat(10)}`, 'Ѩ'.repeat(10)],
    ['08 DE 15 A7 82 CC 08 DE A7 82 CC', '～であれ～であれ'],
  ])('published: %s', (bytes, text) => {
    expect(hex(bytes)).toBe(text);
    expect(encodeServerText(Buffer.from(text, 'utf16le')).toString('hex')).toBe(
      bytes.replaceAll(' ', '').toLowerCase(),
    );
  });

  // UTR 6, section 9: German, Russian, all features.
  test.each([
    ['D6 6C 20 66 6C 69 65 DF 74', 'Öl fließt'],
    ['12 9C BE C1 BA B2 B0', 'Москва'],
    [
      '41 DF 12 81 03 5F 10 DF 1B 03 DF 1C 88 80 0B BF FF FF 0D 0A 41 10 DF 12 81 03 5F 10 DF 13 DF 14 80 15 FF',
      'AßЁş\u00dfǟ\uf000\u{10ffff}\r\nAßЁş\u00dfǟ\uf000\u{10ffff}',
    ],
  ])('UTR 6: %s', (bytes, text) => expect(hex(bytes)).toBe(text));

  test('every window offset byte is a window or an error', () => {
    const first = (x: number): number => hex(`18${x.toString(16).padStart(2, '0')}80`).codePointAt(0) ?? -1;
    for (let x = 0; x < 256; x++) {
      if (x === 0 || (x >= 0xa8 && x <= 0xf8)) expect(() => first(x)).toThrow(DecodeError);
      else if (x <= 0x67) expect(first(x)).toBe(x * 0x80);
      else if (x <= 0xa7) expect(first(x)).toBe(x * 0x80 + 0xac00);
    }
    expect([0xf9, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe, 0xff].map(first)).toEqual([
      0x00c0, 0x0250, 0x0370, 0x0530, 0x3040, 0x30a0, 0xff60,
    ]);
  });

  test.each([
    ['0b e0 00 80', '\u{10000}'], // SDX, window 7
    ['01 41', 'A'], // SQ0, static
    ['05 13', '\u2013'], // SQ4, static window at 2000
    ['03 a8', '\u0428'], // SQ2, dynamic window at 0400
    ['0f 4e 2d e2 a8', '中\u0428'], // SCU, UC2
    ['0f f0 e0 12 e8 f9 80', '\ue012\u00c0'], // UQU, UD0
    ['0f f1 20 01 81', '\u{10081}'], // UDX, window 1
    ['0f 4e 2d 30', '中'], // a lone byte at the end
  ])('tags: %s', (bytes, text) => expect(hex(bytes)).toBe(text));

  test.each(['0c', '0e 41', '0b 01', '18', '01', '0f f2 00 00', '0f f0 41', '0f f1 41'])('refused: %s', (bytes) => {
    expect(() => hex(bytes)).toThrow(DecodeError);
  });

  test('text that the room cannot hold is refused', () => {
    expect(() => scsuToUtf16(Buffer.alloc(100, 0x41), 0, 100, Buffer.alloc(64))).toThrow(DecodeError);
  });

  test('decode(encode(text)) = text', () => {
    const unit = fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 0, max: 0x7f }) },
      { weight: 4, arbitrary: fc.integer({ min: 0x80, max: 0x52f }) },
      { weight: 2, arbitrary: fc.integer({ min: 0x3040, max: 0x30ff }) },
      { weight: 2, arbitrary: fc.integer({ min: 0x4e00, max: 0x9fff }) },
      { weight: 2, arbitrary: fc.integer({ min: 0, max: 0xffff }) },
      { weight: 1, arbitrary: fc.integer({ min: 0x1f600, max: 0x1f64f }) },
      { weight: 1, arbitrary: fc.integer({ min: 0x10000, max: 0x10ffff }) },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(unit, fc.integer({ min: 1, max: 4 })), { maxLength: 60 }), (runs) => {
        const text = Buffer.from(runs.map(([code, n]) => String.fromCodePoint(code).repeat(n)).join(''), 'utf16le');
        const scsu = encodeScsu(text);
        expect(out.subarray(0, scsuToUtf16(scsu, 0, scsu.length, out)).equals(text)).toBe(true);
        const stored = encodeServerText(text);
        if (stored.length % 2 === 0) expect(stored.equals(text)).toBe(true);
        else expect(out.subarray(0, scsuToUtf16(stored, 0, stored.length, out)).equals(text)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test('any bytes are text or a DecodeError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        try {
          expect(scsuToUtf16(Buffer.from(bytes), 0, bytes.length, out) % 2).toBe(0);
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
        }
      }),
      { numRuns: 5000 },
    );
  });
});
