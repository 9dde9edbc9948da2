import { checkRunFiles, type FileDifference } from '../delivery/manifest.js';
import type { Vault } from '../vault/vault.js';
import type { RunSummary } from './run-summary.js';
import { finishedRun } from './runs.js';

export interface Reconciliation {
  readonly run: string;
  readonly ledger: RunSummary['ledger'];
  readonly cells: RunSummary['cells'];
  readonly readBack: RunSummary['readBack'];
  /** Files of `out/<run>` whose hash was taken again, and what differs. */
  readonly files: { readonly checked: number; readonly differences: readonly FileDifference[] };
  /** The ledger balances, nothing differed when read back, and every file is as the run wrote it. */
  readonly passed: boolean;
}

/** The ledger of a run, with its files hashed again. Errors: RUN_UNKNOWN, RUN_UNFINISHED, RUN_FOLDER_MISSING, MANIFEST_UNREADABLE. */
export function reconcileRun(dir: string, vault: Vault, run: string): Reconciliation {
  const { record, summary } = finishedRun(vault, run);
  const { ledger, cells, readBack } = summary;
  const files = checkRunFiles(dir, vault, record);
  const passed = ledger.balanced && cells.balanced && readBack.different === 0 && files.differences.length === 0;
  return { run, ledger, cells, readBack, files, passed };
}
