import { machineEntries } from '../abstraction/keying/machine-reading.js';
import { keyingPolicy } from '../abstraction/keying/policy.js';
import { DEFAULT_KEYING } from '../abstraction/keying/settings.js';
import type { ShownSuggestions } from '../abstraction/work/item-view.js';
import type { KeyedItem, KeyingPolicy } from '../artifacts/keying-policy.js';
import { readWorkspaceConfig } from '../artifacts/workspace.js';
import { asOfDate } from '../project/workspace.js';
import type { Vault } from '../vault/vault.js';
import { keyingReaders } from './keying-readers.js';
import { pageTextOf } from './work-page.js';

/** By which the queue of a workspace settles what is keyed, and what people see while they key: one without the other would count a reading that was copied as a second one. */
export interface LaneRules {
  readonly policy: KeyingPolicy;
  readonly shown: ShownSuggestions;
}

/** A machine's suggestions stay hidden while somebody keys, so that they can be a second source. */
const SHOWN: ShownSuggestions = 'none';

/** The rules of a workspace. Error: WORKSPACE_MISSING. */
export function laneRules(dir: string, vault: Vault): LaneRules {
  const config = readWorkspaceConfig(dir);
  const year = Number(asOfDate(config, vault.sources()).slice(0, 4));
  const readers = keyingReaders({
    ...(config.dateOrder === undefined ? {} : { dateOrder: config.dateOrder }),
    ...(year > 0 ? { latestYear: year } : {}),
  });
  const machine = (item: KeyedItem) => machineOf(vault, item);
  return { policy: keyingPolicy({ settings: DEFAULT_KEYING, readers, machine }), shown: SHOWN };
}

/** What a machine found on the page of an item, with the certainty of its reading; a page with a text of its own had not to be read; one that nobody has read says nothing. */
function machineOf(vault: Vault, { task }: KeyedItem) {
  if (task.kind !== 'transcribe') return [];
  const reading = vault.documents.reading(task.document, task.page)?.reading ?? null;
  if (reading === null && pageTextOf(vault, task, 'own') === null) return [];
  return machineEntries(task.suggestions, reading, task, SHOWN);
}
