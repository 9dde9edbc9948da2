// Mapping specs, checked against what is staged and shown.

export { checkWorkspaceMapping, type MappingVerdict, showWorkspaceMapping } from '../analysis/mapping-gate.js';
export type { ShownElement, ShownSpec } from '../mapping/show.js';
