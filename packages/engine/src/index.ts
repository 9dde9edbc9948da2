// The public door: named re-exports only, one block for each folder.

// base
export type { Cell, CellType, ColumnBatch } from './base/cell.js';
export { type Clock, fixedClock, systemClock } from './base/clock.js';
export { Decimal } from './base/decimal.js';
export { type FaultKind, MigrationError } from './base/error.js';
export type { Issue, IssueSink } from './base/issue.js';
export { formatLocator, type Locator, parseLocator } from './base/locator.js';
// targets
export { ccdaTarget } from './targets/ccda/writer.js';
export { type ConformanceFailure, checkTarget } from './targets/conformance.js';
export type { TargetDriver, TargetFile, TargetLine, TargetResult } from './targets/contract.js';
export { targets } from './targets/registry.js';
// validation
export {
  createValidator,
  type ValidateOptions,
  type Validator,
  type ValidatorSettings,
} from './validation/validator.js';
export type { ArtefactIssue, DocumentVerdict, Finding, Layer, SkippedLayer } from './validation/verdict.js';
