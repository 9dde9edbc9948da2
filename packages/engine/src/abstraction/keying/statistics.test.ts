import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceOf, chanceOfAcceptance, DEFAULT_RISKS, judgeBatch, sampleOf, samplingPlan } from './acceptance.js';
import { agreementOf } from './agreement.js';
import { takesGold } from './gold.js';
import { clopperPearson, poissonInterval, wilson } from './intervals.js';
import { hiddenByThree, hiddenByTwo, residualError } from './residual.js';

describe('intervals', () => {
  it('agree with published values', () => {
    // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    const table = [
      [81, 263, 0.2553, 0.3662, 0.2527, 0.3676],
      [15, 148, 0.0624, 0.1605, 0.0578, 0.1617],
      [0, 20, 0, 0.1611, 0, 0.1684],
      [1, 29, 0.0061, 0.1718, 0.0009, 0.1776],
    ] as const;
    for (const [k, n, wilsonLow, wilsonHigh, exactLow, exactHigh] of table) {
      expect(wilson(k, n).low).toBeCloseTo(wilsonLow, 4);
      expect(wilson(k, n).high).toBeCloseTo(wilsonHigh, 4);
      expect(clopperPearson(k, n).low).toBeCloseTo(exactLow, 4);
      expect(clopperPearson(k, n).high).toBeCloseTo(exactHigh, 4);
    }
    // Garwood 1936.
    expect(poissonInterval(0).high).toBeCloseTo(3.6889, 3);
    expect(poissonInterval(10).low).toBeCloseTo(4.7954, 3);
    expect(poissonInterval(10).high).toBeCloseTo(18.3904, 3);
  });

  it('hold the share between them, and are mirrored', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.nat(3000), (n, some) => {
        const k = some % (n + 1);
        for (const interval of [wilson, clopperPearson]) {
          const { low, high } = interval(k, n);
          const mirror = interval(n - k, n);
          expect(low).toBeLessThanOrEqual(k / n);
          expect(high).toBeGreaterThanOrEqual(k / n);
          expect(mirror.low).toBeCloseTo(1 - high, 8);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('agreement', () => {
  it('is kappa, its interval and PABAK', () => {
    // 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: po 0.7, pe 0.5.
    const cells = [
      [20, 'y', 'y'],
      [5, 'y', 'n'],
      [10, 'n', 'y'],
      [15, 'n', 'n'],
    ] as const;
    const pairs = cells.flatMap(([times, a, b]) => Array.from({ length: times }, () => [a, b] as const));
    const found = agreementOf(pairs);
    expect(found.kappa).toBeCloseTo(0.4, 10);
    expect(found.pabak).toBeCloseTo(0.4, 10);
    // By hand, after Fleiss, Cohen and Everitt: (0.02743 + 0.02547 - 0.0025) / 50 = 0.001008; its root over 0.25.
    expect((found.kappaInterval!.high - 0.4) / 1.959964).toBeCloseTo(0.127, 4);
  });

  it('has no kappa where both always say the same', () => {
    expect(agreementOf([['n', 'n']]).kappa).toBeNull();
    expect(agreementOf([['n', 'n']]).pabak).toBe(1);
  });
});

describe('acceptance sampling', () => {
  it('keeps both risks, exactly, with no smaller sample', () => {
    for (const lot of [50, 400, 3000, 16000, 100000]) {
      const plan = samplingPlan(lot);
      const good = Math.floor(lot * DEFAULT_RISKS.acceptable);
      const bad = Math.max(good + 1, Math.ceil(lot * DEFAULT_RISKS.intolerable));
      expect(chanceOfAcceptance(plan, bad)).toBeLessThanOrEqual(DEFAULT_RISKS.consumersRisk);
      expect(chanceOfAcceptance(plan, good)).toBeGreaterThanOrEqual(1 - DEFAULT_RISKS.producersRisk);
      const smaller = chanceOfAcceptance({ ...plan, sample: plan.sample - 1 }, bad);
      expect(smaller).toBeGreaterThan(DEFAULT_RISKS.consumersRisk);
    }
  });

  it('is the hypergeometric distribution', () => {
    // 10 of a lot of 50 with 5 wrong: none with chance C(45,10)/C(50,10).
    expect(chanceOfAcceptance({ lot: 50, sample: 10, accept: 0 }, 5)).toBeCloseTo(0.3106, 4);
    expect(chanceOfAcceptance({ lot: 50, sample: 10, accept: 10 }, 5)).toBeCloseTo(1, 10);
  });

  it('gives the verdict that the plan says', () => {
    const plan = { lot: 1000, sample: 100, accept: 1 };
    expect(judgeBatch(plan, 100, 1).verdict).toBe('accept');
    expect(judgeBatch(plan, 40, 1).verdict).toBe('open');
    expect(judgeBatch(plan, 40, 2).verdict).toBe('rework');
  });

  it('draws the same sample whatever the order, and evenly', () => {
    const names = Array.from({ length: 4000 }, (_, i) => `item-${i}`);
    const drawn = sampleOf('b1', names, 400);
    expect(new Set(sampleOf('b1', [...names].reverse(), 400))).toEqual(new Set(drawn));
    expect(drawn).toHaveLength(400);
    expect(sampleOf('b2', names, 400)).not.toEqual(drawn);
    const gold = names.filter((name) => takesGold('b1', name, 0.05)).length;
    expect(gold).toBeGreaterThan(150);
    expect(gold).toBeLessThan(250);
    expect(chanceOf('a', 'bc')).not.toBe(chanceOf('ab', 'c'));
  });
});

describe('what is still wrong', () => {
  it('is what two catches do not tell, and grows with what is found', () => {
    expect(hiddenByTwo(10000, 30, 30).value).toBeCloseTo(0.0905, 3);
    const { low, value, high } = hiddenByTwo(10000, 30, 20);
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
    expect(hiddenByTwo(10000, 0, 0).high).toBeGreaterThan(0);
    expect(hiddenByThree(30, 6).value).toBeCloseTo(0.4, 10);
  });

  it('is never more than is there, whatever the spread of difficulty (by expectation)', () => {
    const parts = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 100 })), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(parts, (groups) => {
        const sum = (of: (p: number) => number): number => groups.reduce((total, [p, n]) => total + n * of(p), 0);
        const [one, two, three] = [
          sum((p) => 3 * p * (1 - p) ** 2),
          sum((p) => 3 * p * p * (1 - p)),
          sum((p) => p ** 3),
        ];
        expect(hiddenByThree(one, two, 0.95).value).toBeLessThanOrEqual(three + 1e-9);
      }),
    );
  });

  it('adds up over a batch', () => {
    const found = residualError(
      {
        double: { fields: 2000, firstWrong: 6, secondWrong: 5 },
        machine: { fields: 12000, firstWrong: 30, machineWrong: 60 },
        single: 1000,
        adjudicated: 50,
      },
      { clerk: { wrong: 3, fields: 1000 }, adjudicator: { wrong: 0, fields: 200 } },
    );
    expect(found.fields).toBe(15050);
    expect(found.single.value).toBeCloseTo(3, 10);
    expect(found.wrong.value).toBeCloseTo(3 + 30 / 1989 + 1800 / 11910, 6);
    expect(found.rate.low).toBeLessThan(found.rate.value);
    expect(found.rate.high).toBeGreaterThan(found.rate.value);
  });
});
