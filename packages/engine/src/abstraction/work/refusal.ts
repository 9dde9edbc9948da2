import type { WorkEvent } from '../../artifacts/work-item.js';
import { MigrationError } from '../../base/error.js';
import type { ItemStanding } from './fold-item.js';
import { type PastEvent, standingEvents } from './standing-events.js';

/** What a new event is held against. */
export interface EventPlace {
  readonly id: string;
  readonly standing: ItemStanding;
  readonly events: readonly PastEvent[];
  /** Who took the item last and has not given it back, whether or not the time has run out; null: nobody. */
  readonly holder: string | null;
}

const HINTS = {
  WORK_STATE: 'See what it waits for: chartlift work show ID.',
  WORK_SAME_PERSON: 'Take another item: chartlift work next.',
  WORK_NOT_HOLDER: 'Take an item first: chartlift work next.',
  WORK_UNDO: 'The events of an item and their numbers: chartlift work show ID --json.',
  WORK_EMPTY: 'Give the words of it.',
} as const;

const refuse = (id: string, code: keyof typeof HINTS, message: string): MigrationError =>
  new MigrationError(message, { code, where: `work item ${id}`, hint: HINTS[code] });

/** Why `who` may not do this to the item now; null: it may be done. Codes: WORK_STATE, WORK_SAME_PERSON, WORK_NOT_HOLDER, WORK_UNDO, WORK_EMPTY. */
export function refusalOf(place: EventPlace, event: WorkEvent, who: string): MigrationError | null {
  const { id, standing, events, holder } = place;
  const { state, stage, keyers } = standing;
  switch (event.event) {
    case 'answer':
      if (stage === null || state === 'asked')
        return refuse(id, 'WORK_STATE', `The item waits for no answer: it is ${state}`);
      if (keyers.includes(who))
        return refuse(id, 'WORK_SAME_PERSON', 'The same person cannot answer an item twice: another must look at it');
      if (holder !== who) return refuse(id, 'WORK_NOT_HOLDER', 'The item is not held by who answers it');
      if (event.key !== stage) return refuse(id, 'WORK_STATE', `The item waits for another answer: ${stage}`);
      if (event.answer.kind === 'ask') return emptyOf(id, event.answer.question);
      return event.answer.kind === 'unreadable' ? emptyOf(id, event.answer.reason) : null;
    case 'reply':
      if (state !== 'asked') return refuse(id, 'WORK_STATE', `Nothing is asked of the item: it is ${state}`);
      return emptyOf(id, event.text);
    case 'note':
      return emptyOf(id, event.text);
    case 'assign':
      if (stage === null) return refuse(id, 'WORK_STATE', `The item waits for nobody: it is ${state}`);
      if (event.to !== null && keyers.includes(event.to))
        return refuse(id, 'WORK_SAME_PERSON', 'This person has answered the item already: another must look at it');
      return null;
    case 'cancel':
      if (stage === null) return refuse(id, 'WORK_STATE', `The item is ${state} already`);
      return emptyOf(id, event.reason);
    case 'undo':
      if (!standingEvents(events).some(({ seq }) => seq === event.seq))
        return refuse(id, 'WORK_UNDO', 'There is no such event of the item that stands');
      return emptyOf(id, event.reason);
  }
}

const emptyOf = (id: string, text: string): MigrationError | null =>
  text.trim() === '' ? refuse(id, 'WORK_EMPTY', 'The text is empty') : null;
