import { foldItem } from '../abstraction/work/fold-item.js';
import type { PastEvent } from '../abstraction/work/standing-events.js';
import type { KeyingPolicy, StandingKey } from '../artifacts/keying-policy.js';
import type { WorkItem, WorkTask, WorkType } from '../artifacts/work-item.js';
import type { Vault } from '../vault/vault.js';
import { type StoredItem, type StoredStanding, WorkItemStore } from '../vault/work-items.js';
import { allWorkEvents, GOLD_DECISION } from './work-events.js';

export interface MadeItems {
  /** Who makes them: a rule's name. Items that the same maker made before and makes no longer are withdrawn. */
  readonly maker: string;
  readonly items: Iterable<WorkItem>;
  /** What is true of the gold items among them, by id. */
  readonly gold?: ReadonlyMap<string, StandingKey['answer']>;
  readonly policy: KeyingPolicy;
}

export interface MakingResult {
  readonly added: number;
  /** Priority, day, patient, lot or task are others than before. */
  readonly changed: number;
  readonly unchanged: number;
  /** Made no longer, and nobody had answered. */
  readonly withdrawn: number;
  /** Had been withdrawn, and are made again. */
  readonly returned: number;
  /** Made no longer, and held by somebody at this moment: left for the next time. */
  readonly held: number;
}

const TASK_KINDS: Readonly<Record<WorkType, WorkTask['kind']>> = {
  transcribe: 'transcribe',
  'verify-ocr': 'verify',
  'resolve-value': 'choose',
  'resolve-code': 'choose',
  'link-document': 'choose',
  'compare-duplicates': 'choose',
  'review-chart': 'choose',
};

/**
 * Takes all items of a maker, once or again: the same items change nothing, and nothing that people did is ever changed. An item that was answered keeps its task, as those who answered
 * saw it, and stays when it is made no longer; one that nobody answered is withdrawn (state cancelled, by no person), and comes back when it is made again. An item that another
 * maker made before becomes this one's.
 */
export function putItems(vault: Vault, { maker, items, gold = new Map(), policy }: MadeItems): MakingResult {
  const store = new WorkItemStore(vault.db);
  return vault.transact(() => {
    const count = { added: 0, changed: 0, unchanged: 0, withdrawn: 0, returned: 0, held: 0 };
    const [made, events, now] = [new Set<string>(), allWorkEvents(vault), vault.now()];
    for (const item of items) {
      if (TASK_KINDS[item.type] !== item.task.kind)
        throw new TypeError(`an item of type ${item.type} has another task`);
      if (made.has(item.id)) throw new TypeError('an item was made twice at once');
      made.add(item.id);
      const truth = gold.get(item.id);
      count[
        putOne(store, { maker, item, isGold: truth !== undefined, events: events.get(item.id) ?? [], policy, now })
      ]++;
      if (truth !== undefined) keepTruth(vault, item.id, truth);
    }
    for (const { id, lease } of store.unanswered(maker)) {
      if (made.has(id)) continue;
      if (lease !== null && lease.until > now) count.held++;
      else {
        store.withdraw(id);
        count.withdrawn++;
      }
    }
    vault.audit({ action: 'work-make', outcome: 'success', object: maker, detail: { ...count } });
    return count;
  });
}

interface OneItem {
  readonly maker: string;
  readonly item: WorkItem;
  readonly isGold: boolean;
  readonly events: readonly PastEvent[];
  readonly policy: KeyingPolicy;
  readonly now: string;
}

function putOne(store: WorkItemStore, { maker, item, isGold, events, policy, now }: OneItem): keyof MakingResult {
  const before = store.get(item.id);
  const { id, type, subject, patient, priority, due, batch } = item;
  const isAnswered = before !== undefined && (before.standing.keyers.length > 0 || before.standing.state === 'asked');
  const task = isAnswered ? before.task : item.task;
  const next = { id, type, subject, patient, priority, due, batch, task, maker, withdrawn: false, gold: isGold };
  const same =
    before !== undefined &&
    !before.withdrawn &&
    JSON.stringify(pickMade(before)) === JSON.stringify(pickMade({ ...before, ...next }));
  if (same) return 'unchanged';
  const standing = standingOf({ ...next, gold: isGold }, events, policy);
  store.put({ ...next, madeAt: before?.madeAt ?? now, standing });
  return before === undefined ? 'added' : before.withdrawn ? 'returned' : 'changed';
}

const pickMade = ({ patient, priority, due, batch, task, maker, gold }: Omit<StoredItem, 'standing' | 'lease'>) => [
  ...[patient, priority, due, batch, task, maker, gold],
];

function standingOf(
  item: Pick<StoredItem, 'gold' | 'withdrawn'> & WorkItem,
  events: readonly PastEvent[],
  policy: KeyingPolicy,
): StoredStanding {
  const { state, assignee, keyers } = foldItem(item, events, policy);
  return { state: item.withdrawn && keyers.length === 0 ? 'cancelled' : state, assignee, keyers };
}

/** The truth of a gold item is a decision too: it is only added to, and it stays in the vault. */
function keepTruth(vault: Vault, id: string, truth: StandingKey['answer']): void {
  const last = vault.decisions(GOLD_DECISION, id).at(-1);
  if (JSON.stringify(last?.value) !== JSON.stringify(truth)) vault.addDecision(GOLD_DECISION, id, truth);
}

/** Makes state, assignee and keyers of every item again from its decisions, by this policy; how many were others than they should be. Needed after a change of the policy alone. */
export function rebuildWork(vault: Vault, policy: KeyingPolicy): { readonly items: number; readonly changed: number } {
  const store = new WorkItemStore(vault.db);
  return vault.transact(() => {
    const events = allWorkEvents(vault);
    let [items, changed] = [0, 0];
    for (const item of store.all()) {
      items++;
      const standing = standingOf(item, events.get(item.id) ?? [], policy);
      if (JSON.stringify(standing) === JSON.stringify(item.standing)) continue;
      changed++;
      store.setStanding(item.id, standing);
      store.setLease(item.id, null);
    }
    vault.audit({ action: 'work-rebuild', outcome: 'success', object: 'work', detail: { items, changed } });
    return { items, changed };
  });
}
