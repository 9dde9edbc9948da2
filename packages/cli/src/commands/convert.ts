import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { type Conversion, convertCcdaToFhir, MigrationError } from '@chartlift/engine';
import type { Command } from 'commander';
import type { CommandContext } from '../command.js';
import { printJson, type Terminal } from '../terminal.js';

const EXIT = { gate: 1, refused: 3 } as const;
const MOST_BYTES = 256 << 20;
const MOST_PLACES = 5;

interface Fault {
  readonly code: string;
  readonly message: string;
  readonly where?: string | undefined;
  readonly hint: string;
}

interface Outcome {
  readonly file: string;
  readonly out: string | null;
  readonly conversion: Conversion | null;
  readonly fault: Fault | null;
}

/** `convert FILE... --to fhir`: C-CDA documents as FHIR bundles, with an account of what was not carried. */
export function registerConvert(program: Command, context: CommandContext): void {
  program
    .command('convert')
    .description('converts C-CDA documents to FHIR bundles, and lists what was not carried and why')
    .argument('<file...>', 'C-CDA documents of any vendor, R1.1 or R2.1')
    .requiredOption('--to <format>', 'what to write: fhir')
    .option('-o, --output <dir>', 'folder for the bundles (else beside each document)')
    .action((files: string[], given: { to: string; output?: string }) => {
      checkTarget(given.to);
      const options = context.options();
      const names = new Set<string>();
      const outcomes: Outcome[] = [];
      for (const file of files) {
        const outcome = convert(file, given.output ?? null, names);
        outcomes.push(outcome);
        if (!options.json) print(context.terminal, options.quiet, outcome);
      }
      if (options.json) printJson(context.terminal, { files: outcomes.map(asJson) });
      if (outcomes.some((outcome) => outcome.fault !== null)) context.fail(EXIT.refused);
    });
}

function checkTarget(to: string): void {
  if (to === 'fhir') return;
  if (to === 'ccda')
    throw new MigrationError('Conversion to C-CDA is not there yet.', {
      code: 'CONVERT_TARGET',
      kind: 'usage',
      hint: 'This version converts C-CDA to FHIR (--to fhir). C-CDA is written by `chartlift run` from a staged source.',
    });
  throw new MigrationError('The format to convert to is not known.', {
    code: 'CONVERT_TARGET',
    kind: 'usage',
    hint: 'Give --to fhir.',
  });
}

/** The name of the bundle: the document's with `.json`, numbered where another file of this call has it. */
function outputPath(file: string, folder: string | null, names: Set<string>): string {
  const stem = join(folder ?? dirname(file), basename(file, extname(file)));
  let path = `${stem}.json`;
  for (let turn = 2; names.has(path) || path === file; turn++) path = `${stem}-${turn}.json`;
  names.add(path);
  return path;
}

/** One file; one that cannot be read does not stop the others. */
function convert(file: string, folder: string | null, names: Set<string>): Outcome {
  try {
    const bytes = readInput(file);
    const conversion = convertCcdaToFhir(bytes);
    const out = outputPath(file, folder, names);
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, conversion.bundle, { mode: 0o600 });
    return { file, out, conversion, fault: null };
  } catch (error) {
    if (error instanceof MigrationError) {
      const { code, message, where, hint } = error;
      return { file, out: null, conversion: null, fault: { code, message, where, hint } };
    }
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    const hint =
      code === 'EISDIR' ? 'Name the files of the folder, e.g. folder/*.xml.' : 'Check the name and the rights.';
    return {
      file,
      out: null,
      conversion: null,
      fault: { code: `FILE_${code}`, message: 'The file cannot be read or written.', hint },
    };
  }
}

function readInput(file: string): Uint8Array {
  if (statSync(file).size > MOST_BYTES)
    throw new MigrationError('The file is larger than this software reads.', {
      code: 'FILE_TOO_LARGE',
      hint: 'Split it; no clinical document is that large.',
    });
  const bytes = readFileSync(file);
  const head = bytes.subarray(0, 64).toString('latin1');
  if (/^\s*(MSH|FHS|BHS)[|^~&]/.test(head.startsWith('\v') ? head.slice(1) : head))
    throw new MigrationError('The file is an HL7 v2 message, which this version does not convert.', {
      code: 'CONVERT_SOURCE',
      hint: 'Give C-CDA documents.',
    });
  if (/^(\u00ef\u00bb\u00bf)?\s*[{[]/.test(head))
    throw new MigrationError('The file is JSON, and no C-CDA document.', {
      code: 'CONVERT_SOURCE',
      hint: 'Give C-CDA documents; a FHIR bundle needs no conversion to FHIR.',
    });
  return bytes;
}

const asJson = ({ file, out, conversion, fault }: Outcome) => ({
  in: file,
  out,
  resources: conversion?.resources ?? {},
  notCarried: conversion?.notCarried ?? [],
  ...(fault ? { fault } : {}),
});

function print(terminal: Terminal, quiet: boolean, { file, out, conversion, fault }: Outcome): void {
  if (fault) {
    const where = fault.where === undefined ? '' : ` (${fault.where})`;
    terminal.stderr.write(`${file}: ${fault.message}${where} [${fault.code}]\n  -> ${fault.hint}\n`);
    return;
  }
  if (quiet || !conversion) return;
  const counts = Object.entries(conversion.resources)
    .map(([type, count]) => `${count} ${type}`)
    .join(', ');
  terminal.stdout.write(`${file} -> ${out}\n  ${counts}\n`);
  const groups = new Map<string, { where: string; line: number }[]>();
  for (const { reason, where, line } of conversion.notCarried) {
    const group = groups.get(reason);
    if (group) group.push({ where, line });
    else groups.set(reason, [{ where, line }]);
  }
  if (groups.size === 0) terminal.stdout.write('  everything was carried\n');
  else terminal.stdout.write(`  not carried: ${conversion.notCarried.length}\n`);
  for (const [reason, places] of [...groups].sort((a, b) => b[1].length - a[1].length)) {
    terminal.stdout.write(`    ${reason} (${places.length})\n`);
    for (const { line, where } of places.slice(0, MOST_PLACES)) terminal.stdout.write(`      line ${line}: ${where}\n`);
    if (places.length > MOST_PLACES)
      terminal.stdout.write(`      ... and ${places.length - MOST_PLACES} more places (--json lists all)\n`);
  }
}
