import type { KeyedEntry } from '../../artifacts/keying-form.js';
import type { AskedField, KeyedItem, KeyingPolicy, StandingKey } from '../../artifacts/keying-policy.js';
import type { EntryCounts } from '../../artifacts/work-item.js';
import { SeededRandom } from '../random.js';
import type { ErrorModel } from './error-model.js';
import { lookAlike } from './misreading.js';
import { truePage } from './page-truth.js';
import {
  adjudicate,
  answerBlind,
  countEntries,
  fieldStrokes,
  type HardPage,
  hardPage,
  keyPage,
  machineReading,
  type SimulatedReading,
  strokes,
} from './people.js';

/** The parts of the engine that the simulation drives; it knows no rule of its own about what to believe. */
export interface KeyingEngine {
  policy(machine: (item: KeyedItem) => readonly SimulatedReading[]): KeyingPolicy;
  /** null: nobody is told to look again. */
  readonly secondLooks:
    | ((
        entries: readonly KeyedEntry[],
        machine: readonly SimulatedReading[],
      ) => readonly { entry: number; field: string; code: string }[])
    | null;
  score(truth: readonly KeyedEntry[], keyed: readonly KeyedEntry[]): Score;
  same(kind: KeyedEntry['kind'], field: string, a: string | undefined, b: string | undefined): boolean;
  plan(lot: number): { readonly lot: number; readonly sample: number; readonly accept: number };
  sample(batch: string, names: readonly string[], size: number): readonly string[];
  isGold(batch: string, item: string): boolean;
  /** Whether a second person who is asked for some fields counts the entries of the page as well. */
  readonly countEntries: boolean;
}

interface Score {
  readonly fields: number;
  readonly wrong: number;
  readonly riskyFields: number;
  readonly riskyWrong: number;
}

export interface SimulationOptions {
  readonly items: number;
  readonly seed: number;
  readonly model: ErrorModel;
  /** Whether known items and the acceptance sample are keyed too, and paid for. */
  readonly quality: boolean;
}

export interface SimulationResult {
  readonly fields: number;
  readonly wrong: number;
  readonly riskyFields: number;
  readonly riskyWrong: number;
  /** What the first keys alone would have left. */
  readonly singleWrong: number;
  readonly keystrokes: {
    /** Of the first keys: single entry. */
    readonly first: number;
    readonly secondLook: number;
    readonly second: number;
    readonly counts: number;
    readonly adjudication: number;
    readonly gold: number;
    readonly sample: number;
  };
  /** Fields asked of a second and of a third person. */
  readonly asked: number;
  readonly adjudicated: number;
  readonly methods: Readonly<Record<string, number>>;
  /** Wrong fields by how they came to be: `overlooked` entries, fields left `empty`, else the method by which they were believed; what is in no true entry is left out. */
  readonly wrongBy: Readonly<Record<string, number>>;
  /** Wrong fields of the sample; whether the batch passed. */
  readonly sampled: number;
  readonly sampleWrong: number;
  readonly accepted: boolean;
}

const WHO = ['a', 'b', 'c', 'd', 'e'] as const;

