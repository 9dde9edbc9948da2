import type { EntryKind, KeyedEntry, KeyingMethod, PagePlace } from './keying-form.js';
import type { WorkAnswer, WorkItem } from './work-item.js';

/** What a person keyed, as an event that stands (nobody took it back). "Unreadable" and questions are no keys: the queue handles them itself. */
export interface StandingKey {
  /** Of the decision that holds it. */
  readonly seq: number;
  readonly who: string;
  /** RFC 3339, UTC. */
  readonly at: string;
  /** The first of the keys is always `first`. There may be a third person's `adjudication` without a `second`: the second person could not read the page. */
  readonly key: 'first' | 'second' | 'adjudication';
  readonly answer: Extract<WorkAnswer, { readonly kind: 'entries' | 'value' }>;
  readonly seconds: number | null;
  readonly keystrokes: number | null;
}

/** An item as a policy sees it. */
export interface KeyedItem extends WorkItem {
  /** Seeded to measure clerks: its true answer is known. */
  readonly gold: boolean;
}

/** A field that another person is to key (blind) or to decide between. */
export interface AskedField {
  /** Ordinal of the entry among those of the first key, from 0; of an entry that only a later key has, beyond them. */
  readonly entry: number;
  readonly kind: EntryKind;
  /** Where to look: the only thing of the first key that a blind second person is shown. */
  readonly place: PagePlace;
  /** null: the entry as a whole, for not everybody saw one there. */
  readonly field: string | null;
  /** What was keyed, in the order of keys; null: not stated on the page. For adjudication; never shown to a second person, empty where there is nothing to decide between. */
  readonly candidates: readonly (string | null)[];
  /** Values of the entry that two sources agree on, shown to say which entry is meant where the place alone does not; absent: the place says it. */
  readonly anchor?: Readonly<Record<string, string>>;
}

/** A keyed entry as it stands after all keys. */
export interface SettledEntry extends KeyedEntry {
  /** By field name; every field of `fields`. */
  readonly methods: Readonly<Record<string, KeyingMethod>>;
  readonly abstractor: string;
  /** Who keyed second or adjudicated; null: nobody. */
  readonly reviewer: string | null;
}

export interface KeyingVerdict {
  /** done: what is keyed counts. second: a blind key by another person is wanted. adjudicate: keys differ, a third person decides. */
  readonly next: 'done' | 'second' | 'adjudicate';
  /** What is to be keyed or decided next; empty with `second`: all of it. Empty with `done`. */
  readonly fields: readonly AskedField[];
  /** What counts, in page order; empty unless done, and for items that are answered with a value. */
  readonly settled: readonly SettledEntry[];
  /** What counts of an item that is answered with a value; null unless done, and for items that are answered with entries. */
  readonly value: string | null;
}

/**
 * Whether what was keyed counts or whose eyes it needs next. A function of item and keys alone, asked again whenever the state of an item is made anew: the same keys must give
 * the same verdict (a policy that goes by a clerk's error rate is given it once, as a setting). After an adjudication it says `done`, or `adjudicate` again for yet another person.
 */
export interface KeyingPolicy {
  /** `keys`: at least one, in order, each of another person. */
  after(item: KeyedItem, keys: readonly StandingKey[]): KeyingVerdict;
}

/** A gold item that somebody keyed: what is true, and what was keyed. For measuring clerks. */
export interface GoldKeys {
  readonly item: KeyedItem;
  readonly truth: StandingKey['answer'];
  /** As they stand, in order. */
  readonly keys: readonly StandingKey[];
}
