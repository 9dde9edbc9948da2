import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Crosswalk, readCrosswalks } from '../artifacts/crosswalk.js';
import { readMappingFiles } from '../artifacts/mapping-files.js';
import type { MappingSpec } from '../artifacts/mapping-spec.js';
import { PRESET_FILE, readPreset } from '../artifacts/preset.js';
import type { ScopePlan } from '../artifacts/scope-plan.js';
import { readScopePlan, readWorkspaceConfig, writeWorkspaceConfig } from '../artifacts/workspace.js';
import type { WorkspaceConfig } from '../artifacts/workspace-config.js';
import { MigrationError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import { stableId } from '../base/stable-id.js';
import type { ChartSettings } from '../chart/chart.js';
import type { MappingEnvironment } from '../mapping/environment.js';
import { MANUAL_FORMAT, type StagedSource, type StagedTable } from '../vault/contract.js';
import type { Vault } from '../vault/vault.js';
import { SOFTWARE } from './software.js';

/** Namespace of the ids that Chartlift derives from fingerprints; drawn once, by chance, for this purpose. */
export const FINGERPRINT_NAMESPACE = '6f1c6f0e-2f0b-4d57-9a0e-5a2a5c0d9b61';

/** The project files of a workspace, read and checked for shape. What they mean together is checked by `checkMapping`. */
export interface Project {
  readonly dir: string;
  readonly config: WorkspaceConfig;
  readonly scope: ScopePlan;
  readonly specs: readonly MappingSpec[];
  readonly crosswalks: ReadonlyMap<string, Crosswalk>;
  /** What not every version of the preset's system has. */
  readonly optional: NonNullable<MappingEnvironment['optional']> | null;
  /** Findings while reading mapping and crosswalk files, with file, line and column. */
  readonly issues: readonly Issue[];
}

/** Reads all project files. Errors: WORKSPACE_MISSING, ARTIFACT_INVALID. */
export function readProject(dir: string): Project {
  const config = readWorkspaceConfig(dir);
  const scope = readScopePlan(dir);
  const { specs, issues } = readMappingFiles(dir);
  const crosswalks = readCrosswalks(dir);
  const optional = readPreset(dir)?.optional ?? null;
  const found = [...issues, ...crosswalks.issues];
  return { dir, config, scope, specs, crosswalks: crosswalks.crosswalks, optional, issues: found };
}

/**
 * Sets the workspace's id namespace from the first staged source, once. See docs/adr/0006.
 */
export function settleIdNamespace(dir: string, source: StagedSource): string {
  const config = readWorkspaceConfig(dir);
  if (config.idNamespace) return config.idNamespace;
  const idNamespace = stableId(FINGERPRINT_NAMESPACE, source.fingerprint);
  writeWorkspaceConfig(dir, { idNamespace });
  return idNamespace;
}

/** All staged tables of a vault. Error NOTHING_STAGED when there is no complete source. */
export function stagedTables(vault: Vault): StagedTable[] {
  const sources = vault.sources();
  const unfinished = sources.find((source) => !source.complete);
  if (unfinished) {
    throw new MigrationError('A source has not been staged to its end', {
      code: 'STAGING_UNFINISHED',
      where: unfinished.name,
      hint: 'Run `chartlift stage` with the same source again: it goes on where it stopped.',
    });
  }
  if (sources.length === 0) {
    throw new MigrationError('Nothing has been staged yet', {
      code: 'NOTHING_STAGED',
      hint: 'Stage the legacy database first: chartlift stage FILE.',
    });
  }
  return sources.flatMap((source) => source.tables);
}

/** What was staged from files, in order: what people keyed is no database that could be analysed. */
export const databaseSources = (vault: Vault): StagedSource[] =>
  vault.sources().filter((source) => source.format !== MANUAL_FORMAT);

/** The date that documents carry: what the workspace says, else the newest snapshot of the staged sources. */
export function asOfDate(config: WorkspaceConfig, sources: readonly StagedSource[]): string {
  return (
    config.asOf ??
    sources
      .map((source) => source.snapshotAt)
      .sort()
      .at(-1) ??
    ''
  );
}

/** Settings of all charts of a run. Throws NO_ID_NAMESPACE before a source was staged. */
export function chartSettings(project: Project, sources: readonly StagedSource[]): ChartSettings {
  const { config } = project;
  if (!config.idNamespace) {
    throw new MigrationError('The workspace has no id namespace', {
      code: 'NO_ID_NAMESPACE',
      where: 'chartlift.yaml',
      hint: 'It is set when the first source is staged; if it was deleted, put it back from git: without it every id would change.',
    });
  }
  return {
    idNamespace: config.idNamespace,
    asOf: asOfDate(config, sources),
    software: SOFTWARE,
    ...(config.encounterDocuments === true ? { encounterDocuments: true } : {}),
    ...(config.confidentiality ? { confidentiality: config.confidentiality } : {}),
    ...(config.fhirBundles ? { fhirBundles: config.fhirBundles } : {}),
    ...(config.custodian ? { custodian: config.custodian as NonNullable<ChartSettings['custodian']> } : {}),
  };
}

/**
 * SHA-256 over every project file that a result depends on: settings, scope, mapping, crosswalks. The workspace's name and the preset's are
 * labels: the same migration in another folder has the same hash.
 */
export function hashProject({ dir, config }: Pick<Project, 'dir' | 'config'>): string {
  const hash = createHash('sha256');
  const { name: _name, preset: _preset, ...settings } = config;
  const add = (name: string, bytes: Uint8Array): void => {
    hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  };
  // The schema's parse gives the members in its own order, however the file has them.
  add('chartlift.yaml', Buffer.from(JSON.stringify(settings), 'utf8'));
  add('scope.yaml', readFileSync(join(dir, 'scope.yaml')));
  if (existsSync(join(dir, PRESET_FILE))) add(PRESET_FILE, readFileSync(join(dir, PRESET_FILE)));
  for (const folder of ['mapping', 'crosswalk']) {
    if (!existsSync(join(dir, folder))) continue;
    for (const name of readdirSync(join(dir, folder)).sort())
      if (/\.(ya?ml|csv)$/.test(name)) add(`${folder}/${name}`, readFileSync(join(dir, folder, name)));
  }
  return hash.digest('hex');
}
