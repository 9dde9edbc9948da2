import type { EntryKind, KeyedEntry } from './keying-form.js';
import type { NoteSuggestion } from './note-suggestion.js';
import type { PageBox } from './scan-document.js';

export const WORK_TYPES = [
  'transcribe',
  'verify-ocr',
  'resolve-value',
  'resolve-code',
  'link-document',
  'compare-duplicates',
  'review-chart',
] as const;
export type WorkType = (typeof WORK_TYPES)[number];

/**
 * open: to be taken. second: keyed once, waits for a blind second key by somebody else. adjudicate: two keys differ, waits for a third person. asked: waits for an answer to a
 * question. done, unreadable and cancelled are final until undone.
 */
export const WORK_STATES = ['open', 'second', 'adjudicate', 'asked', 'done', 'unreadable', 'cancelled'] as const;
export type WorkState = (typeof WORK_STATES)[number];

/** What a person is asked. Made by rules, always the same from the same input: `id` is derived from type and subject, so that making items again changes none. */
export interface WorkItem {
  readonly id: string;
  readonly type: WorkType;
  /** What it is about: `document/<id>/<page>`, a locator, or another opaque name. No PHI. */
  readonly subject: string;
  /** Key of the patient row; null: not known (link-document). PHI-adjacent. */
  readonly patient: string | null;
  /** Higher first; equal ones by `due`, then `id`. */
  readonly priority: number;
  /** Day by which it is needed (the patient's next appointment), YYYY-MM-DD; null: none. */
  readonly due: string | null;
  /** Lot for acceptance sampling; null: none. */
  readonly batch: string | null;
  readonly task: WorkTask;
}

/** What there is to do, by type. Holds PHI: stays in the vault. */
export type WorkTask =
  | {
      readonly kind: 'transcribe';
      readonly document: string;
      readonly page: number;
      /** Forms to be keyed; empty: all. */
      readonly forms: readonly EntryKind[];
      readonly suggestions: readonly NoteSuggestion[];
    }
  | {
      readonly kind: 'verify';
      readonly document: string;
      readonly page: number;
      readonly box: PageBox;
      /** What each read saw. */
      readonly reads: readonly string[];
    }
  | {
      readonly kind: 'choose';
      /** In words, without PHI. */
      readonly question: string;
      /** What may be answered; empty: free text. */
      readonly choices: readonly { readonly value: string; readonly label: string }[];
      /** What to look at: locators, documents. */
      readonly evidence: readonly string[];
    };

export type EntryCounts = Readonly<Partial<Record<EntryKind, number>>>;

/** What a person did with an item. */
export type WorkAnswer =
  | {
      readonly kind: 'entries';
      readonly entries: readonly KeyedEntry[];
      /** How many entries of each kind the person counted on the page, those that were not asked about among them; a kind that is absent: none. Absent: nobody counted. */
      readonly counts?: EntryCounts;
    }
  /** Text of the box, or one of the choices. */
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'ask'; readonly question: string };

/**
 * An event in the life of an item, kept as a decision (kind `work`, subject: the item's id) with who and when, only added to. The state of an item is what its events say, in order.
 */
export type WorkEvent =
  | {
      readonly event: 'answer';
      readonly key: 'first' | 'second' | 'adjudication';
      readonly answer: WorkAnswer;
      readonly seconds: number | null;
      readonly keystrokes: number | null;
    }
  | { readonly event: 'reply'; readonly text: string }
  | { readonly event: 'note'; readonly text: string }
  | { readonly event: 'assign'; readonly to: string | null }
  | { readonly event: 'cancel'; readonly reason: string }
  /** Takes back the event of decision `seq`, and whatever followed from it. */
  | { readonly event: 'undo'; readonly seq: number; readonly reason: string };
