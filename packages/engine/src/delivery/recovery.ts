import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '../vault/contract.js';
import type { Vault } from '../vault/vault.js';
import type { WrittenFile } from './run-output.js';

/** `manifest.json` of a run's folder: everything in it but itself; `input` is the run's input hash. */
export interface Manifest {
  readonly chartlift: 'manifest/1';
  readonly input: string;
  readonly files: readonly Omit<WrittenFile, 'stored'>[];
}

/** Name of the summary among a run's data in the vault; it is put there before the folder gets its name. */
export const SUMMARY_DATA = 'summary';

/**
 * Settles runs that were cut off after their folder got its name and before the vault called them done: a whole folder of the same
 * input makes the run done, with the summary it had; any other folder is left alone and the run is given up, so that the next
 * takes another id. The summary of the run of `inputHash`, when it is now done; else null.
 */
export function settleInterrupted<Summary>(dir: string, vault: Vault, inputHash: string): Summary | null {
  let mine: Summary | null = null;
  for (const run of vault.runs()) {
    if (run.state !== 'running' || !existsSync(join(dir, 'out', run.id))) continue;
    const kept = vault.getRunData(run.id, SUMMARY_DATA);
    if (kept === undefined || !isWhole(join(dir, 'out', run.id), run)) {
      vault.finishRun(run.id, null, 'failed');
      continue;
    }
    const summary = JSON.parse(Buffer.from(kept).toString('utf8')) as Summary;
    vault.finishRun(run.id, summary, 'done');
    if (run.inputHash === inputHash) mine = summary;
  }
  return mine;
}

/** A run with a folder name of its own: a folder that the vault does not know of (an older vault was put back) is never written over. */
export function beginFreeRun(dir: string, vault: Vault, inputHash: string): RunRecord {
  for (;;) {
    const run = vault.beginRun(inputHash);
    if (!existsSync(join(dir, 'out', run.id))) return run;
    vault.finishRun(run.id, null, 'failed');
  }
}

/** The folder holds what its manifest says, and is of this run's input. Of encrypted files only the presence can be told here. */
function isWhole(folder: string, run: RunRecord): boolean {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
    if (manifest.input !== run.inputHash) return false;
    return manifest.files.every(({ path, bytes, sha256 }) => {
      const full = join(folder, path);
      if (path.endsWith('.age')) return statSync(full).size > bytes;
      return createHash('sha256').update(readFileSync(full)).digest('hex') === sha256;
    });
  } catch {
    return false;
  }
}
