import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { settleManualLane } from './abstraction/lane/settle.js';
import type { Abstraction } from './artifacts/keying-form.js';
import { MigrationError } from './base/error.js';
import type { Issue } from './base/issue.js';
import { sharedWithReleaseCodings } from './chart/release-codings.js';
import { keepHashes, MANIFEST, REPORT } from './delivery/manifest.js';
import { beginFreeRun, type Manifest, SUMMARY_DATA, settleInterrupted } from './delivery/recovery.js';
import { LineFile, type Protection, RunFolder, type WrittenFile, writeText } from './delivery/run-output.js';
import { laneRules } from './manual/work-policy.js';
import { settledEntries } from './manual/work-results.js';
import { ChartBuilder } from './mapping/chart-builder.js';
import { checkSql } from './mapping/check.js';
import { type CompiledMapping, compileMapping } from './mapping/compile.js';
import { RowLedger } from './mapping/row-ledger.js';
import { presenceSql } from './mapping/staged-sql.js';
import { joinDecisions } from './project/lane-join.js';
import { mappingEnvironment } from './project/mapping-setup.js';
import { createIndexes } from './project/run-indexes.js';
import { SOFTWARE } from './project/software.js';
import { isStagedWhole } from './project/staged-whole.js';
import { chartSettings, hashProject, type Project, readProject, stagedTables } from './project/workspace.js';
import { closeCellLedger } from './reconciliation/cell-ledger.js';
import { RowClaims } from './reconciliation/row-claims.js';
import { closeRowLedger } from './reconciliation/row-ledger.js';
import { IssueBook } from './run/issue-book.js';
import { chartsOf, selectPatients } from './run/patient-selection.js';
import type { LaneReport, LaneSetup, PatientLane, RangeResult } from './run/pipeline-lane.js';
import { claimOtherRows, specColumns } from './run/row-fates.js';
import { keepClaims } from './run/run-claims.js';
import { renderPage } from './run/run-page.js';
import { openReleasesOf, type UsedRelease, usedReleases } from './run/run-releases.js';
import type { RunSummary } from './run/run-summary.js';
import { addTally, emptyTally, type Tally } from './run/tally.js';
import { artefactsHash, skippedLayers } from './run/validation-artefacts.js';
import { runInOrder, WorkerLane } from './run/worker-pool.js';
import { targetNamed } from './targets/registry.js';
import type { ReleaseCodes } from './terminology/store/release-codes.js';
import type { StagedSource, StagedTable } from './vault/contract.js';
import type { Vault } from './vault/vault.js';

export interface RunRequest {
  /** Workspace folder. */
  readonly dir: string;
  /** Open for writing. */
  readonly vault: Vault;
  readonly targets: readonly string[];
  /** Only so many patients, spread evenly over the key order. */
  readonly sample?: number;
  /** Only these patient keys. */
  readonly patients?: readonly string[];
  /** Readable files instead of age packages. */
  readonly plainOutput: boolean;
  /** Worker threads; 0: in this thread. */
  readonly workers: number;
  /** Folder with HL7's artefacts; null: XSD and Schematron do not run, and the summary says so. */
  readonly artefacts: string | null;
  /** Folder of loaded terminology releases; absent or null: codes are judged by their form alone. */
  readonly terminology?: string | null;
  /** What counts of what people keyed; absent: as the queue of work settles it. */
  readonly entries?: readonly Abstraction[];
  readonly onProgress?: (done: number, total: number, note: string) => void;
  readonly signal?: AbortSignal;
}

export type { RunSummary } from './run/run-summary.js';

const RANGE = 16;

/**
 * The main path of a migration: charts, targets, validation, read-back, ledger. Writes `out/<run>`; an interrupted run of the same input is
 * taken up again under its id and gives the same bytes. Throws MigrationError when it cannot run at all; a gate that failed is in the summary.
 */
