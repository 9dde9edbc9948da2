// The main path.

export { type RunRequest, type RunSummary, runMigration } from '../pipeline.js';
export { loadedFolder } from '../terminology/store/place.js';
