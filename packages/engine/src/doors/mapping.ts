// Mapping specs and the scope plan, checked and shown.

export { type Crosswalk, readCrosswalks } from '../artifacts/crosswalk.js';
export { readMappingFiles } from '../artifacts/mapping-files.js';
export type { MappingSpec } from '../artifacts/mapping-spec.js';
export { readScopePlan } from '../artifacts/workspace.js';
export { cleaners } from '../clean/registry.js';
export { ChartBuilder } from '../mapping/chart-builder.js';
export { type CompiledMapping, compileMapping, requiredIndexes } from '../mapping/compile.js';
export type { MappingEnvironment } from '../mapping/environment.js';
export type { ShownElement, ShownSpec } from '../mapping/show.js';
export { checkWorkspaceMapping, type MappingVerdict, showWorkspaceMapping } from '../mapping-gate.js';
export { checkScope, type ScopeLine, type ScopeVerdict, showScope } from '../scope-gate.js';
