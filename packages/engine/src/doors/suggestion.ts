// Mapping suggestions.

export { type SuggestRequest, suggestForSource } from '../map-suggest.js';
export type { Candidate, ColumnSuggestion } from '../suggestion/suggestion.js';
