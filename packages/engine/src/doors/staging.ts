// A source into the vault of a workspace.

export type { StageRequest, StageResult, StagingStart, StagingVault } from '../sources/stage.js';
export { stageIntoWorkspace } from '../staging.js';
