import { availableParallelism } from 'node:os';
import { chooseArtefacts, type RunSummary, runMigration } from '@chartlift/engine';
import type { Register } from '../command.js';
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
export const registerRun: Register = (program, context) => {
  program
    .command('run')
    .description(
      'make the charts, write the targets, validate, read back and close the ledger; a run never overwrites a run',
    )
    .option('--sample <n>', 'only so many patients, spread evenly')
    .option('--patients <ids>', 'only these patient keys, separated by commas')
    .option('--target <names>', 'targets to write', 'ccda,fhir')
    .option('--plain-output', 'readable files instead of age packages (PHI in the clear: use an encrypted disk)')
    .option('--workers <n>', 'worker threads (default: one for each processor; 0: none)')
    .option(
      '--artefacts <dir>',
      "folder with HL7's XSD and Schematron (else CHARTLIFT_CCDA_ARTEFACTS, else what `artefacts add` took)",
    )
    .action(async (given: Given) => {
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
          workers:
            given.workers === undefined ? availableParallelism() : wholeNumber(given.workers, '--workers', 0, 'run'),
          artefacts: chooseArtefacts(given.artefacts, process.env)?.directory ?? null,
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
    });
};
