// Mapping suggestions: of a source as it lies, and as specs of a workspace for people to review.

export type { ReviewRow } from '../artifacts/mapping-review.js';
export { type DraftedMapping, draftWorkspaceMapping } from '../map-draft.js';
export { decideMapping } from '../map-review.js';
export { type SuggestRequest, suggestForSource } from '../map-suggest.js';
export type { Candidate, ColumnSuggestion } from '../suggestion/suggestion.js';
