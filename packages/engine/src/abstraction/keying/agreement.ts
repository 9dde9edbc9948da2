import { type Interval, normalQuantile } from './intervals.js';

/** How far two raters agree on a set of things. */
export interface Agreement {
  readonly compared: number;
  /** Share on which they agree. */
  readonly observed: number;
  /** Cohen's kappa; null: chance alone would let them agree on all (both always said the same). */
  readonly kappa: number | null;
  readonly kappaInterval: Interval | null;
  /** Prevalence- and bias-adjusted kappa (Byrt, Bishop and Carlin 1993): not pulled down where one answer is rare. */
  readonly pabak: number;
}

/**
 * Agreement of two raters; `pairs` are what each said of the same thing, as keys to be compared exactly. Kappa by Cohen 1960, its interval by Fleiss, Cohen and Everitt 1969; bounds
 * may lie below 0 and are cut at -1 and 1. `answers`: how many answers there were to choose from, for PABAK; by default as many as were given, at least two.
 */
export function agreementOf(
  pairs: readonly (readonly [first: string, second: string])[],
  answers?: number,
  level = 0.95,
): Agreement {
  const n = pairs.length;
  const firsts = new Map<string, number>();
  const seconds = new Map<string, number>();
  let agreed = 0;
  const count = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);
  for (const [a, b] of pairs) {
    count(firsts, a);
    count(seconds, b);
    if (a === b) agreed++;
  }
  const observed = n === 0 ? 1 : agreed / n;
  let chance = 0;
  for (const [key, times] of firsts) chance += (times / n) * ((seconds.get(key) ?? 0) / n);
  const ways = Math.max(2, answers ?? new Set([...firsts.keys(), ...seconds.keys()]).size);
  const pabak = (ways * observed - 1) / (ways - 1);
  if (n === 0 || chance >= 1) return { compared: n, observed, kappa: null, kappaInterval: null, pabak };
  const kappa = (observed - chance) / (1 - chance);
  let variance = 0;
  for (const [a, b] of pairs) {
    // Summed over things, each of weight 1/n: the cell of a pair is met as often as it occurs.
    const pa = (firsts.get(b) ?? 0) / n;
    const pb = (seconds.get(a) ?? 0) / n;
    if (a === b) variance += (1 - chance - (pb + pa) * (1 - observed)) ** 2 / n;
    else variance += (1 - observed) ** 2 * ((pb + pa) ** 2 / n);
  }
  variance -= (observed * chance - 2 * chance + observed) ** 2;
  const error = Math.sqrt(Math.max(0, variance) / n) / (1 - chance) ** 2;
  const z = normalQuantile(1 - (1 - level) / 2);
  return {
    ...{ compared: n, observed, kappa, pabak },
    kappaInterval: { low: Math.max(-1, kappa - z * error), high: Math.min(1, kappa + z * error) },
  };
}
