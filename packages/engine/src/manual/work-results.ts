import { foldItem } from '../abstraction/work/fold-item.js';
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

/** The transcribed pages that are done, without gold items, in page order. */
const doneItems = (vault: Vault): StoredItem[] =>
  [...new WorkItemStore(vault.db).all('done')]
    .filter((item) => item.type === 'transcribe' && !item.gold)
    .sort(inPageOrder);

/** All that counts of what people keyed: of done items whose patient is known, by document, page and place on it. The same decisions give the same list. */
export function settledEntries(vault: Vault, policy: KeyingPolicy): Abstraction[] {
  const events = allWorkEvents(vault);
  return doneItems(vault).flatMap((item) =>
    item.patient === null
      ? []
      : abstractionsOf({ id: item.id, patient: item.patient }, foldItem(item, events.get(item.id) ?? [], policy)),
  );
}

/** Ids of done items that hand out nothing, for nobody has said yet whose page it is. */
export function settledWithoutPatient(vault: Vault): string[] {
  return doneItems(vault)
    .filter(({ patient }) => patient === null)
    .map(({ id }) => id);
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
