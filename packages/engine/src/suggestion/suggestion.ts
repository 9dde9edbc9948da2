/** What `map suggest --json` prints for a column; an abstention has no candidates. */
export interface ColumnSuggestion {
  readonly table: string;
  readonly column: string;
  /** The best first, at most five. */
  readonly candidates: readonly Candidate[];
  readonly abstained: boolean;
  /** Why nothing is suggested; absent where something is. */
  readonly reasons?: readonly string[];
}

export interface Candidate {
  /** FHIR R4 path: `Resource.element.sub`. */
  readonly target: string;
  /** Set where the column is a fact of its own: what the Observation is of. */
  readonly code?: { readonly system: string; readonly code: string };
  /** 0 to 1, calibrated: of candidates with 0.8, eight in ten are right. */
  readonly score: number;
  readonly reasons: readonly string[];
}

export interface SuggestOptions {
  /** What earlier projects taught; absent: nothing. */
  readonly memory?: SuggestionMemory;
  /** What presets know of tables and columns; absent: nothing. */
  readonly presets?: SuggestionMemory;
}

/** Confirmed mappings of columns like this one. */
export interface SuggestionMemory {
  /** Targets with a weight from 0 to 1; empty where nothing like it was confirmed. `rejected` ones have a negative weight. */
  recall(table: string, column: string, resource: string): ReadonlyMap<string, number>;
}
