import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasStructure, plainToBlocks } from './plain-structure.js';
import { plainToRich, type RichText, richToText } from './rich-text.js';

const inked = (text: string): string => text.replace(/\s+/g, '');

const sketch = (blocks: RichText): unknown[] =>
  blocks.map((block) => {
    if (block.kind === 'table') return block.rows.map((row) => row.map((cell) => richToText(cell.blocks)));
    return block.kind === 'list' ? block : `${'#'.repeat(block.heading)}${block.runs.map((run) => run.text).join('')}`;
  });

describe('plain text with a structure', () => {
  it.each<[string, string, unknown[]]>([
    [
      'columns of fixed width',
      'Labs today\n\nTEST        VALUE  UNIT\nSodium      138    mmol/L\nPotassium          mmol/L\nA1c total   7.4    %\n\nfine',
      [
        'Labs today',
        [
          ['TEST', 'VALUE', 'UNIT'],
          ['Sodium', '138', 'mmol/L'],
          ['Potassium', '', 'mmol/L'],
          ['A1c total', '7.4', '%'],
        ],
        'fine',
      ],
    ],
    [
      'columns behind tabs',
      'BP\t120/80\nPulse\t72\nWt\t180 lb',
      [
        [
          ['BP', '120/80'],
          ['Pulse', '72'],
          ['Wt', '180 lb'],
        ],
      ],
    ],
    [
      'a title',
      'HISTORY:\nShe was well.\n\nPlan of care:\n- rest\n- fluids',
      ['##HISTORY:', 'She was well.', '##Plan of care:', '- rest\n- fluids'],
    ],
    [
      'prose',
      'She  was well.  Then\nshe fell ill, and so\nit went on.',
      ['She  was well.  Then\nshe fell ill, and so\nit went on.'],
    ],
    ['a word in capitals', 'NKDA', ['NKDA']],
    ['nothing', ' \n ', []],
  ])('%s', (_, text, expected) => expect(sketch(plainToBlocks(text))).toEqual(expected));

  it('law: every character that shows stays, in its order', () => {
    const part = fc.constantFrom(
      'word',
      'A',
      ' ',
      '  ',
      '    ',
      '\n',
      '\n\n',
      '\t',
      'TITLE',
      'Label:',
      '12.5',
      '- ',
      '\u00e9',
      '<b>',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 80 }), (parts) => {
        const text = parts.join('');
        const blocks = plainToBlocks(text);
        expect(inked(richToText(blocks))).toBe(inked(text));
        if (!hasStructure(blocks)) expect(blocks).toEqual(plainToRich(text));
      }),
      { numRuns: 500 },
    );
  });
});
