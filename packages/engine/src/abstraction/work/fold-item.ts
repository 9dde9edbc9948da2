import type { AskedField, KeyedItem, KeyingPolicy, SettledEntry, StandingKey } from '../../artifacts/keying-policy.js';
import type { WorkState } from '../../artifacts/work-item.js';
import { type PastEvent, standingEvents } from './standing-events.js';

/** Which answer an item waits for. */
export type WorkStage = StandingKey['key'];

/** Something said about an item: words between people, no answers. */
export interface Remark {
  readonly kind: 'note' | 'question' | 'reply';
  readonly seq: number;
  readonly who: string;
  readonly at: string;
  readonly text: string;
  /** Who asked what this replies to; null: no reply. */
  readonly to: string | null;
}

/** "Unreadable", by somebody: no key, and yet an answer. */
export interface UnreadableAnswer {
  readonly seq: number;
  readonly who: string;
  readonly at: string;
  readonly reason: string;
}

/** What the events of an item say of it. */
export interface ItemStanding {
  readonly state: WorkState;
  /** Which answer it waits for; while asked: which it will wait for again; null: none. */
  readonly stage: WorkStage | null;
  readonly assignee: string | null;
  /** Who answered, in order; a question is no answer. */
  readonly keyers: readonly string[];
  readonly keys: readonly StandingKey[];
  readonly unreadable: readonly UnreadableAnswer[];
  readonly remarks: readonly Remark[];
  /** What the policy asks the next person for; empty: all of it. */
  readonly fields: readonly AskedField[];
  readonly settled: readonly SettledEntry[];
  readonly value: string | null;
  /** When the last answer that stands was given; null: none was. */
  readonly answeredAt: string | null;
}

/**
 * The state of an item: what its events say, in order, those that were taken back left out. Total: events that would be refused today (a policy was changed since) count as far as
 * they can; which events are allowed is said by `refusalOf`.
 */
export function foldItem(item: KeyedItem, events: readonly PastEvent[], policy: KeyingPolicy): ItemStanding {
  const keys: StandingKey[] = [];
  const unreadable: UnreadableAnswer[] = [];
  const keyers: string[] = [];
  const remarks: Remark[] = [];
  let asked: Remark | null = null;
  let assignee: string | null = null;
  let cancelled = false;
  let answeredAt: string | null = null;
  let lastIsKey = false;
  for (const { seq, who, at, event } of standingEvents(events)) {
    switch (event.event) {
      case 'note':
        remarks.push({ kind: 'note', seq, who, at, text: event.text, to: null });
        break;
      case 'assign':
        assignee = event.to;
        break;
      case 'cancel':
        cancelled = true;
        break;
      case 'reply':
        remarks.push({ kind: 'reply', seq, who, at, text: event.text, to: asked?.who ?? null });
        asked = null;
        break;
      case 'undo':
        break;
      case 'answer': {
        const { answer, seconds, keystrokes } = event;
        if (answer.kind === 'ask') {
          asked = { kind: 'question', seq, who, at, text: answer.question, to: null };
          remarks.push(asked);
          break;
        }
        keyers.push(who);
        // It was this person's turn; the next key is another's.
        assignee = null;
        answeredAt = at;
        lastIsKey = answer.kind !== 'unreadable';
        if (answer.kind === 'unreadable') unreadable.push({ seq, who, at, reason: answer.reason });
        else {
          const later = event.key === 'adjudication' ? 'adjudication' : 'second';
          keys.push({ seq, who, at, key: keys.length === 0 ? 'first' : later, answer, seconds, keystrokes });
        }
      }
    }
  }
  const turn = turnOf(item, keys, unreadable, lastIsKey, policy);
  const state: WorkState = cancelled ? 'cancelled' : asked !== null ? 'asked' : turn.state;
  return {
    ...{ state, assignee, keyers, keys, unreadable, remarks, answeredAt },
    stage: cancelled ? null : (STAGES.get(turn.state) ?? null),
    fields: cancelled ? [] : turn.fields,
    settled: state === 'done' ? turn.settled : [],
    value: state === 'done' ? turn.value : null,
  };
}

const STAGES: ReadonlyMap<WorkState, WorkStage> = new Map([
  ['open', 'first'],
  ['second', 'second'],
  ['adjudicate', 'adjudication'],
]);

interface Turn extends Pick<ItemStanding, 'fields' | 'settled' | 'value'> {
  readonly state: WorkState;
}

/**
 * "Unreadable" is final when two people say so and nobody has read more since: one person's poor screen loses no page. Said by one alone, another person tries: blind where nothing
 * is keyed yet, as a third person where a key stands that the second could not see.
 */
function turnOf(
  item: KeyedItem,
  keys: readonly StandingKey[],
  unreadable: readonly UnreadableAnswer[],
  lastIsKey: boolean,
  policy: KeyingPolicy,
): Turn {
  const nothing = { fields: [], settled: [], value: null };
  if (keys.length === 0 && unreadable.length === 0) return { state: 'open', ...nothing };
  if (!lastIsKey) {
    if (unreadable.length > 1) return { state: 'unreadable', ...nothing };
    return { state: keys.length === 0 ? 'second' : 'adjudicate', ...nothing };
  }
  const { next, fields, settled, value } = policy.after(item, keys);
  return { state: next, fields, settled, value };
}
