import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { type Issue, MigrationError } from '@chartlift/engine/base';
import { type ExportResult, exportAll, exportTable } from '@chartlift/engine/sources';
import type { CommandContext } from '../command.js';
import { Progress } from '../progress.js';
import { readSettings, type SourceArguments } from '../source-options.js';
import { printIssues, printJson } from '../terminal.js';

interface ExportArguments extends SourceArguments {
  readonly table?: string;
  readonly all?: boolean;
  readonly format?: string;
  readonly output?: string;
}

/** `export SOURCE...`: rows of one table, or every table as a file. */
export async function exportRows(
  context: CommandContext,
  paths: readonly string[],
  given: ExportArguments,
): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  if ((given.table === undefined) === (given.all !== true)) {
    throw usage(
      'Name one table with --table, or take all with --all',
      'For example: chartlift export dump.sql.gz --table patient_data',
    );
  }
  if (given.all && given.output === undefined) throw usage('--all needs a folder', 'Add -o DIR.');
  const issues: Issue[] = [];
  const progress = new Progress(terminal, options, 'exporting');
  const abort = new AbortController();
  const settings = {
    ...readSettings(given),
    ...(given.format === undefined ? {} : { as: given.format }),
    signal: abort.signal,
    onIssue: (issue: Issue) => {
      if (issues.length < 10_000) issues.push(issue);
    },
    onProgress: (done: number, total: number) => progress.update(done, total),
  };
  let result: ExportResult | null = null;
  try {
    if (given.all) result = await exportAll(paths, given.output!, settings);
    else if (given.output !== undefined) result = await toFile(paths, given.table!, given.output, settings);
    else await toStdout(paths, given.table!, context, settings, abort);
  } finally {
    progress.end();
  }
  if (!options.quiet) printIssues(terminal, issues);
  if (result !== null && options.json) printJson(terminal, result);
}

type Settings = Parameters<typeof exportTable>[3];

/** The file stands under its name only once it is whole. */
async function toFile(
  paths: readonly string[],
  table: string,
  path: string,
  settings: Settings,
): Promise<ExportResult> {
  const part = `${path}.part`;
  const out = createWriteStream(part, { mode: 0o600 });
  try {
    const result = await exportTable(paths, table, out, settings);
    out.end();
    await finished(out);
    await rename(part, path);
    return { tables: result.tables.map((t) => ({ ...t, file: path })) };
  } catch (error) {
    out.destroy();
    await rm(part, { force: true });
    throw error;
  }
}

/** A reader that closes the pipe early (`| head`) ends the export without a fault. */
async function toStdout(
  paths: readonly string[],
  table: string,
  context: CommandContext,
  settings: Settings,
  abort: AbortController,
): Promise<void> {
  const { stdout } = context.terminal;
  let isClosed = false;
  const onError = (error: NodeJS.ErrnoException): void => {
    isClosed ||= error.code === 'EPIPE';
    abort.abort();
  };
  stdout.on('error', onError);
  try {
    await exportTable(paths, table, stdout as Parameters<typeof exportTable>[2], settings);
  } catch (error) {
    if (!isClosed) throw error;
  }
}

const usage = (message: string, hint: string): MigrationError =>
  new MigrationError(message, { code: 'USAGE', hint, kind: 'usage' });
