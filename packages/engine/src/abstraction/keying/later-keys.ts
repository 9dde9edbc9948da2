import type { KeyedEntry } from '../../artifacts/keying-form.js';
import { type ComparableEntry, compareKeys, sameValue } from './compare-keys.js';
import {
  type DraftEntry,
  type DraftField,
  independent,
  isRisky,
  type KeyingContext,
  stated,
  subjectOf,
} from './draft.js';
import { type KeyingReaders, valueKey } from './field-value.js';

const asKeyed = (entry: DraftEntry): ComparableEntry => {
  const fields: Record<string, string> = {};
  for (const [name, { value }] of entry.fields) if (value !== undefined) fields[name] = value;
  if (entry.presence === 'asked' && entry.machine !== null)
    for (const [name, value] of Object.entries(entry.machine.values)) fields[name] ??= value.text;
  return { kind: entry.kind, fields, place: entry.place };
};

const spot = (entry: Pick<KeyedEntry, 'kind' | 'place'>): string =>
  `${entry.kind} ${entry.place.document} ${entry.place.page} ${entry.place.box?.join(',') ?? ''}`;

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/**
 * Which answer is about which entry of the draft: by place, in order, where the place has as many answers as questions; what is left by content. `questions` are positions in the
 * draft. Gives the answer's position for each question (null: nothing was seen there), and the answers that nobody asked for.
 */
function matchAnswers(
  draft: readonly DraftEntry[],
  questions: readonly number[],
  answers: readonly KeyedEntry[],
  readers: KeyingReaders,
): { readonly of: ReadonlyMap<number, KeyedEntry>; readonly extra: readonly KeyedEntry[] } {
  const of = new Map<number, KeyedEntry>();
  const asked = grouped(questions, (i) => spot(draft[i]!));
  const given = grouped(answers, spot);
  const left = new Set(answers);
  const open: number[] = [];
  for (const [where, group] of asked) {
    const here = given.get(where) ?? [];
    if (here.length !== group.length) open.push(...group);
    else
      group.forEach((question, n) => {
        of.set(question, here[n]!);
        left.delete(here[n]!);
      });
  }
  const rest = [...left];
  const found = compareKeys(
    open.map((i) => asKeyed(draft[i]!)),
    rest,
    readers,
  );
  for (const pair of found.pairs) of.set(open[pair.first]!, rest[pair.second]!);
  return { of, extra: found.onlySecond.map((i) => rest[i]!) };
}

const openEntries = (draft: readonly DraftEntry[]): number[] =>
  draft.flatMap((entry, i) =>
    entry.presence === 'asked' ||
    (entry.presence === 'yes' && [...entry.fields.values()].some((f) => f.method === null))
      ? [i]
      : [],
  );

/**
 * Believes what two people agree on; after a third what more sources state than anything else, or the last person's word once enough people were asked. People are counted by their
 * keys, the machine once, where its reading was not shown.
 */
