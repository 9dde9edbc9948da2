import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitPattern, splitPatternsInSchema } from './xsd-pattern.js';

// The time stamp of CDA R2 (datatypes-base, simple type ts): a fact of the format, and the reason for the splitting.
const TIME_STAMP = '[0-9]{1,8}|([0-9]{9,14}|[0-9]{14,14}\\.[0-9]+)([+\\-][0-9]{1,4})?';
const matches = (pattern: string, text: string) => new RegExp(`^(?:${pattern})$`).test(text);

describe('splitPattern', () => {
  it('multiplies a leading group out', () => {
    expect(splitPattern(TIME_STAMP)).toEqual([
      '[0-9]{1,8}',
      '[0-9]{9,14}([+\\-][0-9]{1,4})?',
      '[0-9]{14,14}\\.[0-9]+([+\\-][0-9]{1,4})?',
    ]);
  });
  it('leaves repeated groups, classes and escapes alone', () => {
    for (const pattern of ['[0-2](\\.(0|[1-9][0-9]*))*', '(a|b)*c', '[|(]x', 'a\\|b', '(a(b|c)d)'])
      expect(splitPattern(pattern)).toEqual([pattern]);
  });
  it('allows the same texts as before', () => {
    const piece = fc.constantFrom('a', 'b', '[ab]', '(a|b)', '(a|bb|c)d', '(a|b)+', '((a|c)|b)a', '\\.', 'c?');
    const pattern = fc.array(fc.array(piece, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        pattern,
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', '.'), maxLength: 6 }),
        (parts, text) => {
          const whole = parts.map((p) => p.join('')).join('|');
          return splitPattern(whole).some((one) => matches(one, text)) === matches(whole, text);
        },
      ),
      { numRuns: 2000, seed: 7 },
    );
  });
  it('rewrites the facets of a schema', () => {
    expect(splitPatternsInSchema('<xs:pattern value="a|b" /><x/>')).toBe(
      '<xs:pattern value="a"/><xs:pattern value="b"/><x/>',
    );
  });
});
