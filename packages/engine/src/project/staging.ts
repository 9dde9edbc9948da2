import { type StageRequest, type StageResult, stageSource } from '../sources/stage.js';
import type { Vault } from '../vault/vault.js';
import { isStagedWhole } from './staged-whole.js';
import { settleIdNamespace } from './workspace.js';

/** Stages a source into a workspace; the first one settles the namespace of all ids. Errors: as `stageSource`. */
export async function stageIntoWorkspace(
  dir: string,
  vault: Vault,
  request: Omit<StageRequest, 'vault'>,
): Promise<StageResult> {
  const result = await stageSource({
    ...request,
    vault: {
      source: (name) => vault.source(name),
      dropSource: (name) => vault.dropSource(name),
      beginStaging: ({ tables, ...source }) => vault.beginStaging({ ...source, catalog: { tables } }),
    },
  });
  const first = vault.sources()[0];
  if (first?.complete) settleIdNamespace(dir, first);
  // Staged before or now: what was not whole then is not whole today.
  return { ...result, whole: isStagedWhole(vault, result.source) };
}
