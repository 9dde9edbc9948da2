// What every command needs before it knows what it is to do: faults, issues, the clock, and names that help texts list.

export type { Cell, CellType, ColumnBatch } from '../base/cell.js';
export { type Clock, systemClock } from '../base/clock.js';
export { type FaultKind, MigrationError } from '../base/error.js';
export type { Issue, IssueSink } from '../base/issue.js';
export type { Locator } from '../base/locator.js';
export { SOFTWARE } from '../project/software.js';
export { type ImporterProfile, PROFILES as IMPORTER_PROFILES } from '../validation/own/importer/rule.js';
export { vaultFault } from '../vault/faults.js';
