import type { KeyedEntry } from '../../artifacts/keying-form.js';
import type { GoldKeys } from '../../artifacts/keying-policy.js';
import { chanceOf } from './acceptance.js';
import { compareKeys } from './compare-keys.js';
import { isRisky } from './draft.js';
import type { KeyingReaders } from './field-value.js';
import { clopperPearson, type Interval, wilson } from './intervals.js';

/** How often known items are slipped in, and when a clerk's rate is an alarm. */
export interface GoldSettings {
  /** Known items for each item of a batch. */
  readonly rate: number;
  /** Share of wrong fields that a clerk may have. */
  readonly limit: number;
  readonly level: number;
}

/** 0.29 % is what single entry has (Garza et al.): a clerk is called when the whole interval lies above twice that. */
export const DEFAULT_GOLD: GoldSettings = Object.freeze({ rate: 0.02, limit: 0.0058, level: 0.95 });

/** Which items of a batch are followed by a known one: by hash, about `rate` of them, the same each time. */
export const takesGold = (batch: string, item: string, rate: number): boolean => chanceOf('gold', batch, item) < rate;

/** The known item that is slipped in after an item; null: there is none to choose from. */
export function goldFor(batch: string, item: string, known: readonly string[]): string | null {
  const sorted = [...known].sort();
  return sorted[Math.floor(chanceOf('gold-item', batch, item) * sorted.length)] ?? null;
}

export interface KeyScore {
  /** Fields that the truth states, and those of entries that are not true. */
  readonly fields: number;
  readonly wrong: number;
  readonly riskyFields: number;
  readonly riskyWrong: number;
  readonly missingEntries: number;
  readonly extraEntries: number;
  /** Wrong ones by `kind/field`. */
  readonly byField: Readonly<Record<string, number>>;
}

/** Holds a keying against the truth, field by field after normalisation. A missing entry is wrong in each of its fields, an entry that is not there too. */
export function scoreKey(truth: readonly KeyedEntry[], keyed: readonly KeyedEntry[], readers: KeyingReaders): KeyScore {
  const score = { fields: 0, wrong: 0, riskyFields: 0, riskyWrong: 0 };
  const byField: Record<string, number> = {};
  const add = (kind: KeyedEntry['kind'], name: string, right: boolean): void => {
    const risky = isRisky(kind, name);
    score.fields++;
    if (risky) score.riskyFields++;
    if (right) return;
    score.wrong++;
    if (risky) score.riskyWrong++;
    byField[`${kind}/${name}`] = (byField[`${kind}/${name}`] ?? 0) + 1;
  };
  const { pairs, onlyFirst, onlySecond } = compareKeys(truth, keyed, readers);
  for (const pair of pairs)
    for (const [name, verdict] of Object.entries(pair.fields)) add(truth[pair.first]!.kind, name, verdict === 'same');
  const whole = (entry: KeyedEntry): void => {
    for (const [name, value] of Object.entries(entry.fields)) if (value.trim() !== '') add(entry.kind, name, false);
  };
  for (const i of onlyFirst) whole(truth[i]!);
  for (const i of onlySecond) whole(keyed[i]!);
  return { ...score, missingEntries: onlyFirst.length, extraEntries: onlySecond.length, byField };
}

export interface ClerkRate {
  readonly who: string;
  readonly items: number;
  readonly fields: number;
  readonly wrong: number;
  readonly rate: number;
  /** Exact (Clopper-Pearson), for the alarm; and Wilson's, for showing. */
  readonly exact: Interval;
  readonly interval: Interval;
  /** Even the lower bound lies above the limit. */
  readonly alarm: boolean;
  readonly byField: Readonly<Record<string, number>>;
}

/** Each clerk's error rate on known items, by name. First keys count: a second key is of single fields only, and adjudicators see what others keyed. */
export function clerkRates(gold: readonly GoldKeys[], readers: KeyingReaders, settings = DEFAULT_GOLD): ClerkRate[] {
  const sums = new Map<string, { items: number; fields: number; wrong: number; byField: Record<string, number> }>();
  for (const { truth, keys } of gold)
    for (const key of keys) {
      if (key.key !== 'first' || key.answer.kind !== truth.kind) continue;
      const sum = sums.get(key.who) ?? { items: 0, fields: 0, wrong: 0, byField: {} };
      sums.set(key.who, sum);
      sum.items++;
      if (truth.kind === 'entries' && key.answer.kind === 'entries') {
        const score = scoreKey(truth.entries, key.answer.entries, readers);
        sum.fields += score.fields;
        sum.wrong += score.wrong;
        for (const [name, times] of Object.entries(score.byField)) sum.byField[name] = (sum.byField[name] ?? 0) + times;
      } else if (truth.kind === 'value' && key.answer.kind === 'value') {
        sum.fields++;
        if (truth.value.trim() !== key.answer.value.trim()) sum.wrong++;
      }
    }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([who, { items, fields, wrong, byField }]) => {
      const exact = clopperPearson(wrong, fields, settings.level);
      const interval = wilson(wrong, fields, settings.level);
      const rate = fields === 0 ? 0 : wrong / fields;
      return {
        who,
        items,
        fields,
        wrong,
        rate,
        exact,
        interval,
        alarm: fields > 0 && exact.low > settings.limit,
        byField,
      };
    });
}
