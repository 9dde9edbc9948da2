// The way of a cell or a value.

export { loadedFolder } from '../terminology/store/place.js';
export type { CellUse } from '../mapping/explain.js';
export { type ExplainedCell, type ExplainedElement, type Explanation, explain, type Fate } from '../why.js';
