import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Estimate, type EstimateRates, estimateRatesSchema } from './artifacts/estimate.js';
import type { ScopePlan, TableDecision } from './artifacts/scope-plan.js';
import type { ScopeProposal, ScopeSettings, TableProposal } from './artifacts/scope-proposal.js';
import type { SourceProfile } from './artifacts/source-profile.js';
import { readArtifact, readScopePlan, writeArtifact, writeScopePlan } from './artifacts/workspace.js';
import { MigrationError } from './base/error.js';
import { profileInputs } from './map-suggest.js';
import { mappingEnvironment } from './mapping-setup.js';
import { recogniseDomains } from './profile/domain/recognise-domains.js';
import { profileInputOfStaged } from './profile-input.js';
import { decisionOf } from './reconciliation/row-ledger.js';
import { RATES_FILE } from './scope/default-rates.js';
import { estimateEffort } from './scope/estimate-effort.js';
import { proposeScope } from './scope/propose-scope.js';
import { countScope } from './scope-counts.js';
import { ofSeveral, unitedProfile, unitedProposal } from './united-sources.js';
import type { StagedSource } from './vault/contract.js';
import type { Vault } from './vault/vault.js';
import { readProject, stagedTables } from './workspace.js';

export const ESTIMATE_FILE = 'estimate.yaml';

export interface ProposeRequest {
  readonly settings: ScopeSettings;
  /** Only this one of several staged sources. */
  readonly source?: string;
  readonly signal?: AbortSignal;
  /** Rows read so far, of all. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface ProposedPlan {
  /** Of all sources that were asked for, as one; where there are several, their tables are called `source/table`. */
  readonly proposal: ScopeProposal;
  readonly profile: SourceProfile;
  /** Each source's own, as the plan takes it. */
  readonly bySource: readonly ScopeProposal[];
}

/**
 * Reads what is staged, or one source of it, once and proposes what becomes of its tables, counted. Writes nothing. Errors: those of stagedTables,
 * SOURCE_UNKNOWN.
 */
export async function proposePlan(dir: string, vault: Vault, request: ProposeRequest): Promise<ProposedPlan> {
  const sources = chosenSources(vault, request.source);
  const rows = sources.flatMap(({ tables }) => tables).reduce((sum, table) => sum + table.rows, 0);
  const completed = await profileInputs(
    sources.map((source) => profileInputOfStaged(vault, source)),
    {
      ...(request.signal ? { signal: request.signal } : {}),
      onProgress: (done) => request.onProgress?.(done, rows),
    },
  );
  const profiles = completed.map(({ profile }) => recogniseDomains(profile));
  const bySource = profiles.flatMap((profile, i) => {
    const source = sources[i];
    return source === undefined ? [] : [proposeForStaged(dir, vault, source, profile, request.settings)];
  });
  const [[profile, ...profilesMore], [proposal, ...proposalsMore]] = [profiles, bySource];
  if (profile === undefined || proposal === undefined) throw new Error('no source was chosen');
  return {
    bySource,
    profile: unitedProfile([profile, ...profilesMore]),
    proposal: unitedProposal([proposal, ...proposalsMore]),
  };
}

/** The proposal for a staged source whose profile is there: with what people decided, and counted in the rows. */
export function proposeForStaged(
  dir: string,
  vault: Vault,
  source: StagedSource,
  profile: SourceProfile,
  settings: ScopeSettings,
): ScopeProposal {
  const project = readProject(dir);
  const env = mappingEnvironment(project, vault.sources(), source.tables);
  const proposal = proposeScope(profile, settings);
  const tables = proposal.tables.map((table) => {
    const known = decisionOf(project.scope, source.name, table.table);
    return known && known.by !== 'proposed'
      ? { ...table, decided: known.decision, window: known.window ?? null }
      : table;
  });
  const decided = project.scope.patients?.by === 'proposed' ? undefined : project.scope.patients;
  const patients = proposal.patients && decided ? { ...proposal.patients, window: decided } : proposal.patients;
  return countScope({ ...proposal, tables, patients }, profile, { db: vault.db, tables: source.tables, env });
}

