import { readFileSync, statSync } from 'node:fs';
import { type FhirVerdict, validateFhir } from '@chartlift/engine/validation';
import type { GlobalOptions, Terminal } from '../terminal.js';

/** A FHIR file's verdict, or why it could not be read. */
export interface FhirOutcome {
  readonly file: string;
  readonly verdict: FhirVerdict | null;
  readonly fault: { readonly code: string; readonly message: string; readonly hint: string } | null;
}

const MOST_BYTES = 400 * 1024 * 1024;
const MOST_PLACES = 5;

/** FHIR files are told by their ending. */
export const isFhirFile = (file: string): boolean => /\.(json|ndjson)$/i.test(file);

/** Checks FHIR files together, so that one may refer to another; a file that cannot be read does not stop the others. */
export function checkFhir(files: readonly string[]): FhirOutcome[] {
  const faults = new Map<string, NonNullable<FhirOutcome['fault']>>();
  const readable: string[] = [];
  for (const file of files) {
    try {
      const { size } = statSync(file);
      if (size <= MOST_BYTES) readable.push(file);
      else
        faults.set(file, {
          code: 'FILE_TOO_LARGE',
          message: `The file is larger than ${MOST_BYTES} bytes.`,
          hint: 'Split it by lines; references are followed across files.',
        });
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
      faults.set(file, {
        code: `FILE_${code}`,
        message: 'The file cannot be read.',
        hint: 'Check the name and the rights.',
      });
    }
  }
  const verdicts = new Map(readable.map((file) => [file, null as FhirVerdict | null]));
  for (const [i, verdict] of validateFhir(texts(readable)).entries()) verdicts.set(readable[i] ?? '', verdict);
  return files.map((file) => ({ file, verdict: verdicts.get(file) ?? null, fault: faults.get(file) ?? null }));
}

function* texts(files: readonly string[]) {
  for (const name of files) yield { name, text: readFileSync(name, 'utf8') };
}

/** The members of `documents` in `validate --json`. */
export const fhirJson = ({ file, verdict, fault }: FhirOutcome) =>
  verdict === null
    ? { file, errors: 1, warnings: 0, fired: 0, grade: null, fault, findings: [] }
    : { file, grade: null, ...verdict };

export function printFhir(
  terminal: Terminal,
  options: GlobalOptions,
  outcome: FhirOutcome,
  withWarnings: boolean,
): void {
  const { file, verdict, fault } = outcome;
  const write = (text: string): boolean => terminal.stdout.write(`${text}\n`);
  if (fault) terminal.stderr.write(`${file}: ${fault.message} [${fault.code}]\n  -> ${fault.hint}\n`);
  if (!verdict || (options.quiet && verdict.errors === 0)) return;
  const resources = Object.values(verdict.resources).reduce((a, b) => a + b, 0);
  write(
    `${file}: ${verdict.errors} errors, ${verdict.warnings} warnings in ${resources} FHIR resources, ${verdict.fired} rules asked`,
  );
  const groups = new Map<string, FhirVerdict['findings'][number][]>();
  for (const finding of verdict.findings) {
    if (finding.severity === 'warning' && (!withWarnings || options.quiet)) continue;
    const key = `${finding.severity} ${finding.layer} ${finding.rule} ${finding.message}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  const isWarning = (group: FhirVerdict['findings'][number][]): number => (group[0]?.severity === 'warning' ? 1 : 0);
  for (const group of [...groups.values()].sort((a, b) => isWarning(a) - isWarning(b) || b.length - a.length)) {
    const [first] = group;
    if (!first) continue;
    write(
      `  ${first.severity.toUpperCase()} ${first.layer} ${first.rule}${group.length > 1 ? ` (${group.length} times)` : ''}`,
    );
    write(`    ${first.message}`);
    for (const { line, where } of group.slice(0, MOST_PLACES)) write(`    ${line ? `line ${line}: ` : ''}${where}`);
    if (group.length > MOST_PLACES) write(`    ... and ${group.length - MOST_PLACES} more places (--json lists all)`);
    write(`    -> ${first.hint}`);
  }
  if (verdict.findingsCut > 0) write(`  ${verdict.findingsCut} more findings are counted and not listed.`);
  for (const { what, reason, count } of verdict.notCovered)
    if (count !== null) write(`  NOT COVERED ${count} x ${what}: ${reason}`);
}

/** Said once, even with --quiet: what no FHIR rule looks at. */
export function printFhirLimits(terminal: Terminal, outcomes: readonly FhirOutcome[]): void {
  const [first] = outcomes.flatMap((outcome) => outcome.verdict ?? []);
  if (!first) return;
  const always = first.notCovered.filter(({ count }) => count === null).map(({ what }) => what);
  terminal.stderr.write(`NOT COVERED by the FHIR rules: ${always.join('; ')}\n`);
}
