import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { type DatabaseTraits, DecodeError } from '../stored-type.js';
import { codePageOf } from './code-page.js';
import { collationOf } from './collation.js';
import { codePageDecoder, utf16Decoder } from './text.js';

const V2017: DatabaseTraits = { version: 869, collation: 0x3400d008 };
const V2019: DatabaseTraits = { version: 904, collation: 0x3400d008 };

describe('collation ids', () => {
  test.each([
    [0x3400d008, 'SQL_Latin1_General_CP1_CI_AS', 1252],
    [0x0000d008, 'Latin1_General_CI_AS', 1252],
    [0x0000f008, 'Latin1_General_CI_AI', 1252],
    [0x0000d01a, 'Turkish_CI_AS', 1254],
    [0x0000d015, 'Cyrillic_General_CI_AS', 1251],
    [0x0000d001, 'Arabic_CI_AS', 1256],
    [0x0000d00c, 'Hebrew_CI_AS', 1255],
    [0x0000d013, 'Polish_CI_AS', 1250],
    [0x0000d024, 'Chinese_PRC_CI_AS', 936],
    [0x0004d110, 'Japanese_100_CI_AS_SC', 932],
    [0x5200d008, 'SQL_Latin1_General_CP1250_CI_AS', 1250],
    [0x1f00c008, 'SQL_Latin1_General_CP437_CS_AS', 437],
    [0x00010008, 'Latin1_General_BIN', 1252],
    [0x00000808, 'Latin1_General_BIN2', 1252],
    [0x00001008, 'Latin1_General_CI_AS_KS_WS', 1252],
    [0x00000012, 'Maori_CS_AS_KS_WS', null],
  ] as const)('%i is %s', (id, name, codePage) => {
    expect(collationOf(id, V2017)).toMatchObject({ name, codePage, known: true });
  });
  test('0 is the collation of the database', () => {
    expect(collationOf(0, { version: 869, collation: 0xd015 }).codePage).toBe(1251);
  });
  test('an unknown family is said to be unknown', () => {
    expect(collationOf(0xd0ee, V2017)).toMatchObject({ codePage: null, known: false });
    expect(collationOf(0xff00d008, V2017)).toMatchObject({ codePage: null, known: false });
    const notes: string[] = [];
    const decoder = codePageDecoder(0xd0ee, V2017, (code) => notes.push(code));
    expect(decoder(Buffer.of(0x41), 0, 1)).toBe('A');
    expect(notes).toEqual([]);
    expect(decoder(Buffer.of(0xe9), 0, 1)).toBe('é');
    expect(decoder(Buffer.of(0xe9), 0, 1)).toBe('é');
    expect(notes).toEqual(['collation-unknown']);
  });
});

const SINGLE = [437, 850, 874, 1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258];
const DOUBLE = [932, 936, 949, 950];
const encodingOf = (page: number): string => (page === 874 || page >= 1250 ? `windows-${page}` : `cp${page}`);

