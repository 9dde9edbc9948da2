import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { MigrationError } from '@chartlift/engine/base';
import type { CommandContext } from '../command.js';
import { refuseOthers } from '../given-file.js';
import { isOther, OutputNames, writeOutput } from '../output-file.js';
import { printJson } from '../terminal.js';
import { type ConvertOutcome, convertJson, printConversion } from './convert-text.js';

const EXIT = { gate: 1, refused: 3 } as const;
const MOST_BYTES = 256 << 20;

interface Given {
  readonly to: string;
  readonly output?: string;
  readonly force?: boolean;
}

/** Where outputs go. */
interface Destination {
  /** Null: beside each input. */
  readonly folder: string | null;
  readonly names: OutputNames;
  /** Other files of the same name are written over. */
  readonly force: boolean;
}

type Converted = Pick<ConvertOutcome, 'outputs' | 'resources' | 'notCarried'>;

/** `convert FILE... --to fhir|ccda`: C-CDA as FHIR and FHIR as C-CDA, with an account of what was not carried. */
export async function convert(context: CommandContext, files: string[], given: Given): Promise<void> {
  const options = context.options();
  const outcomes: ConvertOutcome[] = [];
  for (const [file, conversion] of conversionsOf(files, given)) {
    const outcome = await attempt(file, conversion);
    outcomes.push(outcome);
    if (!options.json) printConversion(context.terminal, options.quiet, outcome);
  }
  if (options.json) printJson(context.terminal, { files: outcomes.map(convertJson) });
  if (outcomes.some((outcome) => outcome.fault !== null)) context.fail(EXIT.refused);
}

/** What is to be done, one for each line of the result. */
function* conversionsOf(
  files: readonly string[],
  { to, output, force }: Given,
): Generator<[file: string, conversion: () => Promise<Converted>]> {
  const into: Destination = { folder: output ?? null, names: new OutputNames(files), force: force === true };
  if (to === 'fhir') {
    for (const file of files) yield [file, () => toFhir(file, into)];
  } else if (to === 'ccda') {
    const lines = files.filter((file) => file.endsWith('.ndjson'));
    if (lines.length > 0) yield [lines[0]!, () => toCcda(lines, dirname(lines[0]!), into)];
    for (const file of files.filter((one) => !lines.includes(one)))
      yield [
        file,
        async () => (isFolder(file) ? toCcda(bulkFiles(file), file, into) : toCcda([file], dirname(file), into)),
      ];
  } else
    throw new MigrationError('The format to convert to is not known.', {
      code: 'CONVERT_TARGET',
      kind: 'usage',
      hint: 'Give --to fhir or --to ccda.',
    });
}

/** One input; one that cannot be read does not stop the others. */
async function attempt(file: string, conversion: () => Promise<Converted>): Promise<ConvertOutcome> {
  const refused = { file, outputs: [], resources: {}, notCarried: [] };
  try {
    return { file, ...(await conversion()), fault: null };
  } catch (error) {
    if (error instanceof MigrationError) {
      const { code, message, where, hint } = error;
      return { ...refused, fault: { code, message, where, hint } };
    }
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    const hint =
      code === 'EISDIR' ? 'Name the files of the folder, e.g. folder/*.xml.' : 'Check the name and the rights.';
    return { ...refused, fault: { code: `FILE_${code}`, message: 'The file cannot be read or written.', hint } };
  }
}

async function toFhir(file: string, into: Destination): Promise<Converted> {
  const { convertCcdaToFhir } = await import('@chartlift/engine/ccda-to-fhir');
  const { bundle, resources, notCarried } = convertCcdaToFhir(readDocument(file));
  const out = into.names.free(into.folder ?? dirname(file), basename(file, extname(file)), '.json');
  put([{ path: out, content: bundle }], into.force);
  return { outputs: [out], resources, notCarried };
}

/** The files together are one set of charts: what one refers to may be in another. */
async function toCcda(files: readonly string[], beside: string, into: Destination): Promise<Converted> {
  const { convertFhirToCcda } = await import('@chartlift/engine/fhir-to-ccda');
  const inputs = files.map((file) => ({ name: basename(file), text: readText(file) }));
  const asOf = new Date().toISOString().slice(0, 10);
  const { documents, resources, notCarried } = convertFhirToCcda(inputs, { asOf });
  const made = documents.map(({ name, xml }) => ({
    path: into.names.free(into.folder ?? beside, name.slice(0, -extname(name).length), extname(name)),
    content: xml,
  }));
  put(made, into.force);
  return { outputs: made.map(({ path }) => path), resources, notCarried };
}

/** Writes what was made of one input, all of it or nothing: what somebody else put there, or wrote into it, stays unless they say so. */
function put(made: readonly { readonly path: string; readonly content: string }[], force: boolean): void {
  const other = force ? undefined : made.find(({ path, content }) => isOther(path, content));
  if (other)
    throw new MigrationError('A file of this name with other content is there already.', {
      code: 'CONVERT_EXISTS',
      where: other.path,
      hint: 'Give another folder with --output, or --force to write over it. Nothing was written for this input.',
    });
  for (const { path, content } of made) writeOutput(path, content);
}

const isFolder = (path: string): boolean => statSync(path).isDirectory();

function bulkFiles(folder: string): string[] {
  const files = readdirSync(folder)
    .filter((name) => /\.(ndjson|json)$/i.test(name))
    .sort();
  if (files.length > 0) return files.map((name) => join(folder, name));
  throw new MigrationError('The folder holds no FHIR files.', {
    code: 'CONVERT_SOURCE',
    where: folder,
    hint: 'Give a folder with .ndjson or .json files of FHIR R4.',
  });
}

function readInput(file: string): Buffer {
  if (statSync(file).size > MOST_BYTES)
    throw new MigrationError('The file is larger than this software converts.', {
      code: 'FILE_TOO_LARGE',
      hint: 'Split it: a document, or the lines of an NDJSON file.',
    });
  return readFileSync(file);
}

function readDocument(file: string): Uint8Array {
  const bytes = readInput(file);
  refuseOthers(bytes);
  if (/^(\u00ef\u00bb\u00bf)?\s*[{[]/.test(headOf(bytes)))
    throw new MigrationError('The file is JSON, and no C-CDA document.', {
      code: 'CONVERT_SOURCE',
      hint: 'Give C-CDA documents; a FHIR bundle becomes C-CDA with --to ccda.',
    });
  return bytes;
}

function readText(file: string): string {
  const bytes = readInput(file);
  refuseOthers(bytes);
  if (/^(\u00ef\u00bb\u00bf)?\s*</.test(headOf(bytes)))
    throw new MigrationError('The file is XML, and no FHIR JSON.', {
      code: 'CONVERT_SOURCE',
      hint: 'Give FHIR R4 as JSON; a C-CDA document becomes FHIR with --to fhir.',
    });
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

const headOf = (bytes: Buffer): string => bytes.subarray(0, 64).toString('latin1');
