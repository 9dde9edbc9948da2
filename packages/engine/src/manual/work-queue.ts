import { checkAnswer } from '../abstraction/work/check-answer.js';
import { foldItem, type ItemStanding } from '../abstraction/work/fold-item.js';
import { staffName } from '../abstraction/work/item-naming.js';
import { type ItemView, type ShownSuggestions, viewOf } from '../abstraction/work/item-view.js';
import { refusalOf } from '../abstraction/work/refusal.js';
import type { PastEvent } from '../abstraction/work/standing-events.js';
import type { KeyingPolicy } from '../artifacts/keying-policy.js';
import type { WorkEvent, WorkState, WorkType } from '../artifacts/work-item.js';
import { MigrationError } from '../base/error.js';
import type { Vault } from '../vault/vault.js';
import { type Lease, type StoredItem, WorkItemStore } from '../vault/work-items.js';
import { keepDecidedValue } from './work-decisions.js';
import { WORK_DECISION, workEvents } from './work-events.js';

export interface WorkQueueOptions {
  readonly policy: KeyingPolicy;
  /** Default: all. It must be what the policy believes. */
  readonly shown?: ShownSuggestions;
  /** How long a person has for an item before others may be given it; default 30. */
  readonly leaseMinutes?: number;
}

/** An item that a person has taken. */
export interface TakenItem {
  readonly view: ItemView;
  readonly lease: Lease;
}

/** What became of an item by something that a person did. */
export interface WorkOutcome {
  readonly id: string;
  /** Number of the event, by which it can be undone. */
  readonly seq: number;
  readonly state: WorkState;
}

export interface AnswerEffort {
  /** As the face measured them; null: nobody did. */
  readonly seconds?: number | null;
  readonly keystrokes?: number | null;
}

/**
 * The queue of work for people: who is given what, and what they do with it. Each call is one transaction: it is durable when it returns, and where it throws nothing was written.
 * Names are names of staff. Errors: WORK_NAME, WORK_UNKNOWN, and those of `refusalOf` and `checkAnswer`.
 */
export class WorkQueue {
  private readonly items: WorkItemStore;
  private readonly policy: KeyingPolicy;
  private readonly shown: ShownSuggestions;
  private readonly leaseMs: number;

  constructor(
    private readonly vault: Vault,
    { policy, shown = 'all', leaseMinutes = 30 }: WorkQueueOptions,
  ) {
    this.items = new WorkItemStore(vault.db);
    this.policy = policy;
    this.shown = shown;
    this.leaseMs = leaseMinutes * 60_000;
  }

  /** Takes the item whose turn it is for this person, or the one that the person holds already, for as long as a lease lasts; null: there is none. */
  next(who: string, types: readonly WorkType[] = []): TakenItem | null {
    const name = staffName(who);
    return this.vault.transact(() => {
      const now = this.vault.now();
      const id = this.items.held(name, now, types) ?? this.items.nextFree(name, now, types);
      return id === undefined ? null : this.lease(this.stored(id), name, 'work-take');
    });
  }

  /** Holds an item longer. A lease that has run out can be renewed while nobody else has taken the item. Error: WORK_NOT_HOLDER. */
  renew(id: string, who: string): Lease {
    const name = staffName(who);
    return this.vault.transact(() => {
      const item = this.stored(id);
      this.mustHold(item, name);
      return this.lease(item, name, 'work-renew').lease;
    });
  }

  /** Gives an item back unanswered. Error: WORK_NOT_HOLDER. */
  release(id: string, who: string): void {
    const name = staffName(who);
    this.vault.transact(() => {
      this.mustHold(this.stored(id), name);
      this.items.setLease(id, null);
      this.vault.audit({ action: 'work-release', outcome: 'success', object: id, detail: { as: name } });
    });
  }

  /** An answer of who holds the item, checked strictly: entries, a value, "unreadable", or a question. */
  answer(
    id: string,
    who: string,
    given: unknown,
    { seconds = null, keystrokes = null }: AnswerEffort = {},
  ): WorkOutcome {
    return this.happen(id, who, ({ item, standing, refuse }) => {
      // Where nothing is waited for the refusal says so; the stage does not matter.
      const event = { event: 'answer', key: standing.stage ?? 'first', seconds, keystrokes } as const;
      // Whose turn it is not hears that, and nothing of what the answer lacks.
      refuse({ ...event, answer: { kind: 'unreadable', reason: '-' } });
      return { ...event, answer: checkAnswer(item, standing, given) };
    });
  }

