import type { PastEvent } from '../abstraction/work/standing-events.js';
import type { WorkEvent } from '../artifacts/work-item.js';
import type { Vault } from '../vault/vault.js';

/** Kind of the decisions that are events of work items. */
export const WORK_DECISION = 'work';
/** Kind of the decisions that say what is true of a gold item. */
export const GOLD_DECISION = 'work-gold';

/** The events of an item, in order. */
export function workEvents(vault: Vault, id: string): PastEvent[] {
  return vault
    .decisions(WORK_DECISION, id)
    .map(({ seq, who, at, value }) => ({ seq, who, at, event: value as WorkEvent }));
}

/** The events of all items that have any, item by item. */
export function allWorkEvents(vault: Vault): Map<string, PastEvent[]> {
  const events = new Map<string, PastEvent[]>();
  for (const { seq, who, at, subject, value } of vault.decisions(WORK_DECISION)) {
    const past = { seq, who, at, event: value as WorkEvent };
    const before = events.get(subject);
    if (before === undefined) events.set(subject, [past]);
    else before.push(past);
  }
  return events;
}
