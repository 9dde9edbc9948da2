import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rtfToText } from './rtf-text.js';

const text = (rtf: string) => rtfToText(rtf).text;

describe('rtfToText', () => {
  it.each([
    ['{\\rtf1\\ansi One\\par Two}', 'One\nTwo'],
    ["{\\rtf1\\ansi\\ansicpg1252 Ren\\'e9 says \\ldblquote yes\\rdblquote}", 'René says “yes”'],
    ['{\\rtf1\\ansi\\uc1 Temp 37\\u176?C}', 'Temp 37°C'],
    ['{\\rtf1\\ansi{\\uc2 \\u8364 ab}c}', '€c'],
    ['{\\rtf1\\ansi \\u-3913?}', '\uf0b7'],
    ["{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset204 Arial Cyr;}}\\f0 a {\\f1 \\'e0\\'e1}}", 'a аб'],
    ["{\\rtf1\\ansi\\ansicpg932 \\'93\\'fa\\'96\\'7b}", '日本'],
    ['{\\rtf1\\ansi{\\colortbl;\\red0;}{\\*\\generator Word;}{\\info{\\title T}}body}', 'body'],
    ['{\\rtf1\\trowd a\\cell b\\cell\\row c\\cell d\\cell\\row}', 'a\tb\nc\td'],
    ['{\\rtf1 {\\field{\\*\\fldinst HYPERLINK "http://x"}{\\fldrslt link}} end}', 'link end'],
    ['{\\rtf1 {\\pict\\wmetafile8 0102030405}x}', 'x'],
    ['{\\rtf1 a\\\\b\\{c\\}}', 'a\\b{c}'],
    ['{\\rtf1 {\\header head\\par}body}', 'head\nbody'],
    ['{\\rtf1 \\b bold\\b0  plain\\tab tab\\line next}', 'bold plain\ttab\nnext'],
    ['{\\rtf1 {\\object\\objdata \\bin5 }}}}}}y}', 'y'],
  ])('%s', (rtf, expected) => expect(text(rtf)).toBe(expected));

  it('tells when the document is damaged and keeps what it could read', () => {
    expect(rtfToText('{\\rtf1 {\\b cut')).toEqual({ text: 'cut', whole: false });
    expect(rtfToText('{\\rtf1 a}b').whole).toBe(false);
    expect(rtfToText('no rtf').whole).toBe(false);
    expect(rtfToText('{\\rtf1 a}').whole).toBe(true);
  });

  it('law: text escaped as RTF comes back', () => {
    const toRtf = (plain: string) =>
      [...plain]
        .flatMap((char) => [...Array(char.length).keys()].map((i) => char[i]!))
        .map((unit) =>
          /[\\{}]/.test(unit)
            ? `\\${unit}`
            : unit === '\n'
              ? '\\par '
              : unit >= ' ' && unit <= '~'
                ? unit
                : `\\u${((unit.charCodeAt(0) + 32768) % 65536) - 32768}?`,
        )
        .join('');
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: 'grapheme', minLength: 1 }).map((s) => s.replace(/[\p{Cc}\p{Z}]+/gu, '_')),
          { minLength: 1 },
        ),
        (lines) => {
          const plain = lines.join('\n');
          expect(text(`{\\rtf1\\ansi ${toRtf(plain)}}`)).toBe(plain);
        },
      ),
    );
  });

  it('never throws on mutated documents, and stays quick on hostile ones', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '\\',
      "\\'",
      '\\u',
      '\\bin',
      '9999999999',
      'a',
      '\\*',
      '\\par',
      ' ',
      '\\uc',
      '-1',
      '\\f',
      '\\fcharset128',
      '\\fonttbl',
      '\\ansicpg',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }),
        (pieces) => typeof text(`{\\rtf1 ${pieces.join('')}`) === 'string',
      ),
      { numRuns: 2000 },
    );
    for (const bomb of ['{', '\\', '{\\b ', '\\bin999999999 ', "\\'e9", '\\u8364?']) {
      const start = performance.now();
      text(`{\\rtf1 ${bomb.repeat(100_000)}`);
      expect(performance.now() - start).toBeLessThan(2000);
    }
  });
});
