import type { AttributeTable } from '../artifacts/attribute-profile.js';
import { readReview } from '../artifacts/mapping-review.js';
import type { SourceProfile } from '../artifacts/source-profile.js';
import { readAttributes } from '../profile/attributes/attribute-reader.js';
import { recogniseDomains } from '../profile/domain/recognise-domains.js';
import { databaseSources } from '../project/workspace.js';
import { draftSpecs } from '../suggestion/draft/draft.js';
import type { Drafts } from '../suggestion/draft/plan.js';
import type { Ranked } from '../suggestion/ranking.js';
import { rankMappings } from '../suggestion/suggest.js';
import type { StagedSource } from '../vault/contract.js';
import type { Vault } from '../vault/vault.js';
import { knowledge, profileInputs, type SuggestRequest } from './map-suggest.js';
import { lookAgainAtStaged, profileInputOfStaged } from './profile-input.js';
import { stagedRowQuestions } from './row-questions.js';

/** A staged source read once: what it is, and who its patients are. */
export interface ReadSource {
  readonly source: StagedSource;
  readonly profile: SourceProfile;
  /** Table with a row for each patient; null where none was found. */
  readonly patients: string | null;
  /** What its attribute-value tables hold: in memory only. */
  readonly attributes: readonly AttributeTable[];
}

/** Reads staged sources together: structure, and what their tables are about. */
export async function readStaged(
  vault: Vault,
  sources: readonly StagedSource[],
  { signal, onProgress }: Pick<SuggestRequest, 'signal' | 'onProgress'>,
): Promise<readonly ReadSource[]> {
  const rows = sources.flatMap(({ tables }) => tables).reduce((sum, table) => sum + table.rows, 0);
  const completed = await profileInputs(
    sources.map((source) => profileInputOfStaged(vault, source)),
    { ...(signal ? { signal } : {}), onProgress: (done) => onProgress?.(done, rows) },
  );
  const read: ReadSource[] = [];
  for (const [i, source] of sources.entries()) {
    const one = completed[i];
    if (one === undefined) continue;
    const profile = recogniseDomains(one.profile);
    const attributes = await readAttributes(profile, lookAgainAtStaged(vault, source), one.people);
    read.push({ source, profile, patients: one.patient?.table.name ?? null, attributes });
  }
  return read;
}

/** The specs that suggestions give for a source that was read; what a person rejected is in none of them. Writes nothing. */
export function draftStaged(
  dir: string,
  vault: Vault,
  { source, profile, patients, attributes }: ReadSource,
  request: Pick<SuggestRequest, 'memory' | 'presets' | 'env'>,
): { readonly found: readonly Ranked[]; readonly drafts: Drafts } {
  const rejected = new Set(
    readReview(dir)
      .filter((row) => row.status === 'rejected')
      .flatMap((row) => row.columns.map((column) => placeOf(row.table, column, row.target))),
  );
  const found = rankMappings(profile, knowledge(request));
  const drafts = draftSpecs(profile, found, {
    attributes,
    rank: (tables) => rankMappings(tables, knowledge(request)),
    patients,
    source: databaseSources(vault).length > 1 ? source.name : null,
    rejected: (table, column, target) => rejected.has(placeOf(table, column, target)),
    rows: stagedRowQuestions(vault.db, source.tables),
  });
  return { found, drafts };
}

const placeOf = (table: string, column: string, target: string): string => `${table}\u0000${column}\u0000${target}`;