export async function runMigration(request: RunRequest): Promise<RunSummary> {
  const started = performance.now();
  const { dir, vault } = request;

  // 1. What people keyed becomes rows; then the project and what it means.
  settleManualLane(vault, request.entries ?? settledEntries(vault, laneRules(dir, vault).policy));
  const project = readProject(dir);
  const sources = vault.sources();
  const tables = stagedTables(vault);
  const settings = chartSettings(project, sources);
  const terminology = request.terminology ?? null;
  const used = await usedReleases(terminology);
  using releases = await openReleasesOf(terminology, used);
  const mapping = compile(project, vault, tables, releases?.codes ?? null);

  // 2. The run's identity: everything that its bytes depend on.
  const fingerprint = inputHash(request, project, sources, used, joinDecisions(vault));
  const settled = settleInterrupted<RunSummary>(dir, vault, fingerprint);
  if (settled) return settled;
  const run = beginFreeRun(dir, vault, fingerprint);
  const folder = new RunFolder(dir, run.id);
  const protection = await protectionOf(request, project, vault);

  // 3. Patients, in key order, over the lanes.
  createIndexes(vault, mapping);
  const builder = new ChartBuilder(mapping, vault.db);
  const selection = selectPatients(builder, request);
  const setup: LaneSetup = {
    dir,
    rawKey: vault.rawKey(),
    settings,
    targets: request.targets,
    artefacts: request.artefacts,
    terminology,
    releases: used,
    folder: folder.partial,
    protection,
  };
  const files: WrittenFile[] = [];
  const shelves = new Map<string, LineFile>();
  const issueFile = new LineFile(folder.partial, 'issues.ndjson', { kind: 'plain' });
  const book = new IssueBook(issueFile);
  await book.add(project.issues);
  await book.add(sources.flatMap((source) => vault.stagedIssues(source.name)));
  const addLines = async (lines: Readonly<Record<string, string>>): Promise<void> => {
    for (const path of Object.keys(lines).sort()) {
      let shelf = shelves.get(path);
      if (!shelf) {
        shelf = new LineFile(folder.partial, path, protection);
        shelves.set(path, shelf);
      }
      await shelf.add(Buffer.from(lines[path]!, 'utf8'));
    }
  };
  const seen = new RowLedger(mapping);
  let done = 0;
  const onRange = async (range: RangeResult): Promise<void> => {
    files.push(...range.files);
    seen.merge(range.account);
    await book.add(range.issues);
    await addLines(range.lines);
    done += range.patients;
    request.onProgress?.(done, selection.total, `${done} patients`);
  };
  const { tally, claims } = await overLanes(
    setup,
    request.workers,
    chartsOf(selection.keys, RANGE),
    onRange,
    request.signal,
  );

  // 4. What belongs to no patient.
  const built = [...builder.buildShared()];
  seen.merge(builder.takeAccount());
  await book.add(builder.takeSharedIssues());
  const { shared, issues: ofCodes } = releases
    ? sharedWithReleaseCodings(built, releases.codes)
    : { shared: built, issues: [] };
  await book.add(ofCodes);
  const sharing = request.targets.map(targetNamed).filter((target) => target.writesShared);
  const carried =
    sharing.length === 0
      ? new Set<string>()
      : await (await import('./run/shared-pass.js')).passShared(shared, {
          targets: sharing,
          settings,
          tally,
          tell: (issues) => book.add(issues),
          addLines,
        });
  claims.claimFragments(shared, carried);

  // 5. The ledger: every staged row, every cell of a delivered row.
  const asideIssues: Issue[] = [];
  claimOtherRows(mapping, seen, vault, claims, selection.partial, (issue) => asideIssues.push(issue));
  await book.add(asideIssues);
  const counted = tables.map((table) => ({ source: table.source, table: table.name, rows: countRows(vault, table) }));
  const rows = closeRowLedger(counted, project.scope, claims.tables());
  await book.add(rows.issues);
  const cells = closeCellLedger(
    tables.map((table) => ({
      source: table.source,
      table: table.name,
      sqlName: table.sqlName,
      columns: table.columns.map((column) => column.name),
      cells: table.columns.map((column) => presenceSql('t', table, column)),
    })),
    claims.tables(),
    specColumns(mapping),
    book.cells,
    (sql) => vault.db.prepare(sql).raw(true).iterate() as Iterable<readonly unknown[]>,
  );
  await book.add(cells.issues);

  // 6. Everything whole: manifest, then the folder gets its name.
  for (const path of [...shelves.keys()].sort()) files.push(await shelves.get(path)!.end());
  files.push(await issueFile.end());
  const skipped = skippedLayers(request.artefacts);
  const fhir = tally.fhir.resources + tally.fhir.bundles === 0 ? null : tally.fhir;
  if (fhir) fhir.usCore.unmet = inOrder(fhir.usCore.unmet);
  const sourcesNotWhole = sources.map((source) => source.name).filter((name) => !isStagedWhole(vault, name));
  const summary: RunSummary = {
    run: run.id,
    patients: tally.patients,
    documents: tally.documents,
    supplements: tally.supplements,
    out: join('out', run.id),
    report: join('out', run.id, REPORT),
    seconds: Math.round((performance.now() - started) / 100) / 10,
    sourcesNotWhole,
    ledger: { balanced: rows.balanced, tables: rows.tables },
    cells: { balanced: cells.balanced, ...cells.totals },
    validation: {
      ...Object.fromEntries(
        Object.entries(tally.validation).map(([layer, errors]) => [
          layer,
          skipped.some((s) => s.layer === layer) ? null : errors,
        ]),
      ),
      fhir: fhir?.errors ?? null,
    },
    fhir,
    layersSkipped: skipped,
    ...(used.length > 0 ? { releases: used } : {}),
    fired: tally.fired,
    readBack: tally.readBack,
    issues: book.counts,
    issueGroups: book.summary(),
    resources: inOrder(tally.resources),
    targets: request.targets,
    partial: selection.partial,
    carried: mapValues(inOrder(tally.carried), inOrder),
    readBackByTarget: mapValues(inOrder(tally.readBackByTarget), (one) => ({ ...one, notHeld: inOrder(one.notHeld) })),
    protection: protection.kind,
    passed:
      sourcesNotWhole.length === 0 &&
      rows.balanced &&
      cells.balanced &&
      tally.readBack.different === 0 &&
      tally.fhir.errors === 0 &&
      Object.values(tally.validation).every((errors) => errors === 0),
  };
  // The folder holds nothing that differs from run to run of the same input: no run id, no time.
  const { run: _run, out: _out, report: _report, seconds: _seconds, ...repeatable } = summary;
  files.push(
    writeText(folder.partial, 'summary.json', `${JSON.stringify(repeatable, null, 1)}\n`),
    writeText(folder.partial, REPORT, renderPage(summary, project, sources)),
  );
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  const manifest: Manifest = {
    chartlift: 'manifest/1',
    input: fingerprint,
    files: files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })),
  };
  writeText(folder.partial, MANIFEST, `${JSON.stringify(manifest, null, 1)}\n`);
  keepHashes(vault, run.id, files);
  keepClaims(vault, run.id, claims.tables());
  vault.putRunData(run.id, SUMMARY_DATA, Buffer.from(JSON.stringify(summary), 'utf8'));
  await folder.commit();
  vault.finishRun(run.id, summary, 'done');
  return summary;
}

