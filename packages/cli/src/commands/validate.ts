import { readFileSync, statSync } from 'node:fs';
import { createValidator, type DocumentVerdict, type Finding, MigrationError, type Validator } from '@chartlift/engine';
import type { Command } from 'commander';
import type { CommandContext } from '../command.js';
import { type GlobalOptions, printJson, type Terminal } from '../terminal.js';
import { checkFhir, fhirJson, isFhirFile, printFhir, printFhirLimits } from './validate-fhir.js';

/** What happened to one file: checked, or not readable at all. */
interface FileOutcome {
  readonly file: string;
  readonly verdict: DocumentVerdict | null;
  readonly fault: { readonly code: string; readonly message: string; readonly hint: string } | null;
}

const EXIT = { gate: 1, refused: 3 } as const;
const MOST_PLACES = 5;

/** `validate FILE...`: every validation layer over C-CDA documents and FHIR R4 files, from anywhere. */
export function register(program: Command, context: CommandContext): void {
  program
    .command('validate')
    .description('runs every validation layer over C-CDA documents and FHIR R4 files, from anywhere')
    .argument('<file...>', 'CDA documents; FHIR R4 resources and bundles (.json), bulk files (.ndjson)')
    .option('--artefacts <dir>', "folder with HL7's Schematron and schema (else CHARTLIFT_CCDA_ARTEFACTS)")
    .option('--no-warnings', 'leave warnings out of the printed list; they are still counted')
    .action(async (files: string[], given: { artefacts?: string; warnings: boolean }) => {
      const options = context.options();
      const artefacts = given.artefacts ?? (process.env.CHARTLIFT_CCDA_ARTEFACTS || null);
      const validator = await createValidator({ artefacts });
      try {
        const outcomes: FileOutcome[] = [];
        // FHIR files are checked together: what one refers to may be in another.
        const fhir = checkFhir(files.filter(isFhirFile));
        const documents = files.filter((file) => !isFhirFile(file));
        for (const file of documents) {
          const outcome = check(validator, file);
          outcomes.push(outcome);
          if (!options.json) printOutcome(context.terminal, options, outcome, given.warnings);
        }
        if (options.json) {
          const { documents: checked, ...rest } = asJson(validator, outcomes);
          printJson(context.terminal, { documents: [...checked, ...fhir.map(fhirJson)], ...rest });
        } else {
          for (const outcome of fhir) printFhir(context.terminal, options, outcome, given.warnings);
          printFhirLimits(context.terminal, fhir);
          if (outcomes.length > 0) printSummary(context.terminal, options, validator, outcomes);
        }
        const all = [...outcomes, ...fhir];
        if (all.some((o) => o.fault !== null || o.verdict?.refused)) context.fail(EXIT.refused);
        else if (all.some((o) => (o.verdict?.errors ?? 0) > 0)) context.fail(EXIT.gate);
      } finally {
        validator.dispose();
      }
    });
}

/** Reads and checks one file; a file that cannot be read does not stop the others. */
function check(validator: Validator, file: string): FileOutcome {
  let bytes: Uint8Array;
  try {
    if (statSync(file).size > validator.maxBytes) return { file, verdict: null, fault: tooLarge(validator.maxBytes) };
    bytes = readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
    const hint =
      code === 'EISDIR' ? 'Name the files of the folder, e.g. folder/*.xml.' : 'Check the name and the rights.';
    return { file, verdict: null, fault: { code: `FILE_${code}`, message: 'The file cannot be read.', hint } };
  }
  try {
    return { file, verdict: validator.validate(bytes), fault: null };
  } catch (error) {
    if (error instanceof MigrationError) {
      return { file, verdict: null, fault: { code: error.code, message: error.message, hint: error.hint } };
    }
    const message = 'The validator failed on this file.';
    return {
      file,
      verdict: null,
      fault: { code: 'INTERNAL', message, hint: 'Report it, after taking out patient data.' },
    };
  }
}

const tooLarge = (limit: number) => ({
  code: 'FILE_TOO_LARGE',
  message: `The file is larger than ${limit} bytes.`,
  hint: 'Split it; clinical documents this large are refused by importing systems too.',
});

