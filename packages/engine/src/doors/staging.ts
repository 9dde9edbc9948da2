// A source into the vault of a workspace.

export { stageIntoWorkspace } from '../project/staging.js';
export type { StageRequest, StageResult, StagingStart, StagingVault } from '../sources/stage.js';
