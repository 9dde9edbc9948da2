import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions, releaseFile } from './folder.js';
import { likeness, termsOf } from './terms.js';

describe('termsOf', () => {
  it('keeps what tells drugs and labs apart', () => {
    expect(termsOf('Co-Trimoxazole 500mg Tablets')).toEqual([
      'co',
      'trimoxazole',
      'cotrimoxazole',
      '500',
      'mg',
      '500mg',
      'tablet',
    ]);
    expect(termsOf('0.50 µg/mL')).toEqual(['0.5', 'ug', '0.5mcg', 'ml']);
    expect(termsOf('1,250 IU; 10.0 %')).toEqual(['1250', 'iu', '1250unt', '10', '%', '10%']);
    expect(termsOf('Hémoglobine A1c, Crohn’s disease')).toEqual(['hemoglobine', 'a1c', 'crohn', 'disease']);
    expect(termsOf('')).toEqual([]);
  });

  it('gives the same for text that differs in case and accents only', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (text) => {
        expect(termsOf(text.toUpperCase().toLowerCase())).toEqual(termsOf(text.toLowerCase()));
        for (const term of termsOf(text)) expect(term).not.toMatch(/\s|"/);
      }),
      { numRuns: 300, seed: 2 },
    );
  });
});

describe('likeness', () => {
  it('is symmetric, 1 for the same only, and counts swapped neighbours once', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(likeness(a, b)).toBe(likeness(b, a));
        expect(likeness(a, b) === 1).toBe(a === b);
      }),
      { numRuns: 300, seed: 2 },
    );
    expect(likeness('metorpolol', 'metoprolol')).toBeCloseTo(0.9);
  });
});

describe('versions', () => {
  it('are ordered by their numbers', () => {
    const sorted = ['2.76', '2.9', '2024', '2024-04', '20240301-US1000124', '2.80'].sort(compareVersions);
    expect(sorted).toEqual(['2.9', '2.76', '2.80', '2024', '2024-04', '20240301-US1000124']);
    expect(releaseFile('x', '20/1 a')).toBe('x@20_1_a.terms');
  });
});
