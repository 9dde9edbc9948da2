// Local values to codes of loaded releases.

export type { CodeSuggestion, LocalTerm, TermKind } from '../crosswalk/contract.js';
export { CodeSuggester } from '../crosswalk/suggester.js';
