// The way of a cell or a value.

export type { CellUse } from '../mapping/explain.js';
export { type ExplainedCell, type ExplainedElement, type Explanation, explain, type Fate } from '../run/why.js';
export { loadedFolder } from '../terminology/store/place.js';
