// What a run left behind, held against its records and against another run.

export type { FileDifference } from '../delivery/manifest.js';
export { type Reconciliation, reconcileRun } from '../run/reconcile.js';
export { diffRuns, type RunDiff, type RunDifference } from '../run/run-diff.js';
