import { foldItem, type ItemStanding } from '../abstraction/work/fold-item.js';
import { abstractionsOf } from '../abstraction/work/settled-entries.js';
import type { Abstraction } from '../artifacts/keying-form.js';
import type { GoldKeys, KeyingPolicy, StandingKey } from '../artifacts/keying-policy.js';
import type { Vault } from '../vault/vault.js';
import { type StoredItem, WorkItemStore } from '../vault/work-items.js';
import { allWorkEvents, GOLD_DECISION } from './work-events.js';

/** Document, then page, then id: the order of reading. */
function inPageOrder(a: StoredItem, b: StoredItem): number {
  const place = ({ task }: StoredItem): [string, number] => ('document' in task ? [task.document, task.page] : ['', 0]);
  const [[documentA, pageA], [documentB, pageB]] = [place(a), place(b)];
  if (documentA !== documentB) return documentA < documentB ? -1 : 1;
  if (pageA !== pageB) return pageA - pageB;
  return a.id < b.id ? -1 : 1;
}

interface SettledItem {
  readonly item: StoredItem;
  readonly standing: ItemStanding;
}

/** The transcribed pages that are done by this policy, whatever the queue last said of them; without gold items, in page order. */
function doneItems(vault: Vault, policy: KeyingPolicy): SettledItem[] {
  const events = allWorkEvents(vault);
  return [...new WorkItemStore(vault.db).all()]
    .filter(({ type, gold, standing }) => type === 'transcribe' && !gold && standing.keyers.length > 0)
    .sort(inPageOrder)
    .map((item) => ({ item, standing: foldItem(item, events.get(item.id) ?? [], policy) }))
    .filter(({ standing }) => standing.state === 'done');
}

/** All that counts of what people keyed: of done items whose patient is known, by document, page and place on it. The same decisions give the same list. */
export function settledEntries(vault: Vault, policy: KeyingPolicy): Abstraction[] {
  return doneItems(vault, policy).flatMap(({ item: { id, patient }, standing }) =>
    patient === null ? [] : abstractionsOf({ id, patient }, standing),
  );
}

/** Ids of done items that hand out nothing, for nobody has said yet whose page it is. */
export function settledWithoutPatient(vault: Vault, policy: KeyingPolicy): string[] {
  return doneItems(vault, policy)
    .filter(({ item }) => item.patient === null)
    .map(({ item }) => item.id);
}

/** Gold items that somebody keyed, with what is true of them; for measuring clerks, by id. */
export function goldKeys(vault: Vault, policy: KeyingPolicy): GoldKeys[] {
  const truths = new Map(vault.decisions(GOLD_DECISION).map(({ subject, value }) => [subject, value]));
  const events = allWorkEvents(vault);
  const store = new WorkItemStore(vault.db);
  return [...truths].flatMap(([id, truth]) => {
    const item = store.get(id);
    if (!item?.gold) return [];
    const { keys } = foldItem(item, events.get(id) ?? [], policy);
    return keys.length === 0 ? [] : [{ item, truth: truth as StandingKey['answer'], keys }];
  });
}
