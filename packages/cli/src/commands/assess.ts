import { extname } from 'node:path';
import {
  type Assessment,
  type AssessSettings,
  type AssessStage,
  assessSource,
  assessStaged,
  renderAssessmentMarkdown,
  renderAssessmentPage,
  terminologyFolder,
} from '@chartlift/engine/assess';
import { MigrationError } from '@chartlift/engine/base';
import { assessLines } from '../assess-lines.js';
import type { CommandContext } from '../command.js';
import { writeOutput } from '../output-file.js';
import { Progress } from '../progress.js';
import { scopeSettings, type WindowOptions } from '../scope-settings.js';
import { readSettings, type SourceArguments } from '../source-options.js';
import { printJson, printLine } from '../terminal.js';
import { openWorkspaceVault } from '../unlock.js';

interface Given extends SourceArguments, WindowOptions {
  readonly output?: string;
  readonly source?: string;
  readonly showPhi?: boolean;
}

/** What can be written, by the ending of the file. */
const WRITERS: Readonly<Record<string, (assessment: Assessment) => string>> = {
  '.html': renderAssessmentPage,
  '.htm': renderAssessmentPage,
  '.md': renderAssessmentMarkdown,
  '.json': (assessment) => `${JSON.stringify(assessment, null, 2)}\n`,
};

/** `assess [SOURCE...]`: what is in a source, what of it could move, what that costs. */
export async function assess(context: CommandContext, paths: string[], given: Given): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  const write = given.output === undefined ? null : writerFor(given.output);
  const progress = new Progress(terminal, options, 'assessing');
  const settings: AssessSettings = {
    terminology: terminologyFolder(process.env),
    showPhi: given.showPhi === true,
    scope: scopeSettings(given, 'assess'),
    onProgress: (stage, done, total) => progress.update(done, total ?? 0, note(stage, done)),
  };
  let assessment: Assessment;
  try {
    assessment =
      paths.length > 0
        ? await assessSource(paths, { ...settings, ...readSettings(given) })
        : await staged(context, settings, given);
  } finally {
    progress.end();
  }
  if (write !== null && given.output !== undefined) writeOutput(given.output, write(assessment));
  if (options.json) return printJson(terminal, assessment);
  for (const line of assessLines(assessment)) printLine(terminal, options, line);
  if (given.output !== undefined) printLine(terminal, options, `\nThe whole of it is in ${given.output}`);
  else
    printLine(terminal, options, '\nFor the whole of it, with every table and column: -o report.html (or .md, .json)');
}

async function staged(context: CommandContext, settings: AssessSettings, given: Given): Promise<Assessment> {
  using vault = await openWorkspaceVault(context, 'read');
  return await assessStaged(context.options().workspace, vault, {
    ...settings,
    ...(given.source === undefined ? {} : { name: given.source }),
  });
}

const NOTES: Readonly<Record<AssessStage, string>> = {
  reading: 'rows read',
  joins: 'counting joins',
  findings: 'looking for what is wrong',
  scope: 'counting the scope',
};

const note = (stage: AssessStage, done: number): string =>
  stage === 'reading' ? `${done.toLocaleString('en-US')} ${NOTES.reading}` : NOTES[stage];

function writerFor(path: string): (assessment: Assessment) => string {
  const writer = WRITERS[extname(path).toLowerCase()];
  if (writer !== undefined) return writer;
  throw new MigrationError('The ending of the file does not say what to write', {
    code: 'USAGE',
    kind: 'usage',
    hint: 'Name it .html, .md or .json.',
  });
}