/** Has 2,000 pages or so keyed by made-up people through the engine's own policy, and holds what it believed against the truth. The same seed gives the same. */
export function simulateKeying(
  engine: KeyingEngine,
  { items, seed, model, quality }: SimulationOptions,
): SimulationResult {
  const total = { fields: 0, wrong: 0, riskyFields: 0, riskyWrong: 0, singleWrong: 0, asked: 0, adjudicated: 0 };
  const spent = { first: 0, secondLook: 0, second: 0, counts: 0, adjudication: 0, gold: 0, sample: 0 };
  const methods: Record<string, number> = {};
  const finished: FinishedPage[] = [];
  const wrongBy: Record<string, number> = {};
  const readings = new Map<string, readonly SimulatedReading[]>();
  const policy = engine.policy((item) => readings.get(item.id) ?? []);
  const batch = `batch ${seed}`;
  for (let n = 0; n < items; n++) {
    // Each page has its own chances: what one policy asks does not change the next page of another.
    const random = new SeededRandom(seed * 1_000_003 + n * 7919);
    const hard = hardPage(truePage(`${seed}-${n}`, random), model, random);
    const item = itemOf(hard);
    const machine = machineReading(hard, model, random);
    readings.set(item.id, machine);
    const single = keyPage(hard, model, random);
    const cost = single.reduce((sum, entry) => sum + strokes(entry), 0);
    spent.first += cost;
    if (quality && engine.isGold(batch, item.id)) spent.gold += cost;
    total.singleWrong += engine.score(hard.page.entries, single).wrong;
    const first = lookAgain(engine, hard, single, machine, model, random, (keys) => {
      spent.secondLook += keys;
    });
    const keys: StandingKey[] = [keyed(0, 'first', first)];
    let verdict = policy.after(item, keys);
    while (verdict.next !== 'done' && keys.length < 6) {
      const second = verdict.next === 'second';
      let counts: EntryCounts | undefined;
      const answer = second
        ? answerBlind(hard, verdict.fields, model, random)
        : adjudicate(hard, verdict.fields, model, random, keys.flatMap(entriesOf));
      if (second) {
        total.asked += verdict.fields.length;
        spent.second += answerStrokes(answer, verdict.fields);
        if (engine.countEntries && verdict.fields.length > 0) {
          counts = countEntries(hard, model, random);
          spent.counts += 1 + Object.keys(counts).length;
        }
      } else {
        total.adjudicated += verdict.fields.length;
        spent.adjudication += decisionStrokes(answer, verdict.fields);
      }
      keys.push(keyed(keys.length, second ? 'second' : 'adjudication', answer, counts));
      verdict = policy.after(item, keys);
    }
    for (const entry of verdict.settled)
      for (const method of Object.values(entry.methods)) methods[method] = (methods[method] ?? 0) + 1;
    finished.push({
      hard,
      believed: verdict.settled.map(({ kind, fields, place }) => ({ kind, fields, place })),
      methods: verdict.settled.map((entry) => entry.methods),
      random,
    });
    readings.delete(item.id);
  }
  const sample = quality
    ? takeSample(engine, batch, finished, model)
    : { looked: 0, wrong: 0, strokes: 0, accepted: true };
  spent.sample += sample.strokes;
  for (const page of finished) {
    const score = engine.score(page.hard.page.entries, page.believed);
    for (const cause of wrongFields(engine, page)) wrongBy[cause] = (wrongBy[cause] ?? 0) + 1;
    for (const name of ['fields', 'wrong', 'riskyFields', 'riskyWrong'] as const) total[name] += score[name];
  }
  const { looked: sampled, wrong: sampleWrong, accepted } = sample;
  return { ...total, keystrokes: spent, methods, wrongBy, sampled, sampleWrong, accepted };
}

interface FinishedPage {
  readonly hard: HardPage;
  readonly believed: KeyedEntry[];
  readonly methods: readonly Readonly<Record<string, string>>[];
  readonly random: SeededRandom;
}

function* wrongFields(engine: KeyingEngine, { hard, believed, methods }: FinishedPage): Generator<string> {
  for (const truth of hard.page.entries) {
    const i = believed.findIndex(({ kind, place }) => kind === truth.kind && place.box?.[1] === truth.place.box?.[1]);
    const names = new Set([...Object.keys(truth.fields), ...Object.keys(believed[i]?.fields ?? {})]);
    for (const name of names) {
      const value = believed[i]?.fields[name];
      if (engine.same(truth.kind, name, truth.fields[name], value)) continue;
      yield i < 0 ? 'overlooked' : value === undefined ? 'empty' : (methods[i]?.[name] ?? 'sample');
    }
  }
}

const entriesOf = ({ answer }: StandingKey): readonly KeyedEntry[] => (answer.kind === 'entries' ? answer.entries : []);

const keyed = (
  n: number,
  key: StandingKey['key'],
  entries: readonly KeyedEntry[],
  counts?: EntryCounts,
): StandingKey => ({
  ...{ seq: n + 1, who: WHO[n] ?? `person ${n}`, at: '2026-01-01T00:00:00Z', key, seconds: null, keystrokes: null },
  answer: { kind: 'entries', entries, ...(counts === undefined ? {} : { counts }) },
});

function itemOf({ page }: HardPage): KeyedItem {
  return {
    ...{
      id: page.id,
      type: 'transcribe',
      subject: `document/${page.id}/1`,
      patient: null,
      priority: 0,
      due: null,
      batch: null,
    },
    ...{ gold: false, task: { kind: 'transcribe', document: page.id, page: 1, forms: [], suggestions: [] } },
  };
}

