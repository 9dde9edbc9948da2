import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { MigrationError } from '@chartlift/engine/base';
import type { CommandContext } from '../command.js';
import { refuseOthers } from '../given-file.js';
import { OutputNames, writeOutput } from '../output-file.js';
import { printJson } from '../terminal.js';
import { type ConvertOutcome, convertJson, printConversion } from './convert-text.js';

const EXIT = { gate: 1, refused: 3 } as const;
const MOST_BYTES = 256 << 20;

type Converted = Pick<ConvertOutcome, 'outputs' | 'resources' | 'notCarried'>;

/** `convert FILE... --to fhir|ccda`: C-CDA as FHIR and FHIR as C-CDA, with an account of what was not carried. */
export async function convert(
  context: CommandContext,
  files: string[],
  given: { to: string; output?: string },
): Promise<void> {
  const options = context.options();
  const outcomes: ConvertOutcome[] = [];
  for (const [file, conversion] of conversionsOf(files, given.to, given.output ?? null)) {
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
  to: string,
  folder: string | null,
): Generator<[file: string, conversion: () => Promise<Converted>]> {
  const names = new OutputNames(files);
  if (to === 'fhir') {
    for (const file of files) yield [file, () => toFhir(file, folder, names)];
  } else if (to === 'ccda') {
    const lines = files.filter((file) => file.endsWith('.ndjson'));
    if (lines.length > 0) yield [lines[0]!, () => toCcda(lines, folder ?? dirname(lines[0]!), names)];
    for (const file of files.filter((one) => !lines.includes(one)))
      yield [
        file,
        async () =>
          isFolder(file)
            ? toCcda(bulkFiles(file), folder ?? file, names)
            : toCcda([file], folder ?? dirname(file), names),
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

async function toFhir(file: string, folder: string | null, names: OutputNames): Promise<Converted> {
  const { convertCcdaToFhir } = await import('@chartlift/engine/ccda-to-fhir');
  const { bundle, resources, notCarried } = convertCcdaToFhir(readDocument(file));
  const out = names.free(folder ?? dirname(file), basename(file, extname(file)), '.json');
  writeOutput(out, bundle);
  return { outputs: [out], resources, notCarried };
}

/** The files together are one set of charts: what one refers to may be in another. */
async function toCcda(files: readonly string[], folder: string, names: OutputNames): Promise<Converted> {
  const { convertFhirToCcda } = await import('@chartlift/engine/fhir-to-ccda');
  const inputs = files.map((file) => ({ name: basename(file), text: readText(file) }));
  const asOf = new Date().toISOString().slice(0, 10);
  const { documents, resources, notCarried } = convertFhirToCcda(inputs, { asOf });
  const outputs = documents.map(({ name, xml }) => {
    const out = names.free(folder, name.slice(0, -extname(name).length), extname(name));
    writeOutput(out, xml);
    return out;
  });
  return { outputs, resources, notCarried };
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
