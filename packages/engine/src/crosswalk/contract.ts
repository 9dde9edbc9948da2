import type { Equivalence } from '../artifacts/crosswalk.js';
import type { Concept } from '../terminology/store/contract.js';

export type TermKind = 'drug' | 'lab' | 'problem' | 'other';

/** A local value that wants a code, with what stands beside it in its rows. */
export interface LocalTerm {
  readonly text: string;
  /** Unit that most of its rows have: `mg/dL`. */
  readonly unit?: string | undefined;
  /** Specimen or body fluid. */
  readonly specimen?: string | undefined;
  /** Department, category, route or whatever else tells what is meant. */
  readonly context?: string | undefined;
}

/** A code of a loaded release for a local value. */
export interface CodeSuggestion {
  readonly concept: Concept;
  /** 0 to 1. */
  readonly score: number;
  readonly equivalence: Equivalence;
  readonly reasons: readonly string[];
}

/** A candidate as a judge of its kind sees it. */
export interface Judgement {
  readonly score: number;
  readonly equivalence: Equivalence;
  readonly reasons: readonly string[];
  /** What kind of answer it is (says a strength, another specimen): people get several kinds to choose from. */
  readonly facets?: readonly string[];
  /** Which salt of the substance, where only the code says it. */
  readonly unsaid?: string;
}