/** Before the answer is given: who notices reads the page again; a slip goes, a deception stays. Confirming is one stroke, mending the field once more. */
function lookAgain(
  engine: KeyingEngine,
  hard: HardPage,
  single: readonly KeyedEntry[],
  machine: readonly SimulatedReading[],
  model: ErrorModel,
  random: SeededRandom,
  spend: (keys: number) => void,
): KeyedEntry[] {
  const looks = engine.secondLooks?.(single, machine) ?? [];
  const mended = single.map((entry) => ({ ...entry, fields: { ...entry.fields } }));
  for (const { entry: i, field } of looks) {
    const entry = mended[i];
    const truth = hard.page.entries.find((one) => one.kind === entry?.kind && one.place === entry.place);
    if (entry === undefined || truth === undefined) continue;
    spend(1);
    const right = truth.fields[field];
    if (engine.same(entry.kind, field, entry.fields[field], right)) continue;
    if (random.chance(model.notices) && right !== undefined) {
      // What the page made them take it for they take it for again: only slips are mended.
      const keyed = entry.fields[field] ?? '';
      if ([0, 1, 2, 3, 4, 5].some((n) => lookAlike(entry.kind, field, right, n) === keyed)) continue;
      entry.fields[field] = right;
    }
    spend(1 + fieldStrokes(entry, field));
  }
  return mended;
}

/** What was asked, stated or not, and one stroke for each entry to be looked up. */
function answerStrokes(answers: readonly KeyedEntry[], asked: readonly AskedField[]): number {
  if (asked.length === 0) return answers.reduce((sum, entry) => sum + strokes(entry), 0);
  let sum = new Set(asked.map((one) => one.entry)).size;
  for (const { kind, place, field } of asked) {
    const answer = answers.find((entry) => entry.kind === kind && entry.place.box?.[1] === place.box?.[1]);
    if (field === null) sum += answer === undefined ? 1 : strokes(answer);
    else sum += 1 + (answer === undefined ? 0 : fieldStrokes(answer, field));
  }
  return sum;
}

/** A stroke to choose and one to confirm; what nobody keyed must be typed. */
function decisionStrokes(answers: readonly KeyedEntry[], asked: readonly AskedField[]): number {
  let sum = 0;
  const found = answers.filter((entry) => !asked.some((one) => one.place.box?.[1] === entry.place.box?.[1]));
  let left = found.reduce((all, entry) => all + strokes(entry), 0);
  for (const { kind, place, field, candidates } of asked) {
    if (field === null && place.box === null) {
      sum += 2 + left;
      left = 0;
      continue;
    }
    const answer = answers.find((entry) => entry.kind === kind && entry.place.box?.[1] === place.box?.[1]);
    const value = field === null ? null : (answer?.fields[field] ?? null);
    sum += 2 + (field === null || answer === undefined || candidates.includes(value) ? 0 : fieldStrokes(answer, field));
  }
  return sum;
}

/** The acceptance sample: fields that are believed, keyed once more, blind; where they differ a third person decides and the field is mended. */
function takeSample(
  engine: KeyingEngine,
  batch: string,
  finished: readonly FinishedPage[],
  model: ErrorModel,
): { looked: number; wrong: number; strokes: number; accepted: boolean } {
  const names = finished.flatMap(({ believed }, n) =>
    believed.flatMap((entry, i) => Object.keys(entry.fields).map((name) => `${n} ${i} ${name}`)),
  );
  const plan = engine.plan(names.length);
  let wrong = 0;
  let spent = 0;
  for (const drawn of engine.sample(batch, names, plan.sample)) {
    const [n = '', i = '', name = ''] = drawn.split(' ');
    const { hard, believed, random } = finished[Number(n)]!;
    const entry = believed[Number(i)]!;
    const asked: AskedField = { entry: 0, kind: entry.kind, place: entry.place, field: name, candidates: [] };
    const answer = answerBlind(hard, [asked], model, random);
    spent += answerStrokes(answer, [asked]);
    const value = entry.fields[name];
    const again = answer[0]?.fields[name];
    if (engine.same(entry.kind, name, value, again)) continue;
    const decision: AskedField = { ...asked, candidates: [value ?? null, again ?? null] };
    const last = adjudicate(hard, [decision], model, random);
    spent += decisionStrokes(last, [decision]);
    const decided = last[0]?.fields[name];
    if (engine.same(entry.kind, name, value, decided)) continue;
    wrong++;
    const { [name]: _, ...others } = entry.fields;
    believed[Number(i)] = { ...entry, fields: decided === undefined ? others : { ...others, [name]: decided } };
  }
  return { looked: plan.sample, wrong, strokes: spent, accepted: wrong <= plan.accept };
}
