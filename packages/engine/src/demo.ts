import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { MigrationError } from './base/error.js';
import { applyPreset } from './mapping/presets.js';
import { runMigration } from './pipeline.js';
import { stageIntoWorkspace } from './project/staging.js';
import type { RunSummary } from './run/run-summary.js';
import { type Dirt, dirtOf } from './synthetic/dirt.js';
import { makePractice, type PracticeTruth } from './synthetic/practice.js';
import { formatDump } from './synthetic/table.js';
import { initWorkspace } from './vault/init.js';
import { Vault } from './vault/vault.js';

export interface DemoRequest {
  /** A new or empty folder. */
  readonly dir: string;
  readonly patients: number;
  /** Folder with HL7's artefacts; null: XSD and Schematron do not run. */
  readonly artefacts: string | null;
  readonly workers: number;
  readonly onStep?: (step: 'practice' | 'workspace' | 'stage' | 'run' | 'compare', result: DemoResult | null) => void;
  readonly onProgress?: (done: number, total: number, note: string) => void;
}

/** What the generator knows beside what the migration delivered. */
export interface Comparison {
  readonly what: string;
  /** Known truth of the generator. */
  readonly truth: number;
  /** Source rows that the ledger calls delivered. */
  readonly delivered: number;
  /** Facts counted in the files that were written. */
  readonly written: number;
  readonly equal: boolean;
}

export interface DemoResult {
  readonly dir: string;
  readonly dump: string;
  readonly workspace: string;
  readonly keyFile: string;
  readonly report: string;
  /** A C-CDA with much in it; null when none was written. */
  readonly document: string | null;
  readonly dirt: readonly (Dirt & { readonly done: string })[];
  readonly comparison: readonly Comparison[];
  readonly run: RunSummary;
  /** Every gate of the run passed and what was written equals the known truth. */
  readonly passed: boolean;
}

/**
 * `asked`, which must be new or empty, else `chartlift-demo` in the current folder, with a number where that is taken: a demo never overwrites a demo.
 * Error: FOLDER_NOT_EMPTY.
 */
export function freshDemoFolder(asked: string | undefined): string {
  const free = (dir: string) => !existsSync(dir) || (statSync(dir).isDirectory() && readdirSync(dir).length === 0);
  if (asked !== undefined) {
    if (free(asked)) return asked;
    throw new MigrationError('The folder for the demo is not empty', {
      code: 'FOLDER_NOT_EMPTY',
      kind: 'usage',
      where: asked,
      hint: 'Give a new folder with -o DIR, or leave -o out: then a free name is chosen.',
    });
  }
  let dir = 'chartlift-demo';
  for (let n = 2; !free(dir); n++) dir = `chartlift-demo-${n}`;
  return dir;
}

/** Makes the synthetic practice Larkspur, migrates it and compares what came out with what the generator knows. Same size, same bytes. */
export async function runDemo(request: DemoRequest): Promise<DemoResult> {
  const dir = resolve(request.dir);
  const step = request.onStep ?? (() => {});

  step('practice', null);
  const practice = makePractice(request.patients);
  const dump = join(dir, 'larkspur.sql');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  writeFileSync(dump, [...formatDump('larkspur', practice.tables, practice.takenAt)].join(''), { mode: 0o600 });

  step('workspace', null);
  const workspace = join(dir, 'clinic');
  const keyFile = join(dir, 'clinic.key');
  const credential = { kind: 'key-file', path: keyFile } as const;
  await initWorkspace(workspace, credential, {
    name: 'Larkspur (demo)',
    preset: 'larkspur',
    applyPreset: (folder, preset) => void applyPreset(folder, preset),
  });

  using vault = await Vault.open(workspace, credential, 'write');
  step('stage', null);
  await stageIntoWorkspace(workspace, vault, { paths: [dump] });

  step('run', null);
  const run = await runMigration({
    dir: workspace,
    vault,
    targets: ['ccda', 'fhir'],
    plainOutput: true,
    workers: request.workers,
    artefacts: request.artefacts,
    ...(request.onProgress ? { onProgress: request.onProgress } : {}),
  });

  const out = join(workspace, run.out);
  const comparison = compare(practice.truth, run, out);
  const result: DemoResult = {
    dir,
    dump,
    workspace,
    keyFile,
    report: join(workspace, run.report),
    document: largestFile(join(out, 'ccda')),
    dirt: dirtOf(practice).map((dirt) => ({ ...dirt, done: whatWasDone(dirt, run) })),
    comparison,
    run,
    passed: run.passed && comparison.every((line) => line.equal),
  };
  step('compare', result);
  return result;
}

