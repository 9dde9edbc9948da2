import { MigrationError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import type { ChartSettings } from '../chart/chart.js';
import type { Protection, WrittenFile } from '../delivery/run-output.js';
import { ChartBuilder } from '../mapping/chart-builder.js';
import { compileMapping } from '../mapping/compile.js';
import type { AccountDelta } from '../mapping/row-account.js';
import { laneJoin } from '../project/lane-join.js';
import { mappingEnvironment } from '../project/mapping-setup.js';
import { readProject, stagedTables } from '../project/workspace.js';
import { RowClaims, type TableClaims } from '../reconciliation/row-claims.js';
import { targetNamed } from '../targets/registry.js';
import { createValidator } from '../validation/validator.js';
import { vaultFault } from '../vault/faults.js';
import { Vault } from '../vault/vault.js';
import { PatientPass } from './patient-pass.js';
import { loadReadBack } from './read-backs.js';
import { openReleasesOf, type UsedRelease } from './run-releases.js';
import { addTally, emptyTally, type Tally } from './tally.js';
import type { Lane } from './worker-pool.js';

/** All that a lane needs; plain data, so that it can go to a worker thread. The key travels in memory only. */
export interface LaneSetup {
  readonly dir: string;
  readonly rawKey: Uint8Array;
  readonly settings: ChartSettings;
  readonly targets: readonly string[];
  readonly artefacts: string | null;
  /** Folder of loaded releases, and those that the run began with. */
  readonly terminology: string | null;
  readonly releases: readonly UsedRelease[];
  /** Folder under which the run's files go. */
  readonly folder: string;
  readonly protection: Protection;
}

/** Results of a range of patients, in key order. */
export interface RangeResult {
  readonly patients: number;
  readonly files: readonly WrittenFile[];
  readonly lines: Readonly<Record<string, string>>;
  readonly issues: readonly Issue[];
  /** What the mapping made of the rows that it saw. */
  readonly account: AccountDelta;
}

/** What a lane knows after its last patient. */
export interface LaneReport {
  readonly tally: Tally;
  readonly claims: readonly TableClaims[];
}

export type PatientLane = Lane<readonly string[], RangeResult, LaneReport>;

/** Opens the per-patient path over a vault that this process has open. */
export async function openLane(setup: LaneSetup): Promise<PatientLane> {
  const vault = Vault.openWorker(setup.dir, setup.rawKey);
  const project = readProject(setup.dir);
  const sources = vault.sources();
  const releases = await openReleasesOf(setup.terminology, setup.releases);
  const codes = releases?.codes ?? null;
  const mapping = compileMapping(project.specs, mappingEnvironment(project, sources, stagedTables(vault), codes));
  const claims = new RowClaims();
  const builder = new ChartBuilder(mapping, vault.db);
  const validator = await createValidator({ artefacts: setup.artefacts, codes: releases?.lookup ?? null });
  const pass = new PatientPass({
    builder,
    releases: codes,
    join: laneJoin(vault),
    targets: await Promise.all(
      setup.targets.map(async (name) => ({
        driver: await targetNamed(name).load(),
        readBack: await loadReadBack(name),
      })),
    ),
    validator,
    settings: setup.settings,
    claims,
    folder: setup.folder,
    protection: setup.protection,
  });
  const close = (): void => {
    validator.dispose();
    releases?.[Symbol.dispose]();
    vault.close();
  };
  return {
    run: async (keys) => {
      const files: WrittenFile[] = [];
      const lines: Record<string, string> = {};
      const issues: Issue[] = [];
      for (const key of keys) {
        const result = await pass.run(key);
        files.push(...result.files);
        issues.push(...result.issues);
        for (const [path, text] of Object.entries(result.lines)) lines[path] = (lines[path] ?? '') + text;
      }
      return { patients: keys.length, files, lines, issues, account: builder.takeAccount() };
    },
    end: async () => {
      const tally = emptyTally();
      addTally(tally, pass.tally);
      const report = { tally, claims: claims.tables() };
      close();
      return report;
    },
    stop: async () => close(),
  };
}

/** A fault as plain data without a value: the text of an unexpected error may quote one, so only its class goes on. */
export function cleanFault(thrown: unknown): Record<string, unknown> {
  const error = vaultFault(thrown) ?? thrown;
  if (error instanceof MigrationError) {
    return {
      message: error.message,
      code: error.code,
      where: error.where,
      hint: error.hint,
      faultKind: error.kind,
      stack: error.stack,
    };
  }
  return {
    message: `A worker failed (${error instanceof Error ? error.name : 'unknown'})`,
    code: 'INTERNAL',
    hint: 'Run again with --debug and report what it prints, after taking out patient data.',
    faultKind: 'internal',
    stack: error instanceof Error ? error.stack : undefined,
  };
}
