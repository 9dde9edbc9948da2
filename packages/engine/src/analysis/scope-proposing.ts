import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Estimate, type EstimateRates, estimateRatesSchema } from '../artifacts/estimate.js';
import { readReview } from '../artifacts/mapping-review.js';
import type { MappingSpec } from '../artifacts/mapping-spec.js';
import { readPreset } from '../artifacts/preset.js';
import type { ScopePlan, TableDecision } from '../artifacts/scope-plan.js';
import type { ScopeProposal, ScopeSettings, TableProposal } from '../artifacts/scope-proposal.js';
import type { SourceProfile } from '../artifacts/source-profile.js';
import { readArtifact, readScopePlan, writeArtifact, writeScopePlan } from '../artifacts/workspace.js';
import { MigrationError } from '../base/error.js';
import { presetFolder } from '../mapping/presets.js';
import { OF_PATIENTS } from '../profile/domain/domain-evidence.js';
import { mappingEnvironment } from '../project/mapping-setup.js';
import { databaseSources, readProject, stagedTables } from '../project/workspace.js';
import { decisionOf } from '../reconciliation/row-ledger.js';
import { RATES_FILE } from '../scope/default-rates.js';
import { estimateEffort } from '../scope/estimate-effort.js';
import { proposeScope } from '../scope/propose-scope.js';
import { DEFAULT_SCOPE } from '../scope/settings.js';
import { agreeWithSpecs, type SpecCoverage } from '../scope/spec-coverage.js';
import type { StagedSource } from '../vault/contract.js';
import type { Vault } from '../vault/vault.js';
import { countScope } from './scope-counts.js';
import { usesOfSpecs } from './spec-uses.js';
import { draftStaged, type ReadSource, readStaged } from './staged-drafts.js';
import { ofSeveral, unitedProfile, unitedProposal } from './united-sources.js';

export const ESTIMATE_FILE = 'estimate.yaml';

