// The public door: named re-exports only, one block for each folder.

// base
export type { Cell, CellType, ColumnBatch } from './base/cell.js';
export { type Clock, fixedClock, systemClock } from './base/clock.js';
export { Decimal } from './base/decimal.js';
export { type FaultKind, MigrationError } from './base/error.js';
export type { Issue, IssueSink } from './base/issue.js';
export { formatLocator, type Locator, parseLocator } from './base/locator.js';

// clean
export { cleaners } from './clean/registry.js';

// terminology
export { type CodeSystem, codeSystem, oidOf, uriOf } from './terminology/code-systems.js';
export { ucumCode } from './terminology/ucum.js';
export { displayOf } from './terminology/value-sets.js';