function decide(entry: DraftEntry, name: string, field: DraftField, people: number, context: KeyingContext): void {
  const { settings, readers } = context;
  const rule = isRisky(entry.kind, name) ? settings.risky : settings.other;
  const read = rule === 'checked' ? independent(entry.machine, name, settings.machineFloor)?.text : undefined;
  const counts = new Map<string, number>();
  for (const text of read === undefined ? field.candidates : [...field.candidates, read]) {
    const key = valueKey(entry.kind, name, text ?? undefined, readers);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const [[key = '', most] = ['', 0], [, next] = ['', 0]] = [...counts].sort((a, b) => b[1] - a[1]);
  const last = field.candidates.at(-1) ?? null;
  const agree = sameValue(entry.kind, name, field.candidates[0] ?? undefined, last ?? undefined, readers);
  // Two people who differ are never enough, nor are two whom a machine contradicts: then a majority decides.
  const led = people === 2 ? agree && !(next > 0 && settings.dissent) : most > next;
  if (!led && people < settings.mostPeople) {
    if (people === 2 && read !== undefined) field.read = read;
    return;
  }
  const said = led
    ? field.candidates.find((text) => valueKey(entry.kind, name, text ?? undefined, readers) === key)
    : last;
  field.value = said ?? undefined;
  field.method = people > 2 ? 'adjudicated' : 'double';
}

/** A thing that the first person did not key and a second did: believed where the machine that found it says the same. */
function foundBySecond(entry: DraftEntry, answer: KeyedEntry, who: string, context: KeyingContext): DraftEntry {
  const fields = new Map<string, DraftField>();
  for (const [name, text] of Object.entries(answer.fields)) {
    const value = stated(text);
    if (value === undefined) continue;
    const read = independent(entry.machine, name, context.settings.machineFloor);
    const agree = read !== undefined && sameValue(entry.kind, name, value, read.text, context.readers);
    const method = agree ? 'machine-agreed' : isRisky(entry.kind, name) ? null : 'single';
    fields.set(name, { value, method, candidates: [null, value] });
  }
  return { ...entry, abstractor: who, presence: 'yes', fields };
}

/** Takes in a blind second key. `whole`: the page was keyed again from the start; otherwise only what was asked. */
export function takeSecond(
  draft: readonly DraftEntry[],
  answers: readonly KeyedEntry[],
  who: string,
  whole: boolean,
  context: KeyingContext,
): DraftEntry[] {
  const questions = whole ? draft.map((_, i) => i) : openEntries(draft);
  const { of, extra } = matchAnswers(draft, questions, answers, context.readers);
  const after = draft.map((entry, i): DraftEntry => {
    if (!questions.includes(i)) return entry;
    const answer = of.get(i);
    if (entry.presence === 'asked') {
      if (answer === undefined) return { ...entry, presence: 'no' };
      return foundBySecond(entry, answer, who, context);
    }
    if (whole && answer === undefined) return { ...entry, presence: 'asked', seen: [...entry.seen, null] };
    const fields = copied(entry.fields);
    if (whole)
      for (const name of Object.keys(answer?.fields ?? {}))
        if (!fields.has(name)) fields.set(name, { value: undefined, method: null, candidates: [null] });
    for (const [name, field] of fields)
      if (whole || field.method === null) {
        field.method = null;
        field.candidates.push(stated(answer?.fields[name]) ?? null);
        decide(entry, name, field, 2, context);
      }
    return { ...entry, reviewer: who, fields };
  });
  for (const answer of extra) {
    const { kind, place } = answer;
    after.push({
      ...{ kind, place, abstractor: who, reviewer: null, presence: 'asked', seen: [null, subjectOf(answer)] },
      ...{ fields: asFields(answer, 'single'), machine: null },
    });
  }
  return after;
}

const copied = (fields: ReadonlyMap<string, DraftField>): Map<string, DraftField> =>
  new Map([...fields].map(([name, field]) => [name, { ...field, candidates: [...field.candidates] }]));

function asFields(entry: KeyedEntry, method: 'single' | 'adjudicated'): Map<string, DraftField> {
  const fields = new Map<string, DraftField>();
  for (const [name, text] of Object.entries(entry.fields)) {
    const value = stated(text);
    if (value !== undefined) fields.set(name, { value, method, candidates: [value] });
  }
  return fields;
}

/** Takes in what another person decided, the one who is `people` of all that keyed: whether a thing is there is theirs to say, a value where it leads or nobody else is to be asked. */
export function takeAdjudication(
  draft: readonly DraftEntry[],
  answers: readonly KeyedEntry[],
  who: string,
  people: number,
  context: KeyingContext,
): DraftEntry[] {
  const questions = openEntries(draft);
  const { of, extra } = matchAnswers(draft, questions, answers, context.readers);
  const after = draft.map((entry, i): DraftEntry => {
    if (!questions.includes(i)) return entry;
    const answer = of.get(i);
    if (entry.presence === 'asked') {
      if (answer === undefined) return { ...entry, presence: 'no', reviewer: who };
      return {
        ...entry,
        ...{
          presence: 'yes',
          abstractor: entry.abstractor ?? who,
          reviewer: who,
          fields: asFields(answer, 'adjudicated'),
        },
      };
    }
    const fields = copied(entry.fields);
    for (const [name, field] of fields) {
      if (field.method !== null) continue;
      field.candidates.push(stated(answer?.fields[name]) ?? null);
      decide(entry, name, field, people, context);
    }
    return { ...entry, reviewer: who, fields };
  });
  for (const answer of extra) {
    const { kind, place } = answer;
    after.push({
      ...{ kind, place, abstractor: who, reviewer: null, presence: 'yes', seen: [] },
      ...{ fields: asFields(answer, 'adjudicated'), machine: null },
    });
  }
  return after;
}
