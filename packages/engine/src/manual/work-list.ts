import { WORK_STATES, WORK_TYPES, type WorkItem, type WorkState, type WorkType } from '../artifacts/work-item.js';
import { MigrationError } from '../base/error.js';
import type { Vault } from '../vault/vault.js';
import { WorkItemStore } from '../vault/work-items.js';

/** An item in a list: nothing of its task, nothing of its answers, and nothing that tells a gold item from another. */
export interface ListedWork extends Omit<WorkItem, 'task'> {
  readonly state: WorkState;
  readonly assignee: string | null;
  /** Who holds it at this moment; null: nobody. */
  readonly holder: string | null;
}

export interface ListRequest {
  /** Comma-separated; `all`: every state. Absent: the states that wait for somebody. */
  readonly states?: string;
  /** Comma-separated. */
  readonly types?: string;
  /** Assigned to or held by this person. */
  readonly person?: string;
  /** A day, YYYY-MM-DD, or a number of days from today. */
  readonly due?: string;
  /** Id of the last item of the page before. */
  readonly after?: string;
  readonly limit: number;
}

const WAITING: readonly WorkState[] = ['adjudicate', 'second', 'open', 'asked'];
const DAY_MS = 86_400_000;

const usage = (message: string, hint: string): MigrationError =>
  new MigrationError(message, { code: 'USAGE', kind: 'usage', hint });

function namesOf<Name extends string>(text: string, known: readonly Name[], what: string): Name[] {
  return text.split(',').map((given) => {
    const found = known.find((one) => one === given.trim());
    if (found === undefined) throw usage(`There is no such ${what}`, `One or more of: ${known.join(', ')}.`);
    return found;
  });
}

/** Types by their names, comma-separated. Error: USAGE. */
export const workTypes = (text: string | undefined): WorkType[] =>
  text === undefined ? [] : namesOf(text, WORK_TYPES, 'type of work');

/** Items in the order of turns, page by page. Error: USAGE. */
export function listWork(vault: Vault, { states, types, person, due, after, limit }: ListRequest): ListedWork[] {
  const now = vault.now();
  const rows = new WorkItemStore(vault.db).list({
    states: states === undefined ? WAITING : states === 'all' ? WORK_STATES : namesOf(states, WORK_STATES, 'state'),
    types: workTypes(types),
    ...(person === undefined ? {} : { person: { name: person, now } }),
    ...(due === undefined ? {} : { dueBy: dayOf(due, now) }),
    ...(after === undefined ? {} : { after }),
    limit,
  });
  return rows.map(({ id, type, subject, patient, priority, due: day, batch, standing, lease }) => ({
    ...{ id, type, subject, patient, priority, due: day, batch },
    ...{ state: standing.state, assignee: standing.assignee },
    holder: lease !== null && lease.until > now ? lease.holder : null,
  }));
}

function dayOf(text: string, now: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  if (/^\d{1,5}$/.test(text))
    return new Date(Date.parse(now.slice(0, 10)) + Number(text) * DAY_MS).toISOString().slice(0, 10);
  throw usage('This is no day', 'A day as YYYY-MM-DD, or a number of days from today.');
}
