import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BEYOND_ASCII, codesOf, NameTable } from './name-table.js';

const hashOf = (name: string): number => [...name].reduce((hash, c) => (Math.imul(hash, 31) + c.charCodeAt(0)) | 0, 0);
const find = (table: NameTable, text: string, from: number, to: number): string =>
  table.find(text, codesOf(text), from, to, hashOf(text.slice(from, to)));

describe('codesOf', () => {
  it('gives ASCII as it is, everything else as beyond it, and a 0 at the end', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const codes = codesOf(text);
        expect(codes.length).toBe(text.length + 1);
        expect(codes.at(-1)).toBe(0);
        for (let i = 0; i < text.length; i++) {
          const code = text.charCodeAt(i);
          if (code < BEYOND_ASCII) expect(codes[i]).toBe(code);
          else expect(codes[i]).toBeGreaterThanOrEqual(BEYOND_ASCII);
        }
      }),
    );
  });

  it('takes no character for the one whose lower byte it has', () => {
    // U+013C ends in the byte of "<", U+4E00 in a zero.
    expect([...codesOf('\u013c\u4e00<')]).toEqual([BEYOND_ASCII, BEYOND_ASCII, 0x3c, 0]);
  });
});

describe('NameTable', () => {
  it('gives the name that stands at the offsets, however many there are, of any length, and with equal hashes', () => {
    const names = fc.array(fc.stringMatching(/^[a-zA-Z:._-]{1,80}$/), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(names, (all) => {
        const table = new NameTable();
        const text = all.join(' ');
        for (let round = 0; round < 2; round++) {
          let at = 0;
          for (const name of all) {
            expect(find(table, text, at, at + name.length)).toBe(name);
            at += name.length + 1;
          }
        }
      }),
    );
    const table = new NameTable();
    // "Aa" and "BB" have the same hash.
    expect(['Aa', 'BB', 'Aa'].map((name) => find(table, name, 0, 2))).toEqual(['Aa', 'BB', 'Aa']);
  });

  it('starts again when a file brings more names than it keeps', () => {
    const table = new NameTable();
    for (let i = 0; i < 4000; i++) expect(find(table, `n${i}`, 0, `n${i}`.length)).toBe(`n${i}`);
    expect(find(table, 'code', 0, 4)).toBe('code');
  });
});
