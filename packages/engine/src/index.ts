// The public door: named re-exports only, one block for each folder.

// artifacts
export { type Crosswalk, readCrosswalks } from './artifacts/crosswalk.js';
export { readMappingFiles } from './artifacts/mapping-files.js';
export type { MappingSpec } from './artifacts/mapping-spec.js';
export { readScopePlan } from './artifacts/workspace.js';
// base
export type { Cell, CellType, ColumnBatch } from './base/cell.js';
export { type Clock, systemClock } from './base/clock.js';
export { storeFolder } from './base/data-folder.js';
export { type FaultKind, MigrationError } from './base/error.js';
export type { Issue, IssueSink } from './base/issue.js';
export type { Locator } from './base/locator.js';
// chart
export type { Chart, ChartFragment, ChartSettings, Origin } from './chart/chart.js';
export { stringifyFhir } from './chart/stringify.js';
// clean
export { cleaners } from './clean/registry.js';
export { type CcdaConversion, convertCcdaToFhir } from './convert-ccda.js';
export {
  convertFhirToCcda,
  type FhirConversion,
  type FhirConversionSettings,
  type FhirInput,
  type FhirNotCarried,
} from './convert-fhir.js';
export type { FileDifference } from './delivery/manifest.js';
export { exportIdentity, readIdentities, type UnpackRequest, unpackedName, unpackFile } from './delivery/unpack.js';
// the main path
export { type DemoResult, freshDemoFolder, runDemo } from './demo.js';
// mapping
export { ChartBuilder } from './mapping/chart-builder.js';
export { type CompiledMapping, compileMapping, requiredIndexes } from './mapping/compile.js';
export type { MappingEnvironment } from './mapping/environment.js';
export type { CellUse } from './mapping/explain.js';
export { type AppliedPreset, applyPreset, listPresets, presetFolder } from './mapping/presets.js';
export type { ShownElement, ShownSpec } from './mapping/show.js';
export { checkWorkspaceMapping, type MappingVerdict, showWorkspaceMapping } from './mapping-gate.js';
export { type RunRequest, type RunSummary, runMigration } from './pipeline.js';
export { type Reconciliation, reconcileRun } from './reconcile.js';
// rendering
export { type RenderedDocument, renderCcda } from './rendering/document.js';
export type { PageFile } from './rendering/files.js';
export { noteHtml, renderNote } from './rendering/note.js';
export { isRenderedPage } from './rendering/page.js';
export { diffRuns, type RunDiff, type RunDifference } from './run-diff.js';
export { checkScope, type ScopeLine, type ScopeVerdict, showScope } from './scope-gate.js';
export { SOFTWARE } from './software.js';
// sources
export type { NotCarried } from './sources/ccda/account.js';
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
export { openSource } from './sources/registry.js';
export type { StageRequest, StageResult, StagingStart, StagingVault } from './sources/stage.js';
export { stageIntoWorkspace } from './staging.js';
// targets
export { ccdaTarget } from './targets/ccda/writer.js';
export type { TargetDriver, TargetFile, TargetLine, TargetResult } from './targets/contract.js';
export { targets } from './targets/registry.js';
// terminology
export { type CodeSystem, codeSystem } from './terminology/code-systems.js';
export type { Added, AddedRelease } from './terminology/releases/add.js';
export type {
  Concept,
  Found,
  LoadedRelease,
  ReleaseMapping,
  TerminologyStore,
} from './terminology/store/contract.js';
export { terminologyFolder } from './terminology/store/folder.js';
export { removeReleases } from './terminology/store/install.js';
export { type CodeStanding, codesOfNdc, icd10OfIcd9, standingOf, systemOf } from './terminology/store/lookups.js';
export { openTerminologyStore } from './terminology/store/store.js';
export { addTerminology, type TerminologyRequest } from './terminology-add.js';
export { type FhirFile, type FhirValidatorSettings, validateFhir } from './validation/fhir/validator.js';
export type { FhirFinding, FhirLayer, FhirVerdict, NotCovered, UsCoreCount } from './validation/fhir/verdict.js';
// validation
export { importerProfile } from './validation/own/importer/lint.js';
export { type ImporterProfile, PROFILES as IMPORTER_PROFILES } from './validation/own/importer/rule.js';
export type { CategoryScore, DocumentSize, Grade, ScorecardResult } from './validation/score.js';
export { type ChosenArtefacts, chooseArtefacts } from './validation/store/chosen.js';
export { type FetchRequest, fetchArtefacts } from './validation/store/fetch.js';
export {
  addressOf,
  LICENCE as ARTEFACT_LICENCE,
  PUBLISHED as PUBLISHED_ARTEFACTS,
} from './validation/store/published.js';
export {
  type AddedArtefacts,
  addArtefacts,
  type StoredArtefacts,
  type StoredFile,
  storedArtefacts,
} from './validation/store/store.js';
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
export type { VaultContext } from './vault/context.js';
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
export { ensureKeyFile } from './vault/key-file.js';
export { addSlot, listSlots, type Rotation, removeSlot, rotateKey, type SlotInfo, shred } from './vault/key-slots.js';
export type { OpenOptions } from './vault/open-vault.js';
export type { Credential, Unlock } from './vault/unlock.js';
export { Vault } from './vault/vault.js';
export { type ExplainedCell, type ExplainedElement, type Explanation, explain, type Fate } from './why.js';