/** Kinds of the truth: the table that holds them, the file that they are written to, and which of its lines count. */
const KINDS: readonly {
  readonly what: string;
  readonly truth: (truth: PracticeTruth) => number;
  readonly table: string;
  readonly type: string;
  readonly category?: string;
}[] = [
  { what: 'patients', truth: (t) => t.patients, table: 'pat_master', type: 'Patient' },
  { what: 'problems', truth: (t) => t.delivered.problems, table: 'dx', type: 'Condition' },
  { what: 'allergies', truth: (t) => t.delivered.allergies, table: 'alg', type: 'AllergyIntolerance' },
  { what: 'medications', truth: (t) => t.delivered.medications, table: 'rx', type: 'MedicationRequest' },
  { what: 'immunizations', truth: (t) => t.delivered.immunizations, table: 'imm', type: 'Immunization' },
  {
    what: 'vital sign rows',
    truth: (t) => t.delivered.vitals,
    table: 'vit',
    type: 'Observation',
    category: 'vital-signs',
  },
  { what: 'lab results', truth: (t) => t.delivered.results, table: 'lab', type: 'Observation', category: 'laboratory' },
  { what: 'notes', truth: (t) => t.delivered.notes, table: 'note', type: 'DocumentReference' },
  { what: 'visits', truth: (t) => t.delivered.visits, table: 'visit', type: 'Encounter' },
];

function compare(truth: PracticeTruth, run: RunSummary, out: string): Comparison[] {
  return KINDS.map(({ what, truth: known, table, type, category }) => {
    const expected = known(truth);
    const delivered = run.ledger.tables.find((one) => one.name === table)?.delivered ?? 0;
    const written = writtenRows(join(out, 'fhir', `${type}.ndjson`), category);
    return { what, truth: expected, delivered, written, equal: expected === delivered && expected === written };
  });
}

interface WrittenResource {
  readonly id: string;
  readonly identifier?: readonly { readonly value?: string }[];
  readonly category?: readonly { readonly coding?: readonly { readonly code?: string }[] }[];
}

/** Source rows behind the resources of a file: the first identifier holds the row's key, and one row of vital signs makes several resources. */
function writtenRows(file: string, category: string | undefined): number {
  if (!existsSync(file)) return 0;
  const rows = new Set<string>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line === '') continue;
    const { id, identifier, category: categories } = JSON.parse(line) as WrittenResource;
    const codes = (categories ?? []).flatMap((one) => (one.coding ?? []).map((coding) => coding.code));
    if (category !== undefined && !codes.includes(category)) continue;
    rows.add(identifier?.[0]?.value ?? id);
  }
  return rows.size;
}

function largestFile(folder: string): string | null {
  if (!existsSync(folder)) return null;
  const files = readdirSync(folder).sort();
  const size = (name: string) => statSync(join(folder, name)).size;
  const largest = files.reduce<string | null>((best, name) => (best && size(best) >= size(name) ? best : name), null);
  return largest === null ? null : join(folder, largest);
}

/** One line for the person who asks what became of it; figures are the run's own. */
function whatWasDone({ name }: Dirt, run: RunSummary): string {
  const rows = (...reasons: string[]): number =>
    run.ledger.tables.reduce(
      (sum, table) =>
        sum +
        (['excluded', 'quarantined'] as const).reduce(
          (of, place) => of + reasons.reduce((n, reason) => n + (table.reasons[place]?.[reason] ?? 0), 0),
          0,
        ),
      0,
    );
  const left = (...reasons: string[]): string => {
    const n = rows(...reasons);
    return `${n} ${n === 1 ? 'row' : 'rows'}`;
  };
  const issues = (code: string): number =>
    run.issueGroups.filter((group) => group.code === code).reduce((sum, group) => sum + group.count, 0);
  switch (name) {
    case 'duplicate-charts':
      return 'both charts delivered: nobody has decided that they are one person';
    case 'test-patients':
      return `left out by the rule test-patient: ${left('test-patient')}`;
    case 'deleted-charts':
      return `left out by the rule deleted-chart: ${left('deleted-chart')}`;
    case 'deleted-rows':
      return `left out by named rules: ${left('deleted-row', 'entered-in-error', 'cancelled-visit')}, the rest with their charts`;
    case 'orphan-rows':
      return `set aside with an issue: ${left('patient-unknown')}`;
    case 'zero-dates':
      return `left absent, each noted: ${issues('date-zero')} with other empty dates`;
    case 'text-dates':
      return `read as dates, month first; none guessed`;
    case 'local-lab-codes':
      return 'LOINC beside the local code, by a reviewed crosswalk';
    case 'free-text-allergies':
      return 'carried as the words that were typed, no code invented';
    case 'rtf-html-notes':
      return 'read as text';
  }
}
