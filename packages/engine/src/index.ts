// The public door: named re-exports only, one block for each folder.

// mapping and chart
export { type Crosswalk, readCrosswalks } from './artifacts/crosswalk.js';
export { readMappingFiles } from './artifacts/mapping-files.js';
export type { MappingSpec } from './artifacts/mapping-spec.js';
// base
export type { Cell, CellType, ColumnBatch } from './base/cell.js';
export { type Clock, fixedClock, systemClock } from './base/clock.js';
export { Decimal } from './base/decimal.js';
export { type FaultKind, MigrationError } from './base/error.js';
export type { Issue, IssueSink } from './base/issue.js';
export { formatLocator, type Locator, parseLocator } from './base/locator.js';
export type { Chart, ChartFragment, ChartSettings, Origin } from './chart/chart.js';
export { buildProvenance } from './chart/provenance.js';
export { stringifyFhir } from './chart/stringify.js';
export { ChartBuilder } from './mapping/chart-builder.js';
export { type CompiledMapping, compileMapping, requiredIndexes } from './mapping/compile.js';
export type { MappingEnvironment } from './mapping/environment.js';
