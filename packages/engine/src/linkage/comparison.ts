import type { Resource } from '../chart/fhir.js';

/**
 * How two statements about one patient stand to each other. same: one fact, said twice (one may say more of it than the other). contradicts: one fact, and they do not agree about
 * it. apart: two facts, or not enough is said to call them one.
 */
export type Relation = 'same' | 'contradicts' | 'apart';

export interface Comparison {
  readonly relation: Relation;
  /** Elements about which they do not agree; empty unless they contradict each other. */
  readonly elements: readonly string[];
}

/** Compares two resources of one kind of fact; `a` would go into `b`. */
export type FactJudge = (a: Resource, b: Resource) => Comparison;

export const APART: Comparison = Object.freeze({ relation: 'apart', elements: Object.freeze([]) });

/** One fact, with the elements that were found to differ. */
export function oneFact(differing: readonly (string | null)[]): Comparison {
  const elements = differing.filter((element) => element !== null);
  return { relation: elements.length > 0 ? 'contradicts' : 'same', elements };
}
