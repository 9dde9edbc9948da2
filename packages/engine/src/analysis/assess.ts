import { basename } from 'node:path';
import type { AssessedPatient, AssessedSource, Assessment, QualityFinding } from '../artifacts/assessment.js';
import type { EstimateRates } from '../artifacts/estimate.js';
import type { ScopeProposal, ScopeSettings } from '../artifacts/scope-proposal.js';
import type { SourceProfile } from '../artifacts/source-profile.js';
import { type Clock, systemClock } from '../base/clock.js';
import { completeProfile } from '../profile/complete-profile.js';
import { recogniseDomains } from '../profile/domain/recognise-domains.js';
import type { ProfileInput } from '../profile/input.js';
import { maskPatientKeys } from '../profile/phi/patient-keys.js';
import { type ProfiledSource, profileSources } from '../profile/profile-source.js';
import { qualityFindings } from '../profile/quality/quality-findings.js';
import type { LookAgain } from '../profile/structure/second-look.js';
import { SOFTWARE } from '../project/software.js';
import { RATES_FILE } from '../scope/default-rates.js';
import { estimateEffort } from '../scope/estimate-effort.js';
import { proposeScope } from '../scope/propose-scope.js';
import { DEFAULT_SCOPE } from '../scope/settings.js';
import type { SourceOptions } from '../sources/contract.js';
import { openSource } from '../sources/registry.js';
import { openTerminologyStore } from '../terminology/store/store.js';
import type { Vault } from '../vault/vault.js';
import { profileInputOfSource, profileInputOfStaged } from './profile-input.js';
import { chosenSources, proposeForStaged, readRates } from './scope-proposing.js';
import { mainPatient, ofSeveral, tableOf, unitedFindings, unitedProfile, unitedProposal } from './united-sources.js';

export interface AssessSettings {
  /** Folder of loaded releases; absent: codes are not looked up. */
  readonly terminology?: string;
  /** Examples of PHI columns are wanted too; in a workspace this is written to the audit log. */
  readonly showPhi: boolean;
  /** Windows of the proposed scope; absent: none. */
  readonly scope?: ScopeSettings;
  readonly signal?: AbortSignal;
  /** `total` rows is null where nobody knows it before. */
  readonly onProgress?: (stage: AssessStage, done: number, total: number | null) => void;
}

export type AssessStage = 'reading' | 'joins' | 'findings' | 'scope';

/**
 * Assesses everything staged, or the source of this name; each table of several is called `source/table`. Errors: those of chosenSources and readProject.
 */
export async function assessStaged(
  dir: string,
  vault: Vault,
  { name, ...settings }: AssessSettings & { readonly name?: string },
): Promise<Assessment> {
  const sources = chosenSources(vault, name);
  if (settings.showPhi)
    for (const source of sources) vault.audit({ action: 'view', outcome: 'success', object: `assess ${source.name}` });
  const scope = settings.scope ?? DEFAULT_SCOPE;
  const works = sources.map((source): Work => {
    const look: LookAgain = (tables) => {
      const wanted = new Set(tables);
      const some = { ...source, tables: source.tables.filter((table) => wanted.has(table.name)) };
      return profileInputOfStaged(vault, some).rows(settings.signal);
    };
    const propose = (profile: SourceProfile) => proposeForStaged(dir, vault, source, profile, scope);
    return { input: profileInputOfStaged(vault, source), look, propose };
  });
  const rows = sources.flatMap(({ tables }) => tables).reduce((sum, table) => sum + table.rows, 0);
  return assess(works, settings, { rows, rates: readRates(dir) });
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
  const { signal, scope = DEFAULT_SCOPE } = settings;
  const look: LookAgain = (tables) => source.scan({ tables, ...(signal ? { signal } : {}) });
  const propose = (profile: SourceProfile) => proposeScope(profile, scope);
  return await assess([{ input, look, propose }], settings, { rows: null, rates: RATES_FILE });
}

/** One source to assess, staged or read where it lies. */
interface Work {
  readonly input: ProfileInput;
  readonly look: LookAgain;
  readonly propose: (profile: SourceProfile) => ScopeProposal;
}

interface Surroundings {
  /** All rows; null where nobody knows before they are read. */
  readonly rows: number | null;
  readonly rates: EstimateRates;
}

/** What was found in one source; its profile before keys of patients are taken out, and after. */
interface Found {
  readonly profiled: ProfiledSource;
  readonly profile: SourceProfile;
  readonly told: SourceProfile;
  readonly patient: AssessedPatient | null;
  readonly findings: readonly QualityFinding[];
  readonly proposal: ScopeProposal;
}

async function assess(
  works: readonly Work[],
  { terminology, showPhi, signal, onProgress }: AssessSettings,
  { rows, rates }: Surroundings,
): Promise<Assessment> {
  const profiled = await profileSources(
    works.map(({ input }) => input),
    { ...(signal ? { signal } : {}), onProgress: (done) => onProgress?.('reading', done, rows) },
  );
  using opened = terminology === undefined ? null : openTerminologyStore(terminology);
  const store = opened !== null && opened.releases.length > 0 ? opened : null;
  const found: Found[] = [];
  for (const [i, one] of profiled.entries()) {
    const work = works[i];
    if (work === undefined) continue;
    onProgress?.('joins', 0, null);
    const completed = await completeProfile(one, { look: work.look, ...(store === null ? {} : { store }) });
    const profile = recogniseDomains(completed.profile);
    const patient = assessedPatient(profile, completed.patient?.table.name ?? null);
    onProgress?.('findings', 0, null);
    const findings = qualityFindings(profile, patient?.rows === 0 ? null : patient);
    onProgress?.('scope', 0, null);
    const proposal = work.propose(profile);
    found.push({ profiled: one, profile, told: maskPatientKeys(profile, patient), patient, findings, proposal });
  }
  const [first, ...more] = found;
  if (first === undefined) throw new Error('assess was given no source');
  const proposal = unitedProposal([first.proposal, ...more.map((one) => one.proposal)]);
  const profile = unitedProfile([first.profile, ...more.map((one) => one.profile)]);
  // A migration of nothing has no price.
  const isEmpty = profile.tables.every((table) => table.rows === 0);
  const named = found.map(({ profile: { source }, ...one }) => ({ source, ...one }));
  return {
    chartlift: 'assessment/1',
    software: SOFTWARE,
    profile: unitedProfile([first.told, ...more.map(({ told }) => told)]),
    sources: found.map(({ profile: own, patient }) => assessedSource(own, patient)),
    patient: mainPatient(named),
    findings: unitedFindings(named),
    proposal,
    estimate: isEmpty ? null : ofSeveral(estimateEffort(profile, proposal, rates), proposal, found.length),
    releases: (store?.releases ?? []).map(({ name, version }) => `${name} ${version}`),
    examples: showPhi ? Object.assign({}, ...found.map((one) => examplesOf(one, found.length > 1))) : null,
  };
}

function assessedSource(
  { source, format, product, snapshotAt, tables }: SourceProfile,
  patient: AssessedPatient | null,
): AssessedSource {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
  return { ...{ source, format, product, snapshotAt }, tables: tables.length, rows, bytes, patient };
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

function examplesOf({ told: profile, profiled }: Found, isOneOfSeveral: boolean): NonNullable<Assessment['examples']> {
  const { facts } = profiled;
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
        return [isOneOfSeveral ? tableOf(profile.source, table.name) : table.name, Object.fromEntries(told)];
      }),
  );
}
