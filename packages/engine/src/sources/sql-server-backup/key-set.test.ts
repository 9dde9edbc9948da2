import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyBudget, KeySet } from './key-set.js';

const WORD = fc.oneof(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 0, max: 0xffff_ffff }));
const KEYS = fc.array(fc.tuple(fc.oneof(fc.constant(0x8000_0000), WORD), WORD), { maxLength: 400 });

describe('a set of keys', () => {
  it.each([true, false])('knows what it was given and nothing else (dense: %s)', (isDense) => {
    fc.assert(
      fc.property(KEYS, KEYS, (given, others) => {
        const set = new KeySet(new KeyBudget(), isDense);
        const known = new Set<string>();
        for (const [high, low] of given) {
          expect(set.add(high, low)).toBe(!known.has(`${high} ${low}`));
          known.add(`${high} ${low}`);
        }
        for (const [high, low] of [...given, ...others]) expect(set.has(high, low)).toBe(known.has(`${high} ${low}`));
        const visited: string[] = [];
        set.forEach((high, low) => {
          visited.push(`${high} ${low}`);
        });
        expect(new Set(visited)).toEqual(known);
        expect(visited.length).toBe(known.size);
      }),
      { numRuns: 60 },
    );
  });

  it('goes over from bits to a table where numbers are scattered', () => {
    const budget = new KeyBudget(16_384);
    const set = new KeySet(budget, true);
    for (let i = 0; i < 3000; i++) expect(set.add(0x8000_0000, i * 100_003)).toBe(true);
    expect(set.isFull).toBe(false);
    for (let i = 0; i < 3000; i++) expect(set.add(0x8000_0000, i * 100_003)).toBe(false);
  });

  it('says that it is full, keeps what it has and gives its memory back', () => {
    const budget = new KeyBudget(2048);
    const set = new KeySet(budget, false);
    for (let i = 1; i < 5000; i++) set.add(i, 7);
    expect(set.isFull).toBe(true);
    expect(set.has(1, 7)).toBe(true);
    expect(set.add(4999, 8)).toBe(false);
    expect(set.has(4999, 7)).toBe(false);
    set.clear();
    expect(budget.take(2048)).toBe(true);
  });
});