/** Members in order of name: which lane was first must not show. */
function inOrder<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

/** The mapping compiled against what is staged; MAPPING_INVALID names the first fault and how to see all. */
function compile(
  project: Project,
  vault: Vault,
  tables: readonly StagedTable[],
  releases: ReleaseCodes | null,
): CompiledMapping {
  const broken = project.issues.find((issue) => issue.severity === 'error');
  if (broken) throw mappingFault(broken);
  const mapping = compileMapping(project.specs, mappingEnvironment(project, vault.sources(), tables, releases));
  const refused = checkSql(mapping.specs, mapping, mapping.env)[0];
  if (refused) throw mappingFault(refused);
  return mapping;
}

const mappingFault = (issue: Issue): MigrationError =>
  new MigrationError(issue.message, {
    code: 'MAPPING_INVALID',
    where: issue.where,
    hint: 'Run `chartlift map check`: it names file, line and column of everything that is wrong.',
  });

function inputHash(
  request: RunRequest,
  project: Project,
  sources: readonly StagedSource[],
  releases: readonly UsedRelease[],
  joins: ReadonlyMap<string, string>,
): string {
  const parts = {
    software: SOFTWARE,
    project: hashProject(project),
    sources: sources.map(({ name, fingerprint, snapshotAt }) => [name, fingerprint, snapshotAt]),
    targets: request.targets,
    sample: request.sample ?? null,
    patients: request.patients ?? null,
    plain: request.plainOutput,
    artefacts: artefactsHash(request.artefacts),
    // Absent without releases: the hash is then that of a machine that never loaded one.
    ...(releases.length > 0 ? { releases } : {}),
    ...(joins.size > 0 ? { joins: [...joins] } : {}),
  };
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

async function protectionOf(request: RunRequest, project: Project, vault: Vault): Promise<Protection> {
  if (request.plainOutput) return { kind: 'plain' };
  const recipients = project.config.recipients ?? [(await vault.identity()).recipient];
  return { kind: 'age', recipients };
}

/** Runs the ranges over the lanes and adds up what each lane saw. */
async function overLanes(
  setup: LaneSetup,
  workers: number,
  ranges: Iterator<readonly string[]>,
  onRange: (range: RangeResult) => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<{ tally: Tally; claims: RowClaims }> {
  const entry = new URL('./run/pipeline-worker.js', import.meta.url);
  // What a lane is made of is loaded where the lane runs: this thread goes without it while others do the work.
  const open = async (): Promise<PatientLane> =>
    workers === 0
      ? (await import('./run/pipeline-lane.js')).openLane(setup)
      : WorkerLane.start<readonly string[], RangeResult, LaneReport>(entry, setup);
  const starting = await Promise.allSettled(Array.from({ length: Math.max(1, workers) }, open));
  const lanes = starting.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
  try {
    for (const start of starting) if (start.status === 'rejected') throw start.reason;
    await runInOrder(lanes, ranges, onRange, signal);
    const tally = emptyTally();
    const claims = new RowClaims();
    for (const lane of lanes) {
      const report = await lane.end();
      addTally(tally, report.tally);
      claims.merge(report.claims);
    }
    return { tally, claims };
  } finally {
    await Promise.all(lanes.map((lane) => lane.stop()));
  }
}

function countRows(vault: Vault, table: StagedTable): number {
  return Number(
    vault.db
      .prepare(`SELECT count(*) FROM "${table.sqlName.replaceAll('"', '""')}"`)
      .pluck()
      .get(),
  );
}
