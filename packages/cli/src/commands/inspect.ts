import { MigrationError } from '@chartlift/engine/base';
import { type Inspection, inspectSource } from '@chartlift/engine/sources';
import type { CommandContext } from '../command.js';
import { inspectionLines } from '../inspection-lines.js';
import { Progress } from '../progress.js';
import { readSettings, type SourceArguments } from '../source-options.js';
import { printIssues, printJson, printLine } from '../terminal.js';

/** `inspect SOURCE...`: what a source is, and whether it is whole. */
export async function inspect(
  context: CommandContext,
  paths: string[],
  given: SourceArguments & { columns?: boolean },
): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  const progress = new Progress(terminal, options, 'reading');
  let found: Inspection;
  try {
    found = await inspectSource(paths, {
      ...readSettings(given),
      onProgress: (done, total) => progress.update(done, total),
    });
  } catch (error) {
    // A script that asked for JSON gets it for a refused source as well; the exit code is still 3.
    if (options.json && error instanceof MigrationError && error.kind === 'refused')
      printJson(terminal, refused(error));
    throw error;
  } finally {
    progress.end();
  }
  if (options.json) {
    printJson(terminal, found);
    return;
  }
  for (const line of inspectionLines(found, paths, given.columns === true)) printLine(terminal, options, line);
  if (!options.quiet) printIssues(terminal, found.issues);
}

function refused(error: MigrationError): Inspection {
  return {
    format: null,
    product: null,
    database: null,
    verdict: 'refused',
    checks: [],
    statedAt: null,
    views: 0,
    tables: [],
    issues: [
      {
        severity: 'error',
        code: error.code.toLowerCase().replaceAll('_', '-'),
        where: error.where ?? '',
        message: error.message,
        hint: error.hint,
      },
    ],
  };
}
