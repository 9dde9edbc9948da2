import { KEYING_FORMS, type KeyedEntry } from '../../artifacts/keying-form.js';
import type { AskedField } from '../../artifacts/keying-policy.js';
import type { EntryCounts } from '../../artifacts/work-item.js';
import type { SeededRandom } from '../random.js';
import type { ErrorModel } from './error-model.js';
import { difficulty, lookAlike, slip } from './misreading.js';
import type { TruePage } from './page-truth.js';

/** What a machine read, in the shape in which the engine takes it. */
export interface SimulatedReading {
  readonly kind: KeyedEntry['kind'];
  readonly values: Readonly<
    Record<string, { readonly text: string; readonly confidence: number; readonly shown: boolean }>
  >;
  readonly place: KeyedEntry['place'];
}

/** A page with how hard each of its fields is to read: the same for all who read it. */
export interface HardPage {
  readonly page: TruePage;
  readonly difficulties: readonly Readonly<Record<string, number>>[];
}

export function hardPage(page: TruePage, model: ErrorModel, random: SeededRandom): HardPage {
  const of = (entry: KeyedEntry): Record<string, number> =>
    Object.fromEntries(Object.keys(entry.fields).map((name) => [name, difficulty(model, random)]));
  return { page, difficulties: page.entries.map(of) };
}

/** What a reader takes a field for. */
function take(
  { page, difficulties }: HardPage,
  i: number,
  name: string,
  model: ErrorModel,
  random: SeededRandom,
): string {
  const entry = page.entries[i]!;
  const value = entry.fields[name] ?? '';
  if (!random.chance(difficulties[i]?.[name] ?? 0)) return value;
  return lookAlike(entry.kind, name, value, random.chance(model.sameWay) ? 0 : random.int(1, 5));
}

/** Slips of single fields: what is left of all errors after readings and entries overlooked. */
const slips = (model: ErrorModel): number =>
  Math.max(0, model.singleEntry * (1 - model.readingShare) - model.overlooked);

/** A person's key of entry `i`, of the fields given (all that are stated when not given). */
function keyEntry(
  hard: HardPage,
  i: number,
  names: readonly string[] | null,
  model: ErrorModel,
  random: SeededRandom,
): KeyedEntry {
  const entry = hard.page.entries[i]!;
  const fields: Record<string, string> = {};
  for (const name of Object.keys(entry.fields)) {
    if (names !== null && !names.includes(name)) continue;
    const read = take(hard, i, name, model, random);
    const keyed = random.chance(slips(model)) ? slip(entry, name, read, hard.page.entries, random) : read;
    if (keyed !== '') fields[name] = keyed;
  }
  return { kind: entry.kind, fields, place: entry.place };
}

/** A whole page, keyed blind. */
export function keyPage(hard: HardPage, model: ErrorModel, random: SeededRandom): KeyedEntry[] {
  return hard.page.entries.flatMap((_, i) =>
    random.chance(model.overlooked) ? [] : [keyEntry(hard, i, null, model, random)],
  );
}

/** How many entries of each kind a person counts: overlooked as often as by one who keys, and a number slips as a field does. */
export function countEntries({ page }: HardPage, model: ErrorModel, random: SeededRandom): EntryCounts {
  const counts: Partial<Record<KeyedEntry['kind'], number>> = {};
  for (const { kind } of page.entries) if (!random.chance(model.overlooked)) counts[kind] = (counts[kind] ?? 0) + 1;
  for (const kind of Object.keys(counts) as KeyedEntry['kind'][])
    if (random.chance(model.singleEntry))
      counts[kind] = Math.max(0, (counts[kind] ?? 0) + (random.chance(0.5) ? 1 : -1));
  return counts;
}

const isAt = (entry: KeyedEntry, asked: AskedField): boolean =>
  entry.kind === asked.kind && entry.place.box?.[1] === asked.place.box?.[1];

/** Answers to questions, blind: one entry for each that is asked about and is there. */
export function answerBlind(
  hard: HardPage,
  asked: readonly AskedField[],
  model: ErrorModel,
  random: SeededRandom,
): KeyedEntry[] {
  if (asked.length === 0) return keyPage(hard, model, random);
  const answers: KeyedEntry[] = [];
  hard.page.entries.forEach((entry, i) => {
    const mine = asked.filter((one) => isAt(entry, one));
    if (mine.length === 0) return;
    const names = mine.some((one) => one.field === null) ? null : mine.map((one) => one.field ?? '');
    answers.push(keyEntry(hard, i, names, model, random));
  });
  return answers;
}

