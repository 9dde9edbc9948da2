// Charts: the mapping that makes them, and the targets that are written of them.

export { type Crosswalk, readCrosswalks } from '../artifacts/crosswalk.js';
export { readMappingFiles } from '../artifacts/mapping-files.js';
export type { MappingSpec } from '../artifacts/mapping-spec.js';
export { readScopePlan } from '../artifacts/workspace.js';
export type { Chart, ChartFragment, ChartSettings, Origin } from '../chart/chart.js';
export { stringifyFhir } from '../chart/stringify.js';
export { cleaners } from '../clean/registry.js';
export { ChartBuilder } from '../mapping/chart-builder.js';
export { type CompiledMapping, compileMapping, requiredIndexes } from '../mapping/compile.js';
export type { MappingEnvironment } from '../mapping/environment.js';
export { ccdaTarget } from '../targets/ccda/writer.js';
export type { TargetDriver, TargetFile, TargetLine, TargetResult } from '../targets/contract.js';
export { type TargetEntry, targets } from '../targets/registry.js';
export { type CodeSystem, codeSystem } from '../terminology/code-systems.js';
