// The main path.

export { type RunRequest, type RunSummary, runMigration } from '../pipeline.js';
