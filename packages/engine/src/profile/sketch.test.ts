import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTED_VALUES, FrequentValues } from './frequent-values.js';
import { comparePlain, roundOutward } from './number-tally.js';
import { ExactCount, inclusionOf, SKETCH_SIZE, SketchBuilder, type ValueSketch } from './sketch.js';
import { hashOfValue, shapeOf } from './value-scan.js';

const sketchOf = (values: Iterable<string>): ValueSketch => {
  const builder = new SketchBuilder();
  for (const value of values) builder.add(hashOfValue(value));
  return builder.finish();
};
const numbered = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, i) => `v${from + i}`);

describe('value sketches', () => {
  it('are exact while they hold everything', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,4}$/)), fc.array(fc.stringMatching(/^[a-z]{1,4}$/)), (a, b) => {
        const [left, right] = [sketchOf(a), sketchOf(b)];
        const of = new Set(a);
        expect(left).toMatchObject({ complete: true, distinct: of.size });
        const shared = [...of].filter((value) => b.includes(value)).length;
        expect(inclusionOf(left, right)).toEqual({
          share: of.size === 0 ? null : shared / of.size,
          compared: of.size,
        });
      }),
    );
  });

  it('estimate what they cannot hold, within a few hundredths', () => {
    const all = sketchOf(numbered(0, 200_000));
    const half = sketchOf(numbered(100_000, 300_000));
    expect(all.complete).toBe(false);
    expect(all.hashes).toHaveLength(SKETCH_SIZE);
    expect(Math.abs(all.distinct / 200_000 - 1)).toBeLessThan(0.12);
    expect(Math.abs((inclusionOf(all, half).share ?? 0) - 0.5)).toBeLessThan(0.08);
    expect(inclusionOf(sketchOf(numbered(500, 900)), all).share).toBe(1);
    expect(inclusionOf(sketchOf(numbered(900_000, 900_900)), all).share).toBe(0);
  });

  it('count exactly until the budget of the table is spent', () => {
    const budget = { left: 2048 };
    const count = new ExactCount(budget);
    for (const value of [...numbered(0, 500), ...numbered(0, 500)]) count.add(hashOfValue(value));
    expect(count.count).toBe(500);
    for (const value of numbered(0, 5000)) count.add(hashOfValue(value));
    expect(count.count).toBe(null);
    expect(budget.left).toBeGreaterThanOrEqual(2048);
  });

  it('compare values without regard to case and white space around them', () => {
    expect(hashOfValue(' Ärztin ')).toBe(hashOfValue('ÄRZTIN'));
    expect(hashOfValue('ab')).not.toBe(hashOfValue('ba'));
  });
});

describe('frequent values', () => {
  it('fall short by no more than they say, and never by more than rows / 2,049', () => {
    const frequent = new FrequentValues();
    const truth = new Map<string, number>();
    let rows = 0;
    for (let stretch = 0; stretch < 40; stretch++) {
      const part = new Map<string, number>();
      for (let i = 0; i < 3000; i++) {
        // Every third value comes again and again, the others never.
        const value = i % 3 === 0 ? `often ${i % 90}` : `once ${stretch} ${i}`;
        part.set(value, (part.get(value) ?? 0) + 1);
      }
      for (const [value, count] of part) truth.set(value, (truth.get(value) ?? 0) + count);
      rows += 3000;
      frequent.merge([...part.keys()], [...part.values()]);
    }
    expect(frequent.exact).toBe(false);
    expect(frequent.lost).toBeLessThanOrEqual(rows / (COUNTED_VALUES + 1));
    const found = new Map(frequent.list().map(({ value, count }) => [value, count]));
    const short = [...truth].map(([value, count]) => count - (found.get(value) ?? 0));
    expect(short.reduce((least, one) => Math.min(least, one))).toBeGreaterThanOrEqual(0);
    expect(short.reduce((most, one) => Math.max(most, one))).toBeLessThanOrEqual(frequent.lost);
  });
});

describe('exact numbers', () => {
  const decimal = fc
    .tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.nat({ max: 8 }))
    .map(([digits, scale]) => {
      const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
      const plain = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
      return { text: digits < 0n ? `-${plain}` : plain, scaled: digits * 10n ** BigInt(8 - scale) };
    });

  it('are ordered as they are', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const order = a.scaled < b.scaled ? -1 : a.scaled > b.scaled ? 1 : 0;
        expect(Math.sign(comparePlain(a.text, b.text))).toBe(order);
      }),
    );
  });

  it('are rounded outward: never inside, and to two digits', () => {
    fc.assert(
      fc.property(decimal, ({ text }) => {
        const [up, down] = [roundOutward(text, true), roundOutward(text, false)];
        expect(comparePlain(up, text)).toBeGreaterThanOrEqual(0);
        expect(comparePlain(down, text)).toBeLessThanOrEqual(0);
        for (const end of [up, down]) expect(end.replace(/^-|\./g, '').replace(/^0+|0+$/g, '').length).toBeLessThan(3);
      }),
    );
    expect(roundOutward('172', true)).toBe('180');
    expect(roundOutward('-0.0347', true)).toBe('-0.034');
  });
});

it('shapes tell digits and few letters, and what stands for itself', () => {
  expect(shapeOf('(555) 123-4567')).toBe('(9{3}) 9{3}-9{4}');
  expect(shapeOf('AB12 Straße 7b')).toBe('A{2}9{2} Aa+ 9a');
});
