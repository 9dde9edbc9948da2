import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrapped } from './wrap.js';

describe('wrapped', () => {
  it('keeps every word in order, and each line within the width where words fit', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), fc.integer({ min: 12, max: 40 }), (words, width) => {
        const lines = wrapped(words.join(' '), width, '  ', 2).split('\n');
        expect(lines.map((line) => line.trim()).join(' ')).toBe(words.join(' '));
        for (const [index, line] of lines.entries()) {
          expect(line.length).toBeLessThanOrEqual(index === 0 ? width - 2 : width);
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
