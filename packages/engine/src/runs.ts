import { MigrationError } from './base/error.js';
import type { RunSummary } from './run-summary.js';
import type { Vault } from './vault/vault.js';

/** Summary of a run that was finished; without `id` that of the newest. Errors: RUN_UNKNOWN, RUN_UNFINISHED, NO_RUN. */
export function finishedRun(vault: Vault, id?: string): RunSummary {
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
  return run.summary as RunSummary;
}