export interface WrittenPlan {
  /** Tables whose proposal now stands in the plan. */
  readonly written: number;
  /** Tables whose decision a person made: they stay as they are. */
  readonly kept: number;
}

/**
 * Writes the proposals for some sources into scope.yaml: tables with rows, marked `by: proposed`. What a person decided (no mark, or `by: person`) is never
 * touched. `severalSources`: more than one is staged, so that tables are called `source/table`.
 */
export function writeProposals(
  dir: string,
  { bySource }: Pick<ProposedPlan, 'bySource'>,
  severalSources: boolean,
): WrittenPlan {
  // A plan has one window of patients: that of the source that has most of them.
  const main = [...bySource].sort((a, b) => (b.patients?.all ?? -1) - (a.patients?.all ?? -1))[0];
  const written = bySource.map((proposal) => writeProposal(dir, proposal, severalSources, proposal === main));
  return {
    written: written.reduce((sum, one) => sum + one.written, 0),
    kept: written.reduce((sum, one) => sum + one.kept, 0),
  };
}

function writeProposal(dir: string, proposal: ScopeProposal, severalSources: boolean, isMain: boolean): WrittenPlan {
  const plan = readScopePlan(dir);
  const tables: Record<string, TableDecision> = { ...plan.tables };
  let [written, kept] = [0, 0];
  for (const table of proposal.tables) {
    const known = decisionOf(plan, proposal.source, table.table);
    if (known && known.by !== 'proposed') {
      kept += 1;
      continue;
    }
    if (table.rows === 0 && !known) continue;
    const name = severalSources ? `${proposal.source}/${table.table}` : table.table;
    tables[name] = decisionFor(table);
    written += 1;
  }
  // A window that leaves nobody is a sign of a wrong table or an old export: it is told, not written.
  const window = (proposal.patients?.migrated ?? 0) > 0 ? proposal.patients?.window : null;
  const mine = isMain && (plan.patients === undefined || plan.patients.by === 'proposed');
  const patients: ScopePlan['patients'] = window ? { ...window, by: 'proposed' } : undefined;
  writeScopePlan(dir, {
    ...(mine ? { patients } : {}),
    ...(plan.retention === undefined ? { retention: [...proposal.retention] } : {}),
    tables,
  });
  return { written, kept };
}

function decisionFor(table: TableProposal): TableDecision {
  return {
    decision: table.decision,
    reason: `${table.review ? 'To be reviewed. ' : ''}${table.reasons[0] ?? ''}`.trim(),
    by: 'proposed',
    ...(table.window ? { window: table.window } : {}),
  };
}

/** The staged source of this name; without a name all of them. Errors: those of stagedTables, SOURCE_UNKNOWN. */
export function chosenSources(vault: Vault, name: string | undefined): readonly StagedSource[] {
  stagedTables(vault);
  const all = vault.sources();
  const chosen = all.filter((source) => name === undefined || source.name === name);
  if (chosen.length > 0) return chosen;
  throw new MigrationError('No source of this name is staged', {
    code: 'SOURCE_UNKNOWN',
    kind: 'usage',
    hint: `Name one with --source: ${all.map((source) => source.name).join(', ')}.`,
  });
}

/** Rates of the workspace; the defaults where it has none. Error ARTIFACT_INVALID. */
export function readRates(dir: string): EstimateRates {
  return existsSync(join(dir, ESTIMATE_FILE))
    ? readArtifact(dir, ESTIMATE_FILE, estimateRatesSchema).value
    : RATES_FILE;
}

/** Writes the default rates to estimate.yaml, to be edited; false where the file is there already. */
export function writeDefaultRates(dir: string): boolean {
  if (existsSync(join(dir, ESTIMATE_FILE))) return false;
  writeArtifact(dir, ESTIMATE_FILE, estimateRatesSchema, RATES_FILE);
  return true;
}

/** What a proposal costs by the rates of the workspace. */
export const estimatePlan = (dir: string, { profile, proposal, bySource }: ProposedPlan): Estimate =>
  ofSeveral(estimateEffort(profile, proposal, readRates(dir)), proposal, bySource.length);
