import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { MigrationError } from '@chartlift/engine/base';
import { isRenderedPage, renderCcda, renderNote } from '@chartlift/engine/rendering';
import type { CommandContext } from '../command.js';
import { refuseOthers } from '../given-file.js';
import { OutputNames, writeOutput } from '../output-file.js';
import { printJson } from '../terminal.js';

const EXIT = { refused: 3 } as const;
const MOST_BYTES = 256 << 20;

/** Notes by the ending of their file. */
const NOTES: Readonly<Record<string, string>> = {
  '.rtf': 'text/rtf',
  '.html': 'text/html',
  '.htm': 'text/html',
  '.txt': 'text/plain',
};

interface Outcome {
  readonly file: string;
  /** Written: the page first, then files beside it. */
  readonly outputs: readonly string[];
  readonly sections: number;
  readonly fault: {
    readonly code: string;
    readonly message: string;
    readonly where?: string | undefined;
    readonly hint: string;
  } | null;
}

/** `render FILE...`: C-CDA documents and notes as pages for people. */
export function render(context: CommandContext, given: string[], { output }: { output?: string }): void {
  const options = context.options();
  const { terminal } = context;
  const inputs = given.flatMap(inputsOf);
  // A page of before is made anew; a page of somebody else stays.
  const names = new OutputNames(
    inputs.map(({ file }) => file),
    (path) => !isPage(path),
  );
  const outcomes = inputs.map(({ file, holdsNothing }) => {
    const outcome = attempt(file, output ?? dirname(file), names, holdsNothing);
    if (!options.json) printOutcome(outcome);
    return outcome;
  });
  if (options.json)
    printJson(terminal, {
      files: outcomes.map(({ file, outputs, sections, fault }) => ({
        in: file,
        out: outputs[0] ?? null,
        beside: outputs.slice(1),
        sections,
        fault,
      })),
    });
  if (outcomes.some((outcome) => outcome.fault !== null)) context.fail(EXIT.refused);

  function printOutcome({ file, outputs, sections, fault }: Outcome): void {
    if (fault !== null) {
      const where = fault.where === undefined ? '' : ` (${fault.where})`;
      terminal.stderr.write(`${file}: ${fault.message}${where} [${fault.code}]\n  -> ${fault.hint}\n`);
    } else if (!options.quiet) {
      const [page, ...beside] = outputs;
      terminal.stdout.write(
        `${file} -> ${page}${sections > 0 ? `, ${sections} ${sections === 1 ? 'section' : 'sections'}` : ''}\n`,
      );
      for (const one of beside) terminal.stdout.write(`  with ${one}, which the page links to\n`);
    }
  }
}

/** Whether a file that exists is a page that this command wrote before. */
function isPage(path: string): boolean {
  if (!statSync(path).isFile()) return false;
  const head = Buffer.alloc(1024);
  const file = openSync(path, 'r');
  try {
    return isRenderedPage(head.subarray(0, readSync(file, head)).toString('utf8'));
  } finally {
    closeSync(file);
  }
}

interface Input {
  readonly file: string;
  /** A folder without documents. */
  readonly holdsNothing: boolean;
}

/** A file as it is, of a folder its documents. */
function inputsOf(path: string): Input[] {
  if (!(statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false))
    return [{ file: path, holdsNothing: false }];
  const found = readdirSync(path)
    .filter((name) => /\.xml$/i.test(name))
    .sort();
  if (found.length === 0) return [{ file: path, holdsNothing: true }];
  return found.map((name) => ({ file: join(path, name), holdsNothing: false }));
}

/** One input; one that cannot be read does not stop the others. */
function attempt(file: string, folder: string, names: OutputNames, holdsNothing: boolean): Outcome {
  const refused = { file, outputs: [], sections: 0 };
  try {
    if (holdsNothing)
      throw new MigrationError('The folder holds no documents.', {
        code: 'RENDER_SOURCE',
        hint: 'Give a folder with .xml files, such as out/RUN/ccda of a run with --plain-output; chartlift unpack opens the packages of others.',
      });
    if (statSync(file).size > MOST_BYTES)
      throw new MigrationError('The file is larger than this software renders.', {
        code: 'FILE_TOO_LARGE',
        hint: 'Split it; clinical documents this large are refused by importing systems too.',
      });
    const bytes = readFileSync(file);
    const ending = extname(file).toLowerCase();
    const out = names.free(folder, basename(file, extname(file)), '.html');
    const isNew = !existsSync(out);
    const noteType = NOTES[ending];
    if (noteType !== undefined) {
      const html = renderNote(bytes, noteType, basename(file));
      writeOutput(out, html);
      return { file, outputs: [out], sections: 0, fault: null };
    }
    refuseOthers(bytes);
    const { html, sections, files } = renderCcda(bytes, basename(out, '.html'));
    const beside = files.map(({ name, bytes: content }) => {
      const path = join(folder, name);
      // Beside a new page nothing is its own yet.
      if (isNew && existsSync(path))
        throw new MigrationError('A file that belongs beside the page would be written over another one.', {
          code: 'RENDER_EXISTS',
          hint: 'Give another folder with --output.',
        });
      writeOutput(path, content);
      return path;
    });
    writeOutput(out, html);
    return { file, outputs: [out, ...beside], sections, fault: null };
  } catch (error) {
    if (error instanceof MigrationError) {
      const { code, message, where, hint } = error;
      return { ...refused, fault: { code, message, where, hint } };
    }
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    return {
      ...refused,
      fault: {
        code: `FILE_${code}`,
        message: 'The file cannot be read or written.',
        hint: 'Check the names and the rights of the file and of the folder for the page.',
      },
    };
  }
}
