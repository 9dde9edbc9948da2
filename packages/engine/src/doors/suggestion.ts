// Mapping suggestions: of a source as it lies, and as specs of a workspace for people to review.

export { type DraftedMapping, draftWorkspaceMapping } from '../analysis/map-draft.js';
export { decideMapping } from '../analysis/map-review.js';
export { type SuggestRequest, suggestForSource } from '../analysis/map-suggest.js';
export type { ReviewRow } from '../artifacts/mapping-review.js';
export type { Candidate, ColumnSuggestion } from '../suggestion/suggestion.js';
