import { WORK_STATES, WORK_TYPES, type WorkState, type WorkType } from '../artifacts/work-item.js';
import type { Vault } from '../vault/vault.js';
import { type GivenAnswer, type WorkCount, WorkFigures } from '../vault/work-figures.js';

export interface WorkStatus {
  /** By state; withdrawn items are counted apart. */
  readonly states: Readonly<Record<WorkState, number>>;
  readonly withdrawn: number;
  readonly types: readonly { readonly type: WorkType; readonly states: Partial<Readonly<Record<WorkState, number>>> }[];
  /** When the oldest item that waits was made, RFC 3339; null: none waits. */
  readonly oldest: string | null;
  /** Items that wait, by the day that they are needed by: before today, from today on within so many days, later, or on no day. */
  readonly due: {
    readonly overdue: number;
    readonly within7: number;
    readonly within30: number;
    readonly later: number;
    readonly none: number;
  };
  /** Who has work or has done some, by name. */
  readonly people: readonly PersonFigures[];
  readonly left: WorkLeft;
}

export interface PersonFigures {
  readonly who: string;
  /** Items that wait for this person alone. */
  readonly assigned: number;
  readonly held: number;
  /** Answers given, taken back since or not. */
  readonly answers: number;
  /** Answers an hour, of those whose time is known; null: of none. */
  readonly perHour: number | null;
}

export interface WorkLeft {
  readonly items: number;
  /** Answers that are still to be given, by what finished items of the type took; one each where none is finished. */
  readonly answers: number;
  /** At the time that answers of the type took so far; null: of no type that is left is it known. */
  readonly hours: number | null;
  /** Types that are left and that `hours` does not count: nobody has answered one in a known time. */
  readonly untimed: readonly WorkType[];
}

const WAITING: ReadonlySet<WorkState> = new Set(['open', 'second', 'adjudicate', 'asked']);
/** Between two answers of a person: beyond this it was a pause. */
const PAUSE_MS = 30 * 60_000;
const DAY_MS = 86_400_000;

/** The queue in figures: no subjects, no patients. */
export function workStatus(vault: Vault): WorkStatus {
  const figures = new WorkFigures(vault.db);
  const counts = figures.counts();
  const times = new AnswerTimes(figures.answers());
  const now = vault.now();
  return {
    states: everyState(counts),
    withdrawn: figures.withdrawn(),
    types: WORK_TYPES.flatMap((type) => {
      const own = counts.filter((one) => one.type === type);
      return own.length === 0 ? [] : [{ type, states: sumBy(own) }];
    }),
    oldest: waiting(counts).reduce<string | null>((a, { oldest }) => (a === null || oldest < a ? oldest : a), null),
    due: dueFigures(figures, now.slice(0, 10)),
    people: peopleOf(figures, counts, times, now),
    left: leftOf(figures, counts, times),
  };
}

const waiting = (counts: readonly WorkCount[]): WorkCount[] => counts.filter(({ state }) => WAITING.has(state));

function sumBy(counts: readonly WorkCount[]): Partial<Record<WorkState, number>> {
  const sums: Partial<Record<WorkState, number>> = {};
  for (const { state, items } of counts) sums[state] = (sums[state] ?? 0) + items;
  return sums;
}

function everyState(counts: readonly WorkCount[]): Record<WorkState, number> {
  const sums = sumBy(counts);
  return Object.fromEntries(WORK_STATES.map((state) => [state, sums[state] ?? 0])) as Record<WorkState, number>;
}

function dueFigures(figures: WorkFigures, today: string): WorkStatus['due'] {
  const due = { overdue: 0, within7: 0, within30: 0, later: 0, none: 0 };
  for (const { due: day, items } of figures.dueDays()) {
    const days = day === null ? null : (Date.parse(day) - Date.parse(today)) / DAY_MS;
    if (days === null) due.none += items;
    else if (days < 0) due.overdue += items;
    else if (days <= 7) due.within7 += items;
    else if (days <= 30) due.within30 += items;
    else due.later += items;
  }
  return due;
}

/** How long answers took: as the face measured it, else the time since the person's answer before, where that was no pause. */
class AnswerTimes {
  readonly byPerson = new Map<string, { answers: number; timed: number; seconds: number }>();
  readonly byType = new Map<WorkType, { timed: number; seconds: number }>();

  constructor(answers: Iterable<GivenAnswer>) {
    const last = new Map<string, number>();
    for (const { who, at, type, seconds } of answers) {
      const moment = Date.parse(at);
      const gap = moment - (last.get(who) ?? Number.NEGATIVE_INFINITY);
      last.set(who, moment);
      const took = seconds ?? (gap <= PAUSE_MS ? gap / 1000 : null);
      const person = this.byPerson.get(who) ?? { answers: 0, timed: 0, seconds: 0 };
      person.answers++;
      this.byPerson.set(who, person);
      if (took === null) continue;
      const kind = this.byType.get(type) ?? { timed: 0, seconds: 0 };
      this.byType.set(type, kind);
      for (const sum of [person, kind]) {
        sum.timed++;
        sum.seconds += took;
      }
    }
  }
}

function peopleOf(
  figures: WorkFigures,
  counts: readonly WorkCount[],
  { byPerson }: AnswerTimes,
  now: string,
): PersonFigures[] {
  const held = new Map(figures.held(now).map(({ who, items }) => [who, items]));
  const assigned = new Map<string, number>();
  for (const { assignee, items } of waiting(counts))
    if (assignee !== null) assigned.set(assignee, (assigned.get(assignee) ?? 0) + items);
  const names = [...new Set([...byPerson.keys(), ...held.keys(), ...assigned.keys()])].sort();
  return names.map((who) => {
    const done = byPerson.get(who);
    return {
      who,
      assigned: assigned.get(who) ?? 0,
      held: held.get(who) ?? 0,
      answers: done?.answers ?? 0,
      perHour: done && done.seconds > 0 ? rounded((done.timed * 3600) / done.seconds) : null,
    };
  });
}

function leftOf(figures: WorkFigures, counts: readonly WorkCount[], { byType }: AnswerTimes): WorkLeft {
  const each = new Map(figures.answersEach().map(({ type, answers }) => [type, answers]));
  const untimed = new Set<WorkType>();
  let [items, answers, seconds, timed] = [0, 0, 0, false];
  for (const one of waiting(counts)) {
    // Of what a finished item took, a keyed one has had its first answer, one to be decided all but the last.
    const whole = Math.max(1, each.get(one.type) ?? 1);
    const wanted = one.items * (one.state === 'open' ? whole : one.state === 'second' ? Math.max(1, whole - 1) : 1);
    const time = byType.get(one.type);
    items += one.items;
    answers += wanted;
    if (time === undefined) untimed.add(one.type);
    else {
      timed = true;
      seconds += (wanted * time.seconds) / time.timed;
    }
  }
  const hours = timed || items === 0 ? rounded(seconds / 3600) : null;
  return { items, answers: Math.round(answers), hours, untimed: WORK_TYPES.filter((type) => untimed.has(type)) };
}

const rounded = (n: number): number => Math.round(n * 10) / 10;