/** A question after an entry that somebody counted and nobody keyed. */
const isOfPage = ({ field, place }: AskedField): boolean => field === null && place.box === null;

/** Decisions of a third person, who sees what was keyed and reads the page: deceived as often as anybody, else right but for slips of choosing. */
export function adjudicate(
  hard: HardPage,
  asked: readonly AskedField[],
  model: ErrorModel,
  random: SeededRandom,
  keyed: readonly KeyedEntry[] = [],
): KeyedEntry[] {
  const answers: KeyedEntry[] = [];
  hard.page.entries.forEach((entry, i) => {
    const isKeyed = keyed.some((one) => one.place.box?.[1] === entry.place.box?.[1]);
    const mine = asked.filter((one) => isAt(entry, one) || (isOfPage(one) && one.kind === entry.kind && !isKeyed));
    if (mine.length === 0) return;
    const whole = mine.some((one) => one.field === null);
    const fields: Record<string, string> = {};
    for (const name of whole ? Object.keys(entry.fields) : mine.map((one) => one.field ?? '')) {
      const candidates = mine.find((one) => one.field === name)?.candidates ?? [];
      const read = entry.fields[name] === undefined ? '' : take(hard, i, name, model, random);
      const chosen = random.chance(model.adjudicatorSlips) ? (candidates.find((one) => one !== read) ?? '') : read;
      if (chosen !== '') fields[name] = chosen;
    }
    answers.push({ kind: entry.kind, fields, place: entry.place });
  });
  return answers;
}

/** What the machine makes of a page: certain, or silent. */
export function machineReading(
  { page, difficulties }: HardPage,
  model: ErrorModel,
  random: SeededRandom,
): SimulatedReading[] {
  const { finds, reads, wrong, ghosts } = model.machine[page.quality];
  const found: SimulatedReading[] = [];
  const sure = (text: string) => ({ text, confidence: 0.995, shown: false });
  page.entries.forEach((entry, i) => {
    if (random.chance(ghosts)) {
      const below = [...(entry.place.box ?? [0, 0, 0, 0])] as [number, number, number, number];
      below[1] += 40;
      const subject = Object.keys(entry.fields)[0] ?? '';
      found.push({
        kind: entry.kind,
        values: { [subject]: sure('heading of a list') },
        place: { ...entry.place, box: below },
      });
    }
    if (!random.chance(finds)) return;
    const values: Record<string, { text: string; confidence: number; shown: boolean }> = {};
    for (const [name, value] of Object.entries(entry.fields)) {
      if (!random.chance(reads)) continue;
      if (random.chance(difficulties[i]?.[name] ?? 0)) {
        if (random.chance(model.machineDeceived)) values[name] = sure(lookAlike(entry.kind, name, value, 0));
        continue;
      }
      const text = random.chance(wrong) ? machineSlip(entry, name, value, page.entries, random) : value;
      if (text !== '') values[name] = sure(text);
    }
    found.push({ kind: entry.kind, values, place: entry.place });
  });
  return found;
}

/** A machine goes wrong as people do who take the row beside, or in characters that look alike; its hands do not slip. */
function machineSlip(
  entry: KeyedEntry,
  name: string,
  value: string,
  all: readonly KeyedEntry[],
  random: SeededRandom,
): string {
  const beside = all.filter((other) => other !== entry && other.kind === entry.kind && other.fields[name]);
  if (beside.length > 0 && random.chance(0.3)) return random.pick(beside).fields[name] ?? '';
  return lookAlike(entry.kind, name, value, random.int(0, 4));
}

/** Key strokes of keying an entry: its characters, one for a choice, and one for leaving each field of the form, stated or not. */
export function strokes(entry: KeyedEntry): number {
  let sum = 0;
  for (const field of KEYING_FORMS[entry.kind]) sum += 1 + fieldStrokes(entry, field.name);
  return sum;
}

export function fieldStrokes(entry: Pick<KeyedEntry, 'kind' | 'fields'>, name: string): number {
  const value = entry.fields[name] ?? '';
  const choice = KEYING_FORMS[entry.kind].find((field) => field.name === name)?.type === 'choice';
  return choice && value !== '' ? 1 : value.length;
}