export interface ProposeRequest {
  readonly settings: ScopeSettings;
  /** Only this one of several staged sources. */
  readonly source?: string;
  /** The proposal agrees with the mapping: what no spec reads is not migrated. */
  readonly bySpecs?: boolean;
  /** Decisions that give way to the proposal although nobody marked them as proposed; absent: none. */
  readonly override?: Override;
  readonly signal?: AbortSignal;
  /** Rows read so far, of all. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** `preset`: decisions that stand in the plan just as the preset brought them. `all`: those of people as well. */
export type Override = 'preset' | 'all';

export interface ProposedPlan {
  /** Of all sources that were asked for, as one; where there are several, their tables are called `source/table`. */
  readonly proposal: ScopeProposal;
  readonly profile: SourceProfile;
  /** Each source's own, as the plan takes it. */
  readonly bySource: readonly ScopeProposal[];
}

/**
/**
 * Reads what is staged, or one source of it, once and proposes what becomes of its tables, counted. Where `bySpecs` is asked for, the proposal agrees with the
 * mapping: with the specs of the workspace, or where it has none with those that suggestions would give. Writes nothing. Errors: those of stagedTables, SOURCE_UNKNOWN.
 */
export async function proposePlan(dir: string, vault: Vault, request: ProposeRequest): Promise<ProposedPlan> {
  const read = await readStaged(vault, chosenSources(vault, request.source), request);
  const bySource = read.map((one) =>
    proposeForStaged(dir, vault, one.source, one.profile, request.settings, {
      coverage: request.bySpecs ? coverageOf(dir, vault, one) : null,
      ...request,
    }),
  );
  const [first, ...more] = read;
  const [proposal, ...proposals] = bySource;
  if (first === undefined || proposal === undefined) throw new Error('no source was chosen');
  return {
    bySource,
    profile: unitedProfile([first.profile, ...more.map(({ profile }) => profile)]),
    proposal: unitedProposal([proposal, ...proposals]),
  };
}

/** What the workspace's specs do with the tables of a source; what drafts would do where it has no spec. */
function coverageOf(dir: string, vault: Vault, read: ReadSource): SpecCoverage {
  const { specs } = readProject(dir);
  const isSuggested = specs.length === 0 || readReview(dir).length > 0;
  // Why a table has no spec is told by what drafted the others.
  const drafts = isSuggested ? draftStaged(dir, vault, read, { memory: true, presets: true }).drafts : null;
  const drafted = (drafts?.specs ?? []).map(({ id, resource, table, spec }) => ({
    ...spec,
    id,
    resource,
    from: table,
  }));
  return {
    uses: usesOfSpecs(specs.length > 0 ? specs : drafted, read.source.name),
    left: new Map((drafts?.left ?? []).map(({ table, reason }) => [table.toLowerCase(), reason])),
  };
}

/** Writes into the plan, where nobody decided, what specs make of each table; windows of earlier proposals stay. */
export function proposeBySpecs(
  dir: string,
  source: string,
  profile: SourceProfile,
  specs: readonly MappingSpec[],
  left: SpecCoverage['left'],
  severalSources: boolean,
): WrittenPlan {
  const plan = readScopePlan(dir);
  const proposal = agreeWithSpecs(proposeScope(profile, DEFAULT_SCOPE), { uses: usesOfSpecs(specs, source), left });
  const tables = proposal.tables.map((table) => {
    const window = decisionOf(plan, source, table.table)?.window;
    return window && table.decision === 'migrate' ? { ...table, window } : table;
  });
  return writeTables(dir, plan, { ...proposal, tables }, severalSources, () => false);
}

/** The proposal for a staged source whose profile is there: with what people decided, and counted in the rows. */
export function proposeForStaged(
  dir: string,
  vault: Vault,
  source: StagedSource,
  profile: SourceProfile,
  settings: ScopeSettings,
  { coverage = null, override }: { readonly coverage?: SpecCoverage | null; readonly override?: Override } = {},
): ScopeProposal {
  const project = readProject(dir);
  const env = mappingEnvironment(project, vault.sources(), source.tables);
  const proposed = proposeScope(profile, settings);
  const proposal = coverage === null ? proposed : agreeWithSpecs(proposed, coverage);
  const gives = givesWay(dir, project.scope, override);
  const tables = proposal.tables.map((table) => {
    const known = decisionOf(project.scope, source.name, table.table);
    return known && !gives(`${source.name}/${table.table}`, table.table)
      ? { ...table, decided: known.decision, window: known.window ?? null }
      : table;
  });
  const decided = mayWritePatients(project.scope, override) ? undefined : project.scope.patients;
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
/**
 * Writes the proposals for some sources into scope.yaml: tables with rows, marked `by: proposed`. What a person decided (no mark, or `by: person`), and what a preset
 * did, is not touched unless `override` says so. `severalSources`: more than one is staged, so that tables are called `source/table`.
 */
export function writeProposals(
  dir: string,
  { bySource }: Pick<ProposedPlan, 'bySource'>,
  severalSources: boolean,
  override?: Override,
): WrittenPlan {
  // A plan has one window of patients: that of the source that has most of them.
  const main = [...bySource].sort((a, b) => (b.patients?.all ?? -1) - (a.patients?.all ?? -1))[0];
  const written = bySource.map((proposal) =>
    writeProposal(dir, proposal, severalSources, { isMain: proposal === main, override }),
  );
  return {
    written: written.reduce((sum, one) => sum + one.written, 0),
    kept: written.reduce((sum, one) => sum + one.kept, 0),
  };
}

function writeProposal(
  dir: string,
  proposal: ScopeProposal,
  severalSources: boolean,
  { isMain, override }: { readonly isMain: boolean; readonly override: Override | undefined },
): WrittenPlan {
  const plan = readScopePlan(dir);
  // A window that leaves nobody is a sign of a wrong table or an old export: it is told, not written.
  const window = (proposal.patients?.migrated ?? 0) > 0 ? proposal.patients?.window : null;
  const mine = isMain && mayWritePatients(plan, override);
  const patients: ScopePlan['patients'] = window ? { ...window, by: 'proposed' } : undefined;
  const written = writeTables(dir, plan, proposal, severalSources, givesWay(dir, plan, override));
  writeScopePlan(dir, {
    ...(mine ? { patients } : {}),
    ...(plan.retention === undefined ? { retention: [...proposal.retention] } : {}),
  });
  return written;
}

const mayWritePatients = (plan: ScopePlan, override: Override | undefined): boolean =>
  plan.patients === undefined || plan.patients.by === 'proposed' || override === 'all';

function writeTables(
  dir: string,
  plan: ScopePlan,
  proposal: ScopeProposal,
  severalSources: boolean,
  gives: (...names: string[]) => boolean,
): WrittenPlan {
  const tables: Record<string, TableDecision> = { ...plan.tables };
  let [written, kept] = [0, 0];
  for (const table of proposal.tables) {
    const names = [`${proposal.source}/${table.table}`, table.table];
    const listed = names.find((name) => Object.hasOwn(plan.tables, name));
    const known = listed === undefined ? undefined : plan.tables[listed];
    if (known && known.by !== 'proposed' && !gives(...names)) {
      kept += 1;
      continue;
    }
    if (table.rows === 0 && known?.by !== 'proposed') continue;
    tables[listed ?? (severalSources ? `${proposal.source}/${table.table}` : table.table)] = decisionFor(table);
    written += 1;
  }
  writeScopePlan(dir, { tables });
  return { written, kept };
}

/** Whether the decision that stands under one of these names gives way to a proposal. */
function givesWay(dir: string, plan: ScopePlan, override: Override | undefined): (...names: string[]) => boolean {
  const shipped = override === 'preset' ? presetDecisions(dir) : {};
  return (...names) => {
    const name = names.find((one) => Object.hasOwn(plan.tables, one));
    const known = name === undefined ? undefined : plan.tables[name];
    if (name === undefined || known === undefined) return true;
    return (
      known.by === 'proposed' ||
      override === 'all' ||
      (override === 'preset' && isDeepStrictEqual(known, shipped[name]))
    );
  };
}

/** What the preset of the workspace decides by itself; nothing where it has none. */
function presetDecisions(dir: string): ScopePlan['tables'] {
  const name = readPreset(dir)?.name;
  return name === undefined ? {} : readScopePlan(presetFolder(name)).tables;
}

function decisionFor(table: TableProposal): TableDecision {
  return {
    decision: table.decision,
    reason: `${table.review ? 'To be reviewed. ' : ''}${table.reasons[0] ?? ''}`.trim(),
    by: 'proposed',
    ...(table.review && OF_PATIENTS.has(table.domain) ? { review: true as const } : {}),
    ...(table.window ? { window: table.window } : {}),
    ...(table.remainder && table.decision === 'migrate' ? { remainder: table.remainder } : {}),
  };
}

/** The staged source of this name; without a name all of them. Errors: those of stagedTables, SOURCE_UNKNOWN. */
export function chosenSources(vault: Vault, name: string | undefined): readonly StagedSource[] {
  stagedTables(vault);
  const all = databaseSources(vault);
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
