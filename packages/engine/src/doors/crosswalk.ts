// Local values to codes of loaded releases: suggested, decided, reviewed, exchanged.

export {
  type AcceptRequest,
  acceptBest,
  acceptCode,
  type CrosswalkFormat,
  exportCrosswalk,
  type Imported,
  importCrosswalk,
  reviewCrosswalk,
} from '../analysis/crosswalk-decisions.js';
export {
  type CrosswalkState,
  type SuggestedColumn,
  type SuggestedValue,
  type SuggestRequest,
  showCrosswalks,
  suggestCrosswalks,
  suggestForList,
} from '../analysis/crosswalks.js';
export { EQUIVALENCES, type Equivalence } from '../artifacts/crosswalk.js';
export type { CodeSuggestion, LocalTerm, TermKind } from '../crosswalk/contract.js';
export { CodeSuggester } from '../crosswalk/suggester.js';
export { systemOf } from '../terminology/store/lookups.js';
export { terminologyFolder } from '../terminology/store/place.js';
export { openTerminologyStore } from '../terminology/store/store.js';
