// The public door: named re-exports only, one block for each folder.

// artifacts/workspace
export {
  readArtifact,
  readScopePlan,
  readWorkspaceConfig,
  writeArtifact,
  writeScopePlan,
  writeWorkspaceConfig,
} from './artifacts/workspace.js';
export { checkYaml, parseYaml, type YamlArtifact, type YamlProblem } from './artifacts/yaml-artifact.js';
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
// vault
export type { AgeIdentity } from './vault/age-identity.js';
export type { AuditHead, AuditVerdict, RecordedEvent } from './vault/audit-log.js';
export { systemContext, type VaultContext } from './vault/context.js';
export type {
  AuditEvent,
  RunRecord,
  StagedColumn,
  StagedSource,
  StagedTable,
  StagingSession,
} from './vault/contract.js';
export type { Decision } from './vault/decisions.js';
export { vaultFault } from './vault/faults.js';
export { type InitOptions, type InitResult, initWorkspace } from './vault/init.js';
export {
  addSlot,
  listSlots,
  type Rotation,
  removeSlot,
  rotateKey,
  type SlotInfo,
  shred,
} from './vault/key-slots.js';
export { quoteIdentifier } from './vault/sql.js';
export type { Credential, Unlock } from './vault/unlock.js';
export { type OpenOptions, Vault } from './vault/vault.js';
