import { availableParallelism } from 'node:os';
import { chooseArtefacts } from '@chartlift/engine/artefacts';
import { loadedFolder, type RunSummary, runMigration } from '@chartlift/engine/run';
import type { CommandContext } from '../command.js';
import { wholeNumber } from '../numbers.js';
import { Progress } from '../progress.js';
import { printSummary } from '../run-lines.js';
import { printJson } from '../terminal.js';
import { openWorkspaceVault } from '../unlock.js';

interface Given {
  readonly sample?: string;
  readonly patients?: string;
  readonly target: string;
  readonly plainOutput?: boolean;
  readonly workers?: string;
  readonly artefacts?: string;
}

/** `run`: charts, targets, validation, read-back, ledger. */
export async function run(context: CommandContext, given: Given): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  const progress = new Progress(terminal, options, 'charts');
  using vault = await openWorkspaceVault(context, 'write', { verify: 'full' });
  let summary: RunSummary;
  try {
    summary = await runMigration({
      dir: options.workspace,
      vault,
      targets: given.target.split(',').map((name) => name.trim()),
      plainOutput: given.plainOutput === true,
      workers: given.workers === undefined ? availableParallelism() : wholeNumber(given.workers, '--workers', 0, 'run'),
      artefacts: chooseArtefacts(given.artefacts, process.env)?.directory ?? null,
      terminology: loadedFolder(process.env),
      ...(given.sample === undefined ? {} : { sample: wholeNumber(given.sample, '--sample', 1, 'run') }),
      ...(given.patients === undefined ? {} : { patients: given.patients.split(',').map((key) => key.trim()) }),
      onProgress: (done, total, note) => progress.update(done, total, note),
    });
  } finally {
    progress.end();
  }
  if (options.json) printJson(terminal, summary);
  else printSummary(terminal, options, summary, options.workspace);
  if (!summary.passed) context.fail(1);
}
