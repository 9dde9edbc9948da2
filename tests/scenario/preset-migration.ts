import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './scenario.js';

export type Json = Readonly<Record<string, unknown>>;

export interface PresetSummary {
  readonly patients: number;
  readonly ledger: {
    readonly balanced: boolean;
    readonly tables: readonly {
      readonly table: string;
      readonly staged: number;
      readonly delivered: number;
      readonly archived: number;
      readonly excluded: number;
      readonly merged: number;
      readonly quarantined: number;
    }[];
  };
  readonly cells: { readonly balanced: boolean };
  readonly validation: Readonly<Record<string, number>>;
  readonly readBack: { readonly compared: number; readonly different: number };
  readonly issues: { readonly error: number };
  readonly issueGroups: readonly { readonly severity: string; readonly code: string }[];
}

export interface PresetMigration extends Disposable {
  readonly root: string;
  /** Last lines of `map check` and `scope check`, with their exit codes. */
  readonly gates: readonly (readonly [exit: number, said: string])[];
  /** Best fit of `map preset --json`. */
  readonly fits: readonly { readonly name: string; readonly fits: boolean; readonly score: number }[];
  readonly summary: PresetSummary;
  /** Resources that the run wrote, of one type. */
  all(type: string): Json[];
  run(command: string): ReturnType<typeof runCommand>;
}

/** The whole way of a preset through the CLI: init, stage, recognise, both gates, run with HL7's artefacts. `prepare` puts the source at `source` in the folder. */
export function migrateWithPreset(
  preset: string,
  artefacts: string,
  prepare: (root: string) => string,
): PresetMigration {
  const root = mkdtempSync(join(tmpdir(), `chartlift-${preset}-`));
  const run = (command: string) => runCommand(command, root, { CHARTLIFT_KEY_FILE: join(root, 'key') });
  const must = (command: string): string => {
    const made = run(command);
    if (made.exit !== 0) throw new Error(`${command}: ${made.stderr}`);
    return made.stdout;
  };
  const source = prepare(root);
  must(`chartlift init clinic --preset ${preset} --key-file key`);
  must(`chartlift -w clinic stage '${source}' --quiet`);
  const fits = JSON.parse(must('chartlift -w clinic --json map preset')) as PresetMigration['fits'];
  const gates = ['map check', 'scope check'].map((gate) => {
    const { exit, stdout } = run(`chartlift -w clinic ${gate}`);
    return [exit, stdout] as const;
  });
  // A gate that fails gives exit code 1 and the summary, which says why.
  const made = run(`chartlift -w clinic run --workers 0 --plain-output --json --quiet --artefacts '${artefacts}'`);
  if (made.exit > 1) throw new Error(made.stderr);
  const summary = JSON.parse(made.stdout) as PresetSummary;
  const fhir = join(root, 'clinic/out/r0001/fhir');
  return {
    root,
    gates,
    fits,
    summary,
    run,
    all: (type) =>
      readdirSync(fhir).includes(`${type}.ndjson`)
        ? readFileSync(join(fhir, `${type}.ndjson`), 'utf8')
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line) as Json)
        : [],
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** What is not as it must be after any such run; empty when all is well. */
export function faultsOf({ gates, summary }: PresetMigration): unknown[] {
  const { ledger, cells, validation, readBack, issues, issueGroups } = summary;
  return [
    ...gates.filter(([exit, said]) => exit !== 0 || !/\b0 errors/.test(said)),
    ...Object.entries(validation).filter(([, count]) => count > 0),
    ...(ledger.balanced && cells.balanced ? [] : ['not balanced']),
    ...(readBack.different === 0 && readBack.compared > 0 ? [] : [readBack]),
    ...(issues.error === 0 ? [] : issueGroups.filter((group) => group.severity === 'error')),
    ...ledger.tables.filter((t) => t.staged !== t.delivered + t.archived + t.excluded + t.merged + t.quarantined),
  ];
}

/** Steps into objects; a list gives its first item. */
export function at(value: unknown, ...path: string[]): unknown {
  let node = value;
  for (const step of path) {
    if (Array.isArray(node)) node = node[0];
    node = (node as Json | undefined)?.[step];
  }
  return Array.isArray(node) ? node[0] : node;
}
