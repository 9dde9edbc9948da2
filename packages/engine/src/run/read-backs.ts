import type { Issue } from '../base/issue.js';
import type { Chart, ChartFragment, ChartSettings } from '../chart/chart.js';
import type { ReadBackResult } from '../reconciliation/read-back.js';
import type { TargetResult } from '../targets/contract.js';

/** Reads what a target wrote of one chart and compares it with that chart, by code that shares nothing with the target but code tables. */
export type ReadBack = (chart: Chart, settings: ChartSettings, written: TargetResult) => ReadBackResult;

const READ_BACKS: ReadonlyMap<string, () => Promise<ReadBack>> = new Map([
  ['ccda', async () => (await import('./ccda-read-back.js')).readBackDocuments],
  ['fhir', async () => (await import('./fhir-read-back.js')).readBackResources],
]);

/** The reader for a target; null where there is none, and then nothing of it counts as read back. */
export async function loadReadBack(target: string): Promise<ReadBack | null> {
  return (await READ_BACKS.get(target)?.()) ?? null;
}

/** The same for resources that belong to no patient. */
export type SharedReadBack = (fragments: readonly ChartFragment[], written: TargetResult) => ReadBackResult;

const SHARED_READ_BACKS: ReadonlyMap<string, () => Promise<SharedReadBack>> = new Map([
  ['fhir', async () => (await import('./fhir-read-back.js')).readBackShared],
]);

/** The reader for what a target wrote of no patient; null where there is none. */
export async function loadSharedReadBack(target: string): Promise<SharedReadBack | null> {
  return (await SHARED_READ_BACKS.get(target)?.()) ?? null;
}

/** One issue for each difference. */
export function differenceIssues(target: string, result: ReadBackResult): Issue[] {
  return result.differences.map((difference) => ({
    severity: 'error',
    code: `read-back-${difference.kind}`,
    where: difference.where,
    element: difference.element,
    message: `What was written (${target}) and read again is not what the chart says: ${difference.kind}.`,
    hint: 'This is a fault of the writer or of the reader, not of your data: report it with this code and element.',
  }));
}
