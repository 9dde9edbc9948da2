import { availableParallelism } from 'node:os';
import { MigrationError, type RunSummary, runMigration } from '@chartlift/engine';
import type { Register } from '../command.js';
import { Progress } from '../progress.js';
import { type GlobalOptions, printJson, printLine, type Terminal } from '../terminal.js';
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
    .option('--artefacts <dir>', "folder with HL7's XSD and Schematron (else CHARTLIFT_CCDA_ARTEFACTS)")
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
          workers: given.workers === undefined ? availableParallelism() : wholeNumber(given.workers, '--workers', 0),
          artefacts: given.artefacts ?? process.env.CHARTLIFT_CCDA_ARTEFACTS ?? null,
          ...(given.sample === undefined ? {} : { sample: wholeNumber(given.sample, '--sample', 1) }),
          ...(given.patients === undefined ? {} : { patients: given.patients.split(',').map((key) => key.trim()) }),
          onProgress: (done, total, note) => progress.update(done, total, note),
        });
      } finally {
        progress.end();
      }
      if (options.json) printJson(terminal, summary);
      else printSummary(terminal, options, summary);
      if (!summary.passed) context.fail(1);
    });
};

function wholeNumber(text: string, option: string, least: number): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new MigrationError(`${option} takes a whole number of at least ${least}`, {
    code: 'USAGE',
    kind: 'usage',
    hint: 'See `chartlift run --help`.',
  });
}

function printSummary(terminal: Terminal, options: GlobalOptions, summary: RunSummary): void {
  const say = (text: string): void => printLine(terminal, options, text);
  say(
    `Run ${summary.run}: ${summary.patients} patients, ${summary.documents} documents in ${summary.seconds} s -> ${summary.out}`,
  );
  const moved = summary.ledger.tables.filter((table) => table.staged > 0);
  const sum = (name: 'staged' | 'delivered' | 'archived' | 'excluded' | 'merged' | 'quarantined'): number =>
    moved.reduce((total, table) => total + table[name], 0);
  say(
    `  ledger      ${summary.ledger.balanced ? 'balanced' : 'DOES NOT BALANCE'}: ${sum('staged')} rows = ${sum('delivered')} delivered + ${sum('archived')} archived + ${sum('excluded')} excluded + ${sum('merged')} merged + ${sum('quarantined')} quarantined`,
  );
  say(
    `  cells       ${summary.cells.balanced ? 'all accounted for' : `${summary.cells.unaccounted} NOT ACCOUNTED FOR`}: ${summary.cells.cells} cells of delivered rows`,
  );
  for (const [layer, errors] of Object.entries(summary.validation)) {
    say(`  ${layer.padEnd(11)} ${errors === null ? 'DID NOT RUN' : errors === 0 ? 'no errors' : `${errors} ERRORS`}`);
  }
  for (const hint of new Set(summary.layersSkipped.map((skipped) => skipped.hint))) say(`              ${hint}`);
  if (summary.documents > 0 && summary.validation.schematron !== null)
    say(`              ${Math.round(summary.fired / summary.documents)} Schematron rules fired for each document`);
  say(`  read back   ${summary.readBack.compared} facts compared, ${summary.readBack.different} different`);
  say(
    `  issues      ${summary.issues.error} errors, ${summary.issues.warning} warnings, ${summary.issues.information} notes`,
  );
  for (const group of summary.issueGroups.slice(0, 12))
    say(`    ${String(group.count).padStart(7)} ${group.severity.padEnd(11)} ${group.code}`);
  if (!summary.passed) say('A gate failed: see the report before anything is delivered.');
}
