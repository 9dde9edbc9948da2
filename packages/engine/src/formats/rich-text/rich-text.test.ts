import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlToRich } from '../html-text/html-rich.js';
import { htmlToText } from '../html-text/html-text.js';
import { rtfToRich } from '../rtf/rtf-rich.js';
import { rtfToText } from '../rtf/rtf-text.js';
import { BOLD, ITALIC, plainToRich, type RichText, richToText, STRIKE, UNDERLINE } from './rich-text.js';

/** Characters that show, so that only the text and its order count. */
const inked = (text: string): string => text.replace(/\s+/g, '');

/** A note in short: looks as markers, blocks on lines. */
function sketch(blocks: RichText): unknown[] {
  return blocks.map((block) => {
    if (block.kind === 'list') return { [block.first === null ? 'ul' : 'ol']: block.items.map(sketch) };
    if (block.kind === 'table') return block.rows.map((row) => row.map((cell) => sketch(cell.blocks)));
    const marks: [number, string][] = [
      [BOLD, '*'],
      [ITALIC, '/'],
      [UNDERLINE, '_'],
      [STRIKE, '~'],
    ];
    return block.runs
      .map(({ text, look }) => marks.filter(([bit]) => look & bit).reduce((inner, [, m]) => `${m}${inner}${m}`, text))
      .join('');
  });
}

const RTF: readonly (readonly [string, unknown[]])[] = [
  ['{\\rtf1 a {\\b bold}\\i  it\\i0\\par b\\par\\par c}', ['a *bold*/ it/\nb', 'c']],
  ['{\\rtf1 \\ul u\\ulnone  n \\b\\ul x\\plain  y}', ['_u_ n _*x*_ y']],
  ["{\\rtf1\\ansi\\ansicpg1251\\b\\'e0\\b0\\'e1}", ['*а*б']],
  [
    '{\\rtf1 t\\par\\trowd\\intbl a\\cell b\\par c\\cell\\row\\intbl d\\cell\\cell\\row\\pard after}',
    [
      't',
      [
        [['a'], ['b\nc']],
        [['d'], []],
      ],
      'after',
    ],
  ],
  [
    '{\\rtf1\\trowd\\pard\\intbl\\itap2 x\\nestcell y\\nestcell{\\*\\nesttableprops\\trowd\\nestrow}{\\nonesttables\\par}z\\nestcell{\\*\\nesttableprops\\trowd\\nestrow}\\pard\\intbl\\itap1 out\\cell w\\cell\\row}',
    [[[[[[['x'], ['y']], [['z']]], 'out'], ['w']]]],
  ],
  ["{\\rtf1{\\pntext\\f1\\'b7\\tab}one\\par{\\pntext 2.\\tab}two\\par}", ['·\tone\n2.\ttwo']],
  ['{\\rtf1 {\\strike gone}{\\v hid}{\\b cut', ['~gone~hid*cut*']],
];

const HTML: readonly (readonly [string, unknown[]])[] = [
  ['<p><b>A</b> <i>b</i><br>c</p><p>d</p>', ['*A* /b/\nc', 'd']],
  ['<span style="font-weight:700;text-decoration: underline">x</span>', ['_*x*_']],
  ['<ul><li>a<ol><li>b</ol><li>c</ul>', [{ ul: [['a', { ol: [['b']] }], ['c']] }]],
  [
    '<table><tr><th>h<td>1<tr><td><table><tr><td>in</table><td>2</table>',
    [
      [
        [['h'], ['1']],
        [[[[['in']]]], ['2']],
      ],
    ],
  ],
  ['<pre>a  b\n  c</pre>', ['a  b\n  c']],
  [
    '<h2>T</h2>x &amp; y &eacute;<script>alert(1)</script><style>p{}</style><img alt="pic" src=x>',
    ['T', 'x & y é[pic]'],
  ],
  ['<td>a<td>b', ['a\tb']],
];

describe('notes with their formatting', () => {
  it.each(RTF)('RTF %s', (rtf, expected) => expect(sketch(rtfToRich(rtf))).toEqual(expected));
  it.each(HTML)('HTML %s', (html, expected) => expect(sketch(htmlToRich(html))).toEqual(expected));

  it('keeps plain text as it stands', () => {
    expect(plainToRich('\n a  b\r\n\tc \n')).toEqual([
      { kind: 'paragraph', runs: [{ text: ' a  b\n\tc', look: 0 }], heading: 0, preformatted: true },
    ]);
    expect(plainToRich(' \n')).toEqual([]);
  });

  const words = fc.constantFrom(
    ...['a', ' ', 'é', '<', '\\par ', '{', '}', '\\b ', '\\cell ', '\\row ', '\\intbl ', '\\pard ', '\\itap2 '],
    ...['\\nestcell ', '\\nestrow ', "\\'e9", '\\u8364?', '\\line ', '{\\*\\x ', '\\trowd ', '\\tab '],
  );
  it('law: formatted RTF has the text of plain RTF', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), (parts) => {
        const rtf = `{\\rtf1 ${parts.join('')}}`;
        expect(inked(richToText(rtfToRich(rtf)))).toBe(inked(rtfToText(rtf).text));
      }),
      {
        numRuns: 300,
        examples: [[['<table>', '<caption>', 'x', '<caption>']], [['<table>', '<td>', 'x', '<caption>', ' y']]],
      },
    );
  });

  const tags = fc.constantFrom(
    ...[
      'x',
      ' y',
      '&lt;',
      '<p>',
      '</p>',
      '<b>',
      '</b>',
      '<ul>',
      '<li>',
      '</ul>',
      '<ol start="3">',
      '</ol>',
      '<table>',
      '<caption>',
      '<tr>',
      '<td>',
      '</table>',
    ],
    ...[
      '<br>',
      '<pre>',
      '</pre>',
      '<h1>',
      '</h1>',
      '<i style="font-style:normal">',
      '</i>',
      '<div>',
      '</div>',
      '<!--',
      '-->',
    ],
  );
  it('law: formatted HTML has the text of plain HTML', () => {
    const bare = (text: string): string => inked(text).replace(/-|\d+\./g, '');
    fc.assert(
      fc.property(fc.array(tags, { maxLength: 60 }), (parts) => {
        const html = parts.join('');
        expect(bare(richToText(htmlToRich(html)))).toBe(bare(htmlToText(html)));
      }),
      {
        numRuns: 300,
        examples: [[['<table>', '<caption>', 'x', '<caption>']], [['<table>', '<td>', 'x', '<caption>', ' y']]],
      },
    );
  });

  it('survives nesting that no note has', () => {
    const html = `${'<div>'.repeat(5000)}deep${'<ul><li>'.repeat(5000)}deeper`;
    expect(inked(richToText(htmlToRich(html))).replace(/-/g, '')).toBe('deepdeeper');
    expect(inked(richToText(rtfToRich(`{\\rtf1 ${'{'.repeat(5000)}deep`)))).toBe('deep');
  });
});
