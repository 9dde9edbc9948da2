import type { WorkEvent } from '../../artifacts/work-item.js';

/** An event with who and when, as the decision of kind `work` holds it. */
export interface PastEvent {
  /** Of the decision. */
  readonly seq: number;
  readonly who: string;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly event: WorkEvent;
}

/**
 * The events of an item that stand, in order: those that no standing undoing takes back. An undoing is itself an event and can be undone; then what it took back stands again, and
 * answers that were given meanwhile, because of it, do not.
 */
export function standingEvents(events: readonly PastEvent[]): PastEvent[] {
  const standing: PastEvent[] = [];
  const takenBack = new Set<number>();
  // From the last: an undoing only reaches back.
  for (const past of events.toReversed()) {
    if (takenBack.has(past.seq)) continue;
    standing.push(past);
    if (past.event.event === 'undo') for (const seq of reachOf(events, past.event.seq, past.seq)) takenBack.add(seq);
  }
  return standing.reverse();
}

/**
 * What an undoing (event `by`) of event `target` takes back: the event itself and what followed from it. From an answer or a reply all answers and replies after it followed; from a
 * question its reply; from the undoing of any of these the answers and replies since; from a note, an assignment or a cancelling nothing.
 */
function reachOf(events: readonly PastEvent[], target: number, by: number): number[] {
  const found = events.find(({ seq }) => seq === target);
  if (found === undefined || target >= by) return [];
  const later = events.filter(({ seq, event }) => seq > target && seq < by && isAnswerOrReply(event));
  if (found.event.event === 'answer' && found.event.answer.kind === 'ask') {
    const reply = later.find(({ event }) => event.event === 'reply');
    return reply === undefined ? [target] : [target, reply.seq];
  }
  return followed(events, found) ? [target, ...later.map(({ seq }) => seq)] : [target];
}

function followed(events: readonly PastEvent[], { seq, event }: PastEvent): boolean {
  if (event.event !== 'undo') return isAnswerOrReply(event);
  const reach = new Set(reachOf(events, event.seq, seq));
  return events.some((one) => reach.has(one.seq) && (one.event.event === 'undo' || isAnswerOrReply(one.event)));
}

const isAnswerOrReply = ({ event }: WorkEvent): boolean => event === 'answer' || event === 'reply';
