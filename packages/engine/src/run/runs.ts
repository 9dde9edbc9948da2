import { MigrationError } from '../base/error.js';
import type { RunRecord } from '../vault/contract.js';
import type { Vault } from '../vault/vault.js';
import type { RunSummary } from './run-summary.js';

export interface FinishedRun {
  readonly record: RunRecord;
  readonly summary: RunSummary;
}

/** A run that was finished; without `id` the newest. Errors: RUN_UNKNOWN, RUN_UNFINISHED, NO_RUN. */
export function finishedRun(vault: Vault, id?: string): FinishedRun {
  const runs = vault.runs();
  const run = id === undefined ? runs.filter((one) => one.state === 'done').at(-1) : runs.find((one) => one.id === id);
  if (!run) {
    throw id === undefined
      ? new MigrationError('There is no finished run yet', { code: 'NO_RUN', hint: 'Make one with `chartlift run`.' })
      : new MigrationError('There is no such run', {
          code: 'RUN_UNKNOWN',
          kind: 'usage',
          where: id,
          hint: '`chartlift runs` lists the runs of this workspace.',
        });
  }
  if (run.state !== 'done') {
    throw new MigrationError('This run was not finished', {
      code: 'RUN_UNFINISHED',
      where: run.id,
      hint: 'Run again with the same settings: an interrupted run is taken up under its number.',
    });
  }
  return { record: run, summary: run.summary as RunSummary };
}