  /** Answers the question that the item waits on; then it waits for what it waited for before. */
  reply(id: string, who: string, text: string): WorkOutcome {
    return this.happen(id, who, () => ({ event: 'reply', text }));
  }

  note(id: string, who: string, text: string): WorkOutcome {
    return this.happen(id, who, () => ({ event: 'note', text }));
  }

  /** Gives the next answer of an item to one person alone; null: to anybody. */
  assign(id: string, who: string, to: string | null): WorkOutcome {
    const name = to === null ? null : staffName(to);
    return this.happen(id, who, () => ({ event: 'assign', to: name }));
  }

  cancel(id: string, who: string, reason: string): WorkOutcome {
    return this.happen(id, who, () => ({ event: 'cancel', reason }));
  }

  /** Takes back an event of the item, and what followed from it. */
  undo(id: string, who: string, seq: number, reason: string): WorkOutcome {
    return this.happen(id, who, () => ({ event: 'undo', seq, reason }));
  }

  /** An item as this person may see it, and its events by number; on record, for it shows PHI. */
  show(id: string, who: string): { view: ItemView; lease: Lease | null; events: readonly ShownEvent[] } {
    const name = staffName(who);
    const item = this.stored(id);
    this.vault.audit({ action: 'work-view', outcome: 'success', object: id, detail: { as: name } });
    const events = workEvents(this.vault, id);
    const lease = this.liveLease(item);
    const view = viewOf(item, this.fold(item, events), name, lease?.holder ?? null, this.shown);
    return { view, lease, events: events.map(shownEvent) };
  }

  private happen(id: string, who: string, make: (place: MakingPlace) => WorkEvent): WorkOutcome {
    const name = staffName(who);
    return this.vault.transact(() => {
      const item = this.stored(id);
      const events = workEvents(this.vault, id);
      const standing = this.fold(item, events);
      const refuse = (event: WorkEvent): void => {
        const refused = refusalOf({ id, standing, events, holder: item.lease?.holder ?? null }, event, name);
        if (refused !== null) throw refused;
      };
      const event = make({ item, standing, refuse });
      refuse(event);
      const { seq, at } = this.vault.addDecision(WORK_DECISION, id, event, name);
      const after = this.fold(item, [...events, { seq, who: name, at, event }]);
      const { state, assignee, keyers } = after;
      this.items.setStanding(id, { state, assignee, keyers });
      // Whoever holds it holds it for the answer that it waited for: another answer is another person's.
      if (after.stage !== standing.stage || state !== standing.state || keyers.length !== standing.keyers.length)
        this.items.setLease(id, null);
      keepDecidedValue(this.vault, item, after, name);
      return { id, seq, state };
    });
  }

  private stored(id: string): StoredItem {
    const item = this.items.get(id);
    if (item !== undefined) return item;
    throw new MigrationError('There is no work item of this id', {
      code: 'WORK_UNKNOWN',
      hint: 'See chartlift work list.',
    });
  }

  private fold(item: StoredItem, events: readonly PastEvent[]): ItemStanding {
    const standing = foldItem(item, events, this.policy);
    return item.withdrawn && standing.keyers.length === 0
      ? { ...standing, state: 'cancelled', stage: null, fields: [] }
      : standing;
  }

  private lease(item: StoredItem, who: string, action: string): TakenItem {
    const until = new Date(Date.parse(this.vault.now()) + this.leaseMs).toISOString();
    const lease = { holder: who, until };
    this.items.setLease(item.id, lease);
    this.vault.audit({ action, outcome: 'success', object: item.id, detail: { as: who } });
    return { view: viewOf(item, this.fold(item, workEvents(this.vault, item.id)), who, who, this.shown), lease };
  }

  private liveLease({ lease }: StoredItem): Lease | null {
    return lease !== null && lease.until > this.vault.now() ? lease : null;
  }

  private mustHold({ id, lease }: StoredItem, who: string): void {
    if (lease?.holder === who) return;
    throw new MigrationError('The item is not held by this person', {
      code: 'WORK_NOT_HOLDER',
      where: `work item ${id}`,
      hint: 'Take an item first: chartlift work next.',
    });
  }
}

/** An event of an item without what was answered: who did what, when. */
export interface ShownEvent {
  readonly seq: number;
  readonly who: string;
  readonly at: string;
  readonly event: WorkEvent['event'];
}

const shownEvent = ({ seq, who, at, event }: PastEvent): ShownEvent => ({ seq, who, at, event: event.event });

interface MakingPlace {
  readonly item: StoredItem;
  readonly standing: ItemStanding;
  /** Throws where the event may not happen now. */
  readonly refuse: (event: WorkEvent) => void;
}