function asJson(validator: Validator, outcomes: readonly FileOutcome[]) {
  return {
    documents: outcomes.map(({ file, verdict, fault }) =>
      verdict === null
        ? { file, errors: 1, warnings: 0, fired: 0, grade: null, fault, findings: [] }
        : {
            file,
            errors: verdict.errors,
            warnings: verdict.warnings,
            fired: verdict.fired,
            rulesFired: verdict.rulesFired,
            grade: verdict.grade,
            errorsByLayer: verdict.errorsByLayer,
            warningsByLayer: verdict.warningsByLayer,
            layersRun: verdict.layersRun,
            layersSkipped: verdict.layersSkipped,
            notEvaluated: verdict.notEvaluated,
            refused: verdict.refused,
            findings: verdict.findings,
            findingsCut: verdict.findingsCut,
          },
    ),
    layersSkipped: validator.layersSkipped,
    artefactIssues: validator.artefactIssues,
  };
}

function printOutcome(terminal: Terminal, options: GlobalOptions, outcome: FileOutcome, withWarnings: boolean): void {
  const { file, verdict, fault } = outcome;
  const write = (text: string): boolean => terminal.stdout.write(`${text}\n`);
  if (fault) {
    terminal.stderr.write(`${file}: ${fault.message} [${fault.code}]\n  -> ${fault.hint}\n`);
    return;
  }
  if (!verdict || (options.quiet && verdict.errors === 0)) return;
  const fired = verdict.layersRun.includes('schematron')
    ? `, ${verdict.fired} rule firings of ${verdict.rulesFired} rules`
    : '';
  write(`${file}: ${count(verdict.errors, 'error')}, ${count(verdict.warnings, 'warning')}${fired}`);
  for (const group of grouped(verdict.findings)) {
    const [first] = group;
    if (!first || (first.severity === 'warning' && (!withWarnings || options.quiet))) continue;
    write(
      `  ${first.severity.toUpperCase()} ${first.layer} ${first.rule}${group.length > 1 ? ` (${group.length} times)` : ''}`,
    );
    write(`    ${first.message}`);
    for (const finding of group.slice(0, MOST_PLACES)) write(`    line ${finding.line || '?'}: ${finding.where}`);
    if (group.length > MOST_PLACES) write(`    ... and ${group.length - MOST_PLACES} more places (--json lists all)`);
    write(`    -> ${first.hint}`);
  }
  if (verdict.findingsCut > 0) write(`  ${verdict.findingsCut} more findings are counted and not listed.`);
  for (const issue of verdict.notEvaluated) write(`  NOT EVALUATED ${issue.rule}: ${issue.reason}`);
}

/** Findings of one rule together; errors first, then by how often. */
function grouped(findings: readonly Finding[]): Finding[][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.severity} ${finding.layer} ${finding.rule} ${finding.message}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  const rank = (f: Finding | undefined): number => (f?.layer === 'document' ? 0 : f?.severity === 'error' ? 1 : 2);
  return [...groups.values()].sort((a, b) => rank(a[0]) - rank(b[0]) || b.length - a.length);
}

function printSummary(
  terminal: Terminal,
  options: GlobalOptions,
  validator: Validator,
  outcomes: readonly FileOutcome[],
): void {
  const checked = outcomes.flatMap((o) => o.verdict ?? []);
  const errors = checked.reduce((sum, v) => sum + v.errors, 0);
  const unread = outcomes.filter((o) => o.fault !== null || o.verdict?.refused).length;
  if (!options.quiet) {
    const clean = checked.filter((v) => v.errors === 0).length;
    terminal.stdout.write(
      `${count(outcomes.length, 'document')}: ${clean} without errors, ${count(errors, 'error')} in all${unread ? `, ${unread} could not be read` : ''}\n`,
    );
  }
  // A layer that did not run must never look like one that passed, so this is said even with --quiet.
  for (const skipped of validator.layersSkipped) {
    terminal.stderr.write(`NOT RUN: ${skipped.layer}: ${skipped.reason}\n  -> ${skipped.hint}\n`);
  }
  for (const issue of validator.artefactIssues) {
    terminal.stderr.write(`NOT EVALUATED: rule ${issue.rule}: ${issue.reason}\n`);
  }
}

const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
