// Mapping specs, checked against what is staged and shown.

export type { ShownElement, ShownSpec } from '../mapping/show.js';
export { checkWorkspaceMapping, type MappingVerdict, showWorkspaceMapping } from '../mapping-gate.js';
