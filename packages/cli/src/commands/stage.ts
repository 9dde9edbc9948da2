import { type StageResult, stageIntoWorkspace } from '@chartlift/engine/staging';
import type { CommandContext } from '../command.js';
import { Progress } from '../progress.js';
import { readSettings, type SourceArguments } from '../source-options.js';
import { printIssues, printJson, printLine } from '../terminal.js';
import { openWorkspaceVault } from '../unlock.js';

/** `stage SOURCE...`: into the vault of the workspace. */
export async function stage(
  context: CommandContext,
  paths: string[],
  given: SourceArguments & { name?: string; replace?: boolean },
): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  const settings = readSettings(given);
  const progress = new Progress(terminal, options, 'staging');
  using vault = await openWorkspaceVault(context, 'write');
  let result: StageResult;
  try {
    result = await stageIntoWorkspace(options.workspace, vault, {
      paths,
      ...settings,
      ...(given.name === undefined ? {} : { name: given.name }),
      replace: given.replace === true,
      onProgress: (done, total, rows) => progress.update(done, total, `${rows} rows`),
    });
  } finally {
    progress.end();
  }
  if (options.json) printJson(terminal, result);
  else {
    printLine(
      terminal,
      options,
      result.changed
        ? `Staged ${result.rows} rows of ${result.tables} tables as "${result.source}"`
        : `"${result.source}" is staged already (${result.rows} rows); nothing changed`,
    );
    if (!options.quiet) printIssues(terminal, result.issues);
    if (!result.whole && !result.changed)
      terminal.stderr.write(
        'chartlift: the source is not whole; what could be read is staged [SOURCE_NOT_WHOLE]\n  -> Copy it again from where it came from, and stage it with --replace.\n',
      );
  }
  if (!result.whole) context.fail(1);
}
