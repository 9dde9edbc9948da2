import { basename } from 'node:path';
import type { AssessedPatient, Assessment } from './artifacts/assessment.js';
import type { EstimateRates } from './artifacts/estimate.js';
import type { ScopeProposal } from './artifacts/scope-proposal.js';
import type { SourceProfile } from './artifacts/source-profile.js';
import { type Clock, systemClock } from './base/clock.js';
import { completeProfile } from './profile/complete-profile.js';
import { recogniseDomains } from './profile/domain/recognise-domains.js';
import type { ProfileInput } from './profile/input.js';
import { maskPatientKeys } from './profile/phi/patient-keys.js';
import { type ProfiledSource, profileSource } from './profile/profile-source.js';
import { qualityFindings } from './profile/quality/quality-findings.js';
import type { LookAgain } from './profile/structure/second-look.js';
import { profileInputOfSource, profileInputOfStaged } from './profile-input.js';
import { RATES_FILE } from './scope/default-rates.js';
import { estimateEffort } from './scope/estimate-effort.js';
import { proposeScope } from './scope/propose-scope.js';
import { DEFAULT_SCOPE } from './scope/settings.js';
import { oneSource, proposeForStaged, readRates } from './scope-proposing.js';
import { SOFTWARE } from './software.js';
import type { SourceOptions } from './sources/contract.js';
import { openSource } from './sources/registry.js';
import { openTerminologyStore } from './terminology/store/store.js';
import type { Vault } from './vault/vault.js';

export interface AssessSettings {
  /** Folder of loaded releases; absent: codes are not looked up. */
  readonly terminology?: string;
  /** Examples of PHI columns are wanted too; in a workspace this is written to the audit log. */
  readonly showPhi: boolean;
  readonly signal?: AbortSignal;
  /** `total` rows is null where nobody knows it before. */
  readonly onProgress?: (stage: AssessStage, done: number, total: number | null) => void;
}

export type AssessStage = 'reading' | 'joins' | 'findings' | 'scope';

/**
 * Assesses a staged source: `name` where there are several. Errors: those of oneSource and readProject.
 */
export async function assessStaged(
  dir: string,
  vault: Vault,
  { name, ...settings }: AssessSettings & { readonly name?: string },
): Promise<Assessment> {
  const source = oneSource(vault, name);
  if (settings.showPhi) vault.audit({ action: 'view', outcome: 'success', object: `assess ${source.name}` });
  const look: LookAgain = (tables) => {
    const wanted = new Set(tables);
    const some = { ...source, tables: source.tables.filter((table) => wanted.has(table.name)) };
    return profileInputOfStaged(vault, some).rows(settings.signal);
  };
  const rows = source.tables.reduce((sum, table) => sum + table.rows, 0);
  return assess(profileInputOfStaged(vault, source), look, settings, {
    rows,
    propose: (profile) => proposeForStaged(dir, vault, source, profile, DEFAULT_SCOPE),
    rates: readRates(dir),
  });
}

/** Assesses a source where it lies, without a workspace. Errors: those of openSource. */
export async function assessSource(
  paths: readonly string[],
  settings: AssessSettings & { readonly format?: string; readonly options?: SourceOptions; readonly clock?: Clock },
): Promise<Assessment> {
  const opened = await openSource(paths, settings, { onIssue: () => {} });
  await using source = opened.source;
  const name = basename(paths[0] ?? 'source').replace(/\.(?:sql|bak|csv|zip|gz|xml|json|ndjson)+(?:\.gz)?$/i, '');
  const snapshotAt = new Date((settings.clock ?? systemClock).now()).toISOString().slice(0, 10);
  const input = await profileInputOfSource(source, { name, snapshotAt });
  const { signal } = settings;
  const look: LookAgain = (tables) => source.scan({ tables, ...(signal ? { signal } : {}) });
  return await assess(input, look, settings, { rows: null, propose: proposeScope, rates: RATES_FILE });
}

/** What differs between a staged source and one that is read where it lies. */
interface Surroundings {
  /** All rows; null where nobody knows before they are read. */
  readonly rows: number | null;
  readonly propose: (profile: SourceProfile) => ScopeProposal;
  readonly rates: EstimateRates;
}

async function assess(
  input: ProfileInput,
  look: LookAgain,
  { terminology, showPhi, signal, onProgress }: AssessSettings,
  { rows, propose, rates }: Surroundings,
): Promise<Assessment> {
  const profiled = await profileSource(input, {
    ...(signal ? { signal } : {}),
    onProgress: (done) => onProgress?.('reading', done, rows),
  });
  using opened = terminology === undefined ? null : openTerminologyStore(terminology);
  const store = opened !== null && opened.releases.length > 0 ? opened : null;
  onProgress?.('joins', 0, null);
  const completed = await completeProfile(profiled, { look, ...(store === null ? {} : { store }) });
  const profile = recogniseDomains(completed.profile);
  const patient = assessedPatient(profile, completed.patient?.table.name ?? null);
  onProgress?.('findings', 0, null);
  const findings = qualityFindings(profile, patient?.rows === 0 ? null : patient);
  onProgress?.('scope', 0, null);
  const proposal = propose(profile);
  // A migration of nothing has no price.
  const isEmpty = profile.tables.every((table) => table.rows === 0);
  const estimate = isEmpty ? null : estimateEffort(profile, proposal, rates);
  const told = maskPatientKeys(profile, patient);
  return {
    chartlift: 'assessment/1',
    software: SOFTWARE,
    ...{ profile: told, patient, findings, proposal, estimate },
    releases: (store?.releases ?? []).map(({ name, version }) => `${name} ${version}`),
    examples: showPhi ? examplesOf(told, profiled) : null,
  };
}

/** The key is the column that most of the other tables' ways end at, else the best key of its own. */
function assessedPatient(profile: SourceProfile, name: string | null): AssessedPatient | null {
  const table = profile.tables.find((one) => one.name === name);
  if (table === undefined) return null;
  const named = new Map<string, number>();
  for (const { patientPath } of profile.tables) {
    const column = patientPath?.steps.at(-1)?.to.columns.join('+');
    if (column !== undefined) named.set(column, (named.get(column) ?? 0) + 1);
  }
  const key = [...named].sort((a, b) => b[1] - a[1])[0]?.[0] ?? table.keys[0]?.columns.join('+') ?? '';
  return { table: table.name, key, rows: table.rows };
}

const EXAMPLES = 3;
const EXAMPLE_LENGTH = 80;

function examplesOf(profile: SourceProfile, { facts }: ProfiledSource): NonNullable<Assessment['examples']> {
  return Object.fromEntries(
    profile.tables
      .filter(({ rows }) => rows > 0)
      .map((table) => {
        const columns = table.columns.filter(({ phi, filled }) => phi !== null && filled > 0);
        const told = columns.map((column): [string, string[]] => {
          const known = facts.get(table.name)?.get(column.name);
          const values = [...(known?.sample ?? []), ...(known?.texts ?? [])].slice(0, EXAMPLES);
          return [column.name, values.map(({ value }) => value.slice(0, EXAMPLE_LENGTH))];
        });
        return [table.name, Object.fromEntries(told)];
      }),
  );
}