describe('code pages', () => {
  test.each(SINGLE)('%i: every byte has a character of its own, the defined ones that of the code page', (number) => {
    const page = codePageOf(number)!;
    const all = new Set<string>();
    for (let byte = 0; byte < 256; byte++) {
      let undefinedBytes = 0;
      const char = page.decode(Buffer.of(byte), 0, 1, () => undefinedBytes++);
      expect(char).toHaveLength(1);
      all.add(char);
      const defined = iconv.decode(Buffer.of(byte), encodingOf(number));
      if (defined !== '\ufffd') expect(char).toBe(defined);
      else expect(char.charCodeAt(0)).toBe(byte < 0xa0 ? byte : 0xf700 + byte);
      expect(undefinedBytes).toBe(defined === '\ufffd' && byte >= 0xa0 ? 1 : 0);
    }
    expect(all.size).toBe(256);
  });
  test('1252 has its quotes and its five holes', () => {
    const bytes = Buffer.from([0x80, 0x93, 0x94, 0x81, 0x8d, 0x8f, 0x90, 0x9d]);
    expect(codePageOf(1252)!.decode(bytes, 0, 8, () => expect.unreachable())).toBe('€“”\x81\x8d\x8f\x90\x9d');
  });
  test.each(SINGLE)('%i: text of any length comes back', (number) => {
    const page = codePageOf(number)!;
    const reverse = new Map<string, number>();
    for (let byte = 0; byte < 256; byte++)
      reverse.set(
        page.decode(Buffer.of(byte), 0, 1, () => {}),
        byte,
      );
    const law = (bytes: Uint8Array): void => {
      const text = page.decode(Buffer.from(bytes), 0, bytes.length, () => {});
      expect(Uint8Array.from(text, (char) => reverse.get(char)!)).toEqual(bytes);
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), law), { numRuns: 30 });
    law(Uint8Array.from({ length: 70_000 }, (_, i) => (i * 7) & 0xff));
  });
  test.each(DOUBLE)('%i: agrees with the published table on all it defines', (number) => {
    const page = codePageOf(number)!;
    let pairs = 0;
    for (let lead = 0x81; lead <= 0xfe; lead++) {
      for (let trail = 0x40; trail <= 0xfe; trail++) {
        const expected = iconv.decode(Buffer.of(lead, trail), `cp${number}`);
        if (expected.length !== 1 || expected === '\ufffd') continue;
        if (page.decode(Buffer.of(lead, trail), 0, 2, () => {}) !== expected) expect([lead, trail]).toEqual(expected);
        pairs++;
      }
    }
    expect(pairs).toBeGreaterThan(9000);
  });
  test.each([
    [932, '日本語のｶﾅ~\\', '93fa967b8cea82cc b6c5 7e5c'],
    [936, '中文€', 'd6d0 cec4 80'],
    [949, '한국어', 'c7d1 b1b9 beee'],
    [950, '中文', 'a4a4 a4e5'],
  ] as const)('%i: %s', (number, text, hex) => {
    const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
    expect(codePageOf(number)!.decode(bytes, 0, bytes.length, () => expect.unreachable())).toBe(text);
  });
  test.each([
    [932, 'f040', 0xe000],
    [932, 'f9fc', 0xe757],
    [936, 'aaa1', 0xe000],
    [936, 'fefe', 0xe4c5],
    [936, 'a7a0', 0xe765],
    [949, 'c9a1', 0xe000],
    [949, 'fefe', 0xe0bb],
    [950, 'fa40', 0xe000],
    [950, 'a0fe', 0xeeb7],
    [950, '8dfe', 0xf6b0],
    [950, 'c8fe', 0xf848],
  ] as const)('%i: end-user character %s', (number, hex, unit) => {
    const text = codePageOf(number)!.decode(Buffer.from(hex, 'hex'), 0, 2, () => expect.unreachable());
    expect(text.charCodeAt(0)).toBe(unit);
  });
  test.each(DOUBLE)('%i: bytes that mean nothing are kept and noted', (number) => {
    const notes: string[] = [];
    const collation = { 932: 0xd010, 936: 0xd024, 949: 0xd011, 950: 0xd003 }[number]!;
    const decoder = codePageDecoder(collation, V2017, (code) => notes.push(code));
    expect(decoder(Buffer.of(0x41, 0x85, 0x20, 0x85), 0, 4)).toBe('A\uf785 \uf785');
    expect(notes).toEqual(['text-undefined-byte']);
  });
  test.each(DOUBLE)('%i: never throws and never drops a byte', (number) => {
    const page = codePageOf(number)!;
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const text = page.decode(Buffer.from(bytes), 0, bytes.length, () => {});
        expect(text.length * 2).toBeGreaterThanOrEqual(bytes.length);
        expect(text).not.toContain('\ufffd');
      }),
    );
  });
});

describe('text that may be UTF-8', () => {
  const sc = 0x0004d108;
  const utf8 = Buffer.from('Jürgen');
  const latin = Buffer.from('Jürgen', 'latin1');
  test('is never UTF-8 before SQL Server 2019', () => {
    expect(codePageDecoder(sc, V2017, () => expect.unreachable())(utf8, 0, utf8.length)).toBe('JÃ¼rgen');
  });
  test('is UTF-8 while it is valid, with a note', () => {
    const notes: string[] = [];
    const decoder = codePageDecoder(sc, V2019, (code) => notes.push(code));
    expect(decoder(Buffer.from('plain'), 0, 5)).toBe('plain');
    expect(notes).toEqual([]);
    expect(decoder(utf8, 0, utf8.length)).toBe('Jürgen');
    expect(decoder(utf8, 0, utf8.length)).toBe('Jürgen');
    expect(notes).toEqual(['text-read-as-utf8']);
  });
  test('is the code page from the first value that is not', () => {
    const notes: string[] = [];
    const decoder = codePageDecoder(sc, V2019, (code) => notes.push(code));
    expect(decoder(latin, 0, latin.length)).toBe('Jürgen');
    expect(decoder(utf8, 0, utf8.length)).toBe('JÃ¼rgen');
    expect(notes).toEqual([]);
  });
  test('both in one column are noted', () => {
    const notes: string[] = [];
    const decoder = codePageDecoder(sc, V2019, (code) => notes.push(code));
    decoder(utf8, 0, utf8.length);
    decoder(latin, 0, latin.length);
    expect(notes).toEqual(['text-read-as-utf8', 'text-utf8-and-code-page']);
  });
});

describe('a collation of Unicode only', () => {
  test('is UTF-8, or else a guess that is noted', () => {
    const notes: string[] = [];
    const decoder = codePageDecoder(0x0004d112, V2019, (code) => notes.push(code));
    expect(decoder(Buffer.of(0xe9), 0, 1)).toBe('é');
    expect(notes).toEqual(['collation-unknown']);
  });
});

describe('encrypted columns', () => {
  const cipher = Buffer.alloc(65, 0x9c);
  cipher[0] = 1;
  test.each([
    ['varchar', codePageDecoder],
    ['nvarchar', utf16Decoder],
  ] as const)('%s of a BIN2 column stays bytes with a note', (_, make) => {
    const notes: string[] = [];
    expect(make(0x0808, V2017, (code) => notes.push(code))(cipher, 0, 65)).toEqual(Uint8Array.from(cipher));
    expect(notes).toEqual(['column-encrypted']);
  });
  test('odd UTF-16 elsewhere is refused', () => {
    expect(() => utf16Decoder(0xd008, V2017, () => {})(cipher, 0, 65)).toThrow(DecodeError);
    expect(() => utf16Decoder(0x0808, V2017, () => {})(cipher, 0, 63)).toThrow(DecodeError);
  });
});
