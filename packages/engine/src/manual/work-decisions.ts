import type { ItemStanding } from '../abstraction/work/fold-item.js';
import { documentOf } from '../abstraction/work/item-naming.js';
import type { WorkType } from '../artifacts/work-item.js';
import { JOIN_DECISION } from '../linkage/join-lanes.js';
import type { Decision } from '../vault/decisions.js';
import type { Vault } from '../vault/vault.js';
import type { StoredItem } from '../vault/work-items.js';

/** Value of a decision of kind `document-link`, subject: the document's id. */
export interface DecidedLink {
  /** Key of the patient row; null: nobody's. */
  readonly patient: string | null;
  /** The work item that it was decided by. */
  readonly item: string;
}

/**
 * Value of a decision of the other kinds, each named as the type of its items (`resolve-value`, `resolve-code`, `verify-ocr` ...), but for `compare-duplicates`, whose verdicts on pairs
 * are of kind `join-lanes`; subject: that of the item.
 */
export interface DecidedValue {
  readonly value: string;
  readonly item: string;
}

/** Kind and subject of the decision by which the answer of an item is told to other stages; null: it is told by entries. */
function placeOf({ type, subject }: { readonly type: WorkType; readonly subject: string }) {
  if (type === 'transcribe') return null;
  if (type === 'compare-duplicates') return { kind: JOIN_DECISION, subject };
  if (type !== 'link-document') return { kind: type, subject };
  return { kind: 'document-link', subject: documentOf(subject) ?? subject };
}

/**
 * Tells other stages what was answered to an item that asks for a value, as a decision of its own: written when the item is done, and taken back (value null) when it is not done any
 * more, unless somebody decided otherwise since. A gold item tells nothing. Part of the caller's transaction.
 */
export function keepDecidedValue(vault: Vault, item: StoredItem, standing: ItemStanding, who: string): void {
  const place = item.gold ? null : placeOf(item);
  if (place === null) return;
  const last = vault.decisions(place.kind, place.subject).at(-1);
  const wanted = standing.state === 'done' ? standing.value : null;
  if (wanted === null) {
    if (itemOf(last) === item.id) vault.addDecision(place.kind, place.subject, null, who);
    return;
  }
  const value =
    place.kind === 'document-link'
      ? { patient: wanted === '' ? null : wanted, item: item.id }
      : { value: wanted, item: item.id };
  if (JSON.stringify(last?.value) === JSON.stringify(value)) return;
  vault.addDecision(place.kind, place.subject, value, who);
}

const itemOf = (decision: Decision | undefined): unknown =>
  (decision?.value as { item?: unknown } | null | undefined)?.item;

/** What people decided of a kind, by subject: the last word on each, those that were taken back left out. */
export function decidedValues(
  vault: Vault,
  kind: Exclude<WorkType, 'transcribe' | 'link-document' | 'compare-duplicates'>,
): Map<string, string> {
  const decided = new Map<string, string>();
  for (const { subject, value } of vault.decisions(kind)) {
    const told = (value as Partial<DecidedValue> | null)?.value;
    if (typeof told === 'string') decided.set(subject, told);
    else decided.delete(subject);
  }
  return decided;
}
