// The public door: named re-exports only, one block for each folder.

// base
export type { Cell, CellType, ColumnBatch } from './base/cell.js';
export { type Clock, fixedClock, systemClock } from './base/clock.js';
export { Decimal } from './base/decimal.js';
export { type FaultKind, MigrationError } from './base/error.js';
export type { Issue, IssueSink } from './base/issue.js';
export { formatLocator, type Locator, parseLocator } from './base/locator.js';

// sources
export type {
  Catalog,
  ColumnInfo,
  SourceCheck,
  SourceDriver,
  SourceOptions,
  TableInfo,
  TableSource,
} from './sources/contract.js';
export { type ExportResult, type ExportSettings, exportAll, exportTable } from './sources/export.js';
export {
  type InspectedTable,
  type Inspection,
  inspectSource,
  type ReadSettings,
  type Verdict,
} from './sources/inspect.js';
export { openSource, SOURCE_DRIVERS } from './sources/registry.js';
export {
  type StageRequest,
  type StageResult,
  type StagingStart,
  type StagingVault,
  stageSource,
} from './sources/stage.js';
