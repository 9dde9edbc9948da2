import { clopperPearson, type Interval, poissonInterval } from './intervals.js';

/** A count that is estimated, with its interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const scaled = ({ low, high }: Interval, by: number): Interval => ({ low: low * by, high: high * by });

/**
 * Fields on which two independent sources said the same wrong thing, from how often each was wrong where they differed: a·b / (n - a - b), what Lincoln and Petersen would make of two
 * catches. Hidden are only those that are wrong the same way: `sameWay` is the share of double errors that are (1, the default, is the worst case). Where some fields are harder than
 * others more is hidden: it is the least that can be (see docs/guide/double-entry.md). The interval is of counting alone: both counts at their exact Poisson bounds.
 */
export function hiddenByTwo(
  fields: number,
  firstWrong: number,
  secondWrong: number,
  level = 0.95,
  sameWay = 1,
): Estimate {
  const right = Math.max(1, fields - firstWrong - secondWrong);
  const of = (a: number, b: number): number => (sameWay * a * b) / right;
  // Two bounds at once: each at the root of the level, so that together they hold.
  const each = 1 - (1 - level) / 2;
  const a = poissonInterval(firstWrong, each);
  const b = poissonInterval(secondWrong, each);
  return { value: of(firstWrong, secondWrong), low: of(a.low, b.low), high: of(a.high, b.high) };
}

/**
 * Fields on which three sources said the same wrong thing, from those where one of three was wrong (`one`) and where two were (`two`): two² / (3·one), Chao's lower bound turned round
 * (Chao 1987; by Cauchy and Schwarz it holds whatever the spread of difficulty among fields). The low bound is of counting alone; the high bound is null, for nothing limits how many
 * fields all read wrong alike: only an audit does.
 */
export function hiddenByThree(
  one: number,
  two: number,
  level = 0.95,
): { readonly value: number; readonly low: number } {
  const of = (a: number, b: number): number => (a <= 0 ? 0 : (b * b) / (3 * a));
  const each = 1 - (1 - level) / 2;
  return { value: of(one, two), low: of(poissonInterval(one, each).high, poissonInterval(two, each).low) };
}

/** What a batch is made of, by how its fields came to be believed. */
export interface BatchCounts {
  /** Keyed twice; how often first and second key were wrong, as the third person decided. */
  readonly double: { readonly fields: number; readonly firstWrong: number; readonly secondWrong: number };
  /** Held against a machine; how often first key and machine were wrong, as the later keys decided. */
  readonly machine: { readonly fields: number; readonly firstWrong: number; readonly machineWrong: number };
  /** Believed on one key. */
  readonly single: number;
  /** Decided by a third person. */
  readonly adjudicated: number;
}

/** What is known of people: from gold items. */
export interface KnownRates {
  readonly clerk: { readonly wrong: number; readonly fields: number };
  readonly adjudicator: { readonly wrong: number; readonly fields: number };
}

export interface ResidualError {
  readonly fields: number;
  /** Wrong fields that are left, by how they came to be believed. */
  readonly double: Estimate;
  readonly machine: Estimate;
  readonly single: Estimate;
  readonly adjudicated: Estimate;
  readonly wrong: Estimate;
  /** As a share of the fields. */
  readonly rate: Estimate;
}

const byRate = (fields: number, { wrong, fields: of }: { wrong: number; fields: number }, level: number): Estimate => ({
  value: of === 0 ? 0 : (fields * wrong) / of,
  ...(fields === 0 ? { low: 0, high: 0 } : scaled(clopperPearson(wrong, of, level), fields)),
});

/**
 * How many fields of a batch are still wrong. It rests on independence of the sources, and so is the least that must be expected; an audit (acceptance.ts) bounds it from above without
 * that. The interval of the sum adds the bounds of its parts: wider than need be, never narrower.
 */
export function residualError(counts: BatchCounts, known: KnownRates, level = 0.95): ResidualError {
  const double = hiddenByTwo(counts.double.fields, counts.double.firstWrong, counts.double.secondWrong, level);
  const machine = hiddenByTwo(counts.machine.fields, counts.machine.firstWrong, counts.machine.machineWrong, level);
  const single = byRate(counts.single, known.clerk, level);
  const adjudicated = byRate(counts.adjudicated, known.adjudicator, level);
  const parts = [double, machine, single, adjudicated];
  const sum = (of: (part: Estimate) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const wrong = { value: sum((part) => part.value), low: sum((part) => part.low), high: sum((part) => part.high) };
  const fields = counts.double.fields + counts.machine.fields + counts.single + counts.adjudicated;
  const share = (count: number): number => (fields === 0 ? 0 : Math.min(1, count / fields));
  const rate = { value: share(wrong.value), low: share(wrong.low), high: share(wrong.high) };
  return { fields, double, machine, single, adjudicated, wrong, rate };
}
