import { createHash } from 'node:crypto';
import { clopperPearson, type Interval, lnGamma } from './intervals.js';

/** What a lot must hold to be accepted, and how often the verdict may err. */
export interface AcceptanceRisks {
  /** Share of wrong fields that is good enough, and the greatest chance that such a lot is rejected all the same (producer's risk). */
  readonly acceptable: number;
  readonly producersRisk: number;
  /** Share of wrong fields that must not pass, and the greatest chance that such a lot is accepted all the same (consumer's risk). */
  readonly intolerable: number;
  readonly consumersRisk: number;
}

/** Fields to be looked at, and the most wrong ones with which the lot passes. */
export interface SamplingPlan {
  readonly lot: number;
  readonly sample: number;
  readonly accept: number;
}

/** 1 wrong field in 2,000 passes nineteen times of twenty, 5 in 1,000 at most once in ten. */
export const DEFAULT_RISKS: AcceptanceRisks = Object.freeze({
  acceptable: 0.0005,
  producersRisk: 0.05,
  intolerable: 0.005,
  consumersRisk: 0.1,
});

const lnChoose = (n: number, k: number): number => lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1);

/** Chance that a sample without replacement holds at most `accept` of the `wrong` ones of a lot (hypergeometric distribution). */
export function chanceOfAcceptance({ lot, sample, accept }: SamplingPlan, wrong: number): number {
  const all = lnChoose(lot, sample);
  let sum = 0;
  for (let k = Math.max(0, sample - (lot - wrong)); k <= Math.min(accept, wrong, sample); k++)
    sum += Math.exp(lnChoose(wrong, k) + lnChoose(lot - wrong, sample - k) - all);
  return Math.min(1, sum);
}

/**
 * The smallest single sampling plan that keeps both risks in a lot of so many fields, exactly (no table of ANSI/ASQ Z1.4, whose plans are for streams of lots and keep one risk
 * only). A lot too small for any plan is looked at whole.
 */
export function samplingPlan(lot: number, risks: AcceptanceRisks = DEFAULT_RISKS): SamplingPlan {
  const good = Math.floor(lot * risks.acceptable);
  const bad = Math.max(good + 1, Math.ceil(lot * risks.intolerable));
  if (bad >= lot) return { lot, sample: lot, accept: 0 };
  for (let accept = 0; accept < bad; accept++) {
    // More looked at, less accepted: the least sample that protects the reader is found by halving.
    let [low, high] = [accept, lot];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (chanceOfAcceptance({ lot, sample: middle, accept }, bad) <= risks.consumersRisk) high = middle;
      else low = middle;
    }
    const plan = { lot, sample: high, accept };
    if (chanceOfAcceptance(plan, good) >= 1 - risks.producersRisk) return plan;
  }
  return { lot, sample: lot, accept: good };
}

/** What becomes of a batch. rework: its risky fields are keyed again in full. */
export interface BatchVerdict {
  readonly plan: SamplingPlan;
  readonly looked: number;
  readonly wrong: number;
  /** open: less was looked at than the plan wants, and not yet too much was wrong. */
  readonly verdict: 'accept' | 'rework' | 'open';
  /** Exact interval of the share of wrong fields in the batch. */
  readonly interval: Interval;
}

/** The verdict on a batch by what was found in its sample. */
export function judgeBatch(plan: SamplingPlan, looked: number, wrong: number): BatchVerdict {
  const verdict = wrong > plan.accept ? 'rework' : looked < plan.sample ? 'open' : 'accept';
  return { plan, looked, wrong, verdict, interval: clopperPearson(wrong, looked) };
}

/** A place of a name in [0, 1), the same on every machine: uniform, and nobody can foresee it without the batch and the salt. */
export function chanceOf(...parts: readonly string[]): number {
  const name = parts.map((part) => `${part.length}:${part}`).join('');
  return createHash('sha256').update(name).digest().readUIntBE(0, 6) / 2 ** 48;
}

/** The fields of a batch that are looked at: `size` of `names`, chosen by hash, so that the same batch gives the same sample in whatever order it comes. In the order of `names`. */
export function sampleOf(batch: string, names: readonly string[], size: number, salt = 'sample'): string[] {
  const drawn = new Set(
    names
      .map((name) => ({ name, at: chanceOf(salt, batch, name) }))
      .sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1))
      .slice(0, size)
      .map(({ name }) => name),
  );
  return names.filter((name) => drawn.has(name));
}
