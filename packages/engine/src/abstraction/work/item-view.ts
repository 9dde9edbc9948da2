import { type EntryKind, KEYING_FORMS } from '../../artifacts/keying-form.js';
import type { AskedField, StandingKey } from '../../artifacts/keying-policy.js';
import type { NoteSuggestion } from '../../artifacts/note-suggestion.js';
import type { WorkItem, WorkState, WorkTask } from '../../artifacts/work-item.js';
import type { ItemStanding, Remark, UnreadableAnswer, WorkStage } from './fold-item.js';

/** An answer as it is shown. */
export interface ShownKey extends Pick<StandingKey, 'seq' | 'key' | 'answer'> {
  /** null: not told, so that a third person judges the answers and not the people. */
  readonly who: string | null;
}

/** An item as one person may see it. Holds PHI. */
export interface ItemView extends WorkItem {
  readonly state: WorkState;
  readonly stage: WorkStage | null;
  readonly assignee: string | null;
  /** What to key or to decide between; empty: all of it. */
  readonly fields: readonly AskedField[];
  /** Whether this person is to count the entries of each kind beside: the only look at what nobody keyed. */
  readonly countEntries: boolean;
  /** Empty for a person who is still to key it blind. */
  readonly keys: readonly ShownKey[];
  readonly unreadable: readonly Pick<UnreadableAnswer, 'seq' | 'reason'>[];
  readonly remarks: readonly Remark[];
}

/** Which of a machine's suggestions a person sees while keying blind: where its reading counts as a second source, the person must not have had it before their eyes. */
export type ShownSuggestions = 'none' | 'other-fields' | 'all';

/**
 * What `who` may see of an item. No earlier answer is shown to a person who could still key it: only to those who answered themselves, to who holds it for adjudication (without
 * names), and to everybody once nothing is waited for. The same holds for what those who answered said about it, and what they were told: questions quote what was read.
 */
export function viewOf(
  item: WorkItem,
  standing: ItemStanding,
  who: string,
  holder: string | null,
  shown: ShownSuggestions = 'all',
): ItemView {
  const { state, stage, assignee, fields, keys, unreadable, remarks, keyers } = standing;
  const adjudicates = stage === 'adjudication' && state === 'adjudicate' && holder === who;
  const isFree = stage === null || keyers.includes(who);
  const sees = isFree || adjudicates;
  const { id, type, subject, patient, priority, due, batch, task } = item;
  return {
    ...{ id, type, subject, patient, priority, due, batch, state, stage, assignee },
    task: sees ? task : shownTask(task, shown),
    countEntries: stage === 'second' && fields.length > 0,
    fields: sees ? fields : fields.map((field) => ({ ...field, candidates: [] })),
    keys: sees ? keys.map(({ seq, key, answer, who: by }) => ({ seq, key, answer, who: isFree ? by : null })) : [],
    unreadable: sees ? unreadable.map(({ seq, reason }) => ({ seq, reason })) : [],
    remarks: sees
      ? remarks
      : remarks.filter(
          (one) => one.who === who || one.to === who || !(keyers.includes(one.who) || keyers.includes(one.to ?? '')),
        ),
  };
}

function shownTask(task: WorkTask, shown: ShownSuggestions): WorkTask {
  if (task.kind !== 'transcribe' || shown === 'all') return task;
  return { ...task, suggestions: shown === 'none' ? [] : task.suggestions.map(withoutRisky) };
}

/** A suggestion without the fields that are keyed twice, and without the words of the note, which hold them. */
function withoutRisky(suggestion: NoteSuggestion): NoteSuggestion {
  const form = KEYING_FORMS[suggestion.kind as EntryKind] ?? [];
  const kept = <T>(of: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(of).filter(([name]) => form.some((one) => one.name === name && !one.risky)));
  return { ...suggestion, text: '', fields: kept(suggestion.fields), spans: kept(suggestion.spans) };
}
