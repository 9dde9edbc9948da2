import type { GoldKeys, KeyedItem, KeyingPolicy, StandingKey } from '../../artifacts/keying-policy.js';
import { type Agreement, agreementOf } from './agreement.js';
import { compareKeys } from './compare-keys.js';
import { type KeyingReaders, valueKey } from './field-value.js';
import { type ClerkRate, clerkRates, DEFAULT_GOLD, type GoldSettings } from './gold.js';
import { clopperPearson, type Interval } from './intervals.js';

/** An item that people keyed, with the keys that stand, in order. */
export interface KeyedWork {
  readonly item: KeyedItem;
  readonly keys: readonly StandingKey[];
}

/** One person's work; no value of a chart is in it. */
export interface ClerkReport {
  readonly who: string;
  readonly items: number;
  readonly fields: number;
  /** null: nobody counted. */
  readonly keystrokes: number | null;
  readonly seconds: number | null;
  /** Fields that this person and another one both keyed blind, on how many they differ, and the exact interval of that share. */
  readonly compared: number;
  readonly differing: number;
  readonly disagreement: Interval;
  /** On known items; null: keyed none. */
  readonly gold: ClerkRate | null;
}

export interface BatchReport {
  readonly batch: string;
  readonly items: number;
  /** Items on which nobody is asked any more. */
  readonly done: number;
  readonly fields: number;
  /** Fields by how they came to be believed. */
  readonly methods: Readonly<Record<string, number>>;
  readonly compared: number;
  readonly differing: number;
}

export interface KeyingReport {
  readonly clerks: readonly ClerkReport[];
  readonly batches: readonly BatchReport[];
  /** Over all fields that two people keyed blind. */
  readonly agreement: Agreement;
}

interface Sum {
  items: number;
  fields: number;
  keystrokes: number | null;
  seconds: number | null;
  compared: number;
  differing: number;
}

const fieldsOf = ({ answer }: StandingKey): number =>
  answer.kind === 'value' ? 1 : answer.entries.reduce((sum, entry) => sum + Object.keys(entry.fields).length, 0);

const plus = (sum: number | null, more: number | null): number | null => (more === null ? sum : (sum ?? 0) + more);

/** Keys of what both people keyed of the same field. A second key is of the fields in question alone, so what only one of them has is no difference here. */
function bothKeyed(keys: readonly StandingKey[], readers: KeyingReaders): [string, string][] {
  const [first, second] = keys;
  if (first === undefined || second?.key !== 'second') return [];
  if (first.answer.kind === 'value' || second.answer.kind === 'value')
    return first.answer.kind === 'value' && second.answer.kind === 'value'
      ? [[first.answer.value.trim(), second.answer.value.trim()]]
      : [];
  const [a, b] = [first.answer.entries, second.answer.entries];
  return compareKeys(a, b, readers).pairs.flatMap((pair) =>
    Object.entries(pair.fields).flatMap(([name, verdict]): [string, string][] => {
      if (verdict === 'only-first' || verdict === 'only-second') return [];
      const { kind, fields } = a[pair.first]!;
      return [
        [valueKey(kind, name, fields[name], readers), valueKey(kind, name, b[pair.second]!.fields[name], readers)],
      ];
    }),
  );
}

/** What the people of the manual lane did and how well: by clerk and by batch, in the order of their names. Gold items count for clerks alone, never as work done. */
export function keyingReport(
  work: readonly KeyedWork[],
  gold: readonly GoldKeys[],
  policy: KeyingPolicy,
  readers: KeyingReaders,
  settings: GoldSettings = DEFAULT_GOLD,
): KeyingReport {
  const clerks = new Map<string, Sum>();
  const batches = new Map<
    string,
    { -readonly [K in keyof BatchReport]: BatchReport[K] } & { methods: Record<string, number> }
  >();
  const pairs: [string, string][] = [];
  const none = { items: 0, fields: 0, keystrokes: null, seconds: null, compared: 0, differing: 0 };
  const sumOf = (who: string): Sum => {
    const sum = clerks.get(who) ?? { ...none };
    clerks.set(who, sum);
    return sum;
  };
  for (const { item, keys } of work) {
    if (keys.length === 0 || item.gold) continue;
    for (const key of keys) {
      const sum = sumOf(key.who);
      sum.items++;
      sum.fields += fieldsOf(key);
      sum.keystrokes = plus(sum.keystrokes, key.keystrokes);
      sum.seconds = plus(sum.seconds, key.seconds);
    }
    const both = bothKeyed(keys, readers);
    const differing = both.filter(([a, b]) => a !== b).length;
    pairs.push(...both);
    for (const key of keys.slice(0, 2)) {
      if (both.length === 0) break;
      const sum = sumOf(key.who);
      sum.compared += both.length;
      sum.differing += differing;
    }
    if (item.batch === null) continue;
    const batch = batches.get(item.batch) ?? {
      ...{ batch: item.batch, items: 0, done: 0, fields: 0, methods: {}, compared: 0, differing: 0 },
    };
    batches.set(item.batch, batch);
    const verdict = policy.after(item, keys);
    batch.items++;
    if (verdict.next === 'done') batch.done++;
    batch.compared += both.length;
    batch.differing += differing;
    for (const entry of verdict.settled)
      for (const method of Object.values(entry.methods)) {
        batch.fields++;
        batch.methods[method] = (batch.methods[method] ?? 0) + 1;
      }
  }
  const rates = new Map(clerkRates(gold, readers, settings).map((rate) => [rate.who, rate]));
  for (const who of rates.keys()) sumOf(who);
  const byName = <T>([a]: [string, T], [b]: [string, T]): number => (a < b ? -1 : 1);
  return {
    clerks: [...clerks].sort(byName).map(([who, sum]) => ({
      ...{ who, ...sum, disagreement: clopperPearson(sum.differing, sum.compared), gold: rates.get(who) ?? null },
    })),
    batches: [...batches].sort(byName).map(([, batch]) => batch),
    agreement: agreementOf(pairs),
  };
}
