import type { ColumnKind } from '../artifacts/source-profile.js';
import { foldWord } from '../terminology/words/fold-word.js';
import type { ColumnCollector } from './column-collector.js';
import { type SettledDates, settleDates } from './date-tally.js';
import type { CountedValue } from './frequent-values.js';
import type { DeclaredColumn } from './input.js';
import { type Sentinel, sentinelByMeaning, sentinelsOf } from './sentinels.js';
import type { ValueSketch } from './sketch.js';
import type { SampledValue } from './value-sample.js';

/** All that is known of a column in memory: values are as they stand, nothing is masked. Never written. */
export interface ColumnFacts {
  readonly column: DeclaredColumn;
  readonly rows: number;
  readonly kind: ColumnKind;
  readonly nulls: number;
  readonly blanks: number;
  readonly filled: number;
  readonly bytes: number;
  readonly distinct: { readonly count: number; readonly exact: boolean };
  readonly lengths: { readonly least: number; readonly most: number; readonly mean: number } | null;
  /** Words in a filled value, on average. */
  readonly meanWords: number;
  /** Share of filled values with letters only. */
  readonly wordShare: number;
  /** Exact; `leastRows` and `mostRows` tell how many rows hold the ends. */
  readonly numbers: NumberFacts | null;
  readonly dates: SettledDates | null;
  readonly patterns: readonly { readonly pattern: string; readonly count: number }[];
  /** Most frequent first; all of them where `frequentIsAll`, else the first 500, with counts that may fall short. */
  readonly frequent: readonly CountedValue[];
  readonly frequentIsAll: boolean;
  /** Those of them that may be told: what is written of a column's values comes from here. null where it tells none. */
  readonly told: readonly CountedValue[] | null;
  readonly sentinels: readonly Sentinel[];
  readonly damage: readonly { readonly kind: string; readonly count: number }[];
  readonly sketch: ValueSketch;
  /** An even sample of the distinct values of up to 200 characters. */
  readonly sample: readonly SampledValue[];
  /** Beginnings of some longer texts; of binaries as hex. */
  readonly texts: readonly SampledValue[];
  /** Rows whose value is a name such as Test or Zztest; counted where the column's name says that it holds names. */
  readonly testNames: number;
  /** Every filled value is a greater number than the one before it. */
  readonly increasing: boolean;
}

export interface NumberFacts {
  readonly least: string;
  readonly most: string;
  readonly leastRows: number;
  readonly mostRows: number;
  readonly integers: boolean;
  readonly negative: number;
}

/** Share of the values that must agree on what they are; a few typing errors do not make a column of dates a text. */
const MOST = 0.95;
/** All of them where there are no more than so many; else only the first. */
const KEPT_VALUES = 1000;
const FIRST_VALUES = 500;

export function factsOf(collector: ColumnCollector, testNames = 0): ColumnFacts {
  collector.rest();
  const { column, nulls, blanks, filled, bytes, frequent } = collector;
  const list = frequent.list();
  const sketch = collector.sketch.finish();
  const settled = settledOf(collector);
  const kind = kindOf(collector, list, settled);
  const isDate = kind === 'date' || kind === 'datetime';
  const numeric = kind === 'integer' || kind === 'decimal';
  const isAll = frequent.exact && collector.shapeless + collector.binary === 0;
  const counted = collector.increasing && filled > 0 ? filled : collector.exact.count;
  const { numbers } = collector;
  return {
    column,
    rows: nulls + blanks + filled,
    kind,
    nulls,
    blanks,
    filled,
    bytes,
    distinct: { count: counted ?? Math.min(sketch.distinct, filled), exact: counted !== null },
    lengths:
      filled === 0
        ? null
        : { least: collector.least, most: collector.most, mean: Math.round((collector.total / filled) * 10) / 10 },
    meanWords: filled === 0 ? 0 : collector.words / filled,
    wordShare: filled === 0 ? 0 : collector.wordLike / filled,
    numbers:
      numeric && numbers.least !== null && numbers.most !== null
        ? {
            least: numbers.least,
            most: numbers.most,
            leastRows: numbers.leastRows,
            mostRows: numbers.mostRows,
            integers: kind === 'integer',
            negative: numbers.negative,
          }
        : null,
    dates: isDate ? settled : null,
    patterns: patternsOf(collector),
    frequent: list.length > KEPT_VALUES ? list.slice(0, FIRST_VALUES) : list,
    frequentIsAll: isAll && list.length <= KEPT_VALUES,
    // Known when the names of all tables are.
    told: null,
    sentinels: sentinelsOf(list, filled, {
      numeric,
      dated: isDate,
      coded: kind === 'code' || kind === 'boolean',
      signs: collector.most <= 2,
    }),
    damage: [...collector.damage].map(([damage, count]) => ({ kind: damage, count })),
    sketch,
    sample: collector.sample.list(),
    texts: collector.texts.list(),
    testNames,
    increasing: collector.increasing && filled > 1,
  };
}

/** Dates as written, or else numbers that count from some day, where the name speaks of a time. */
function settledOf(collector: ColumnCollector): SettledDates | null {
  const written = settleDates(collector.dateTallies);
  const { integers, decimals } = collector.numbers;
  if (collector.epoch === null || collector.dates >= (integers + decimals) / 2) return written;
  // Zero stands for none where numbers are times.
  const zeros = collector.frequent.list().find(({ value }) => value === '0')?.count ?? 0;
  const numbers = integers + decimals - zeros;
  const epoch = numbers >= 3 && numbers + zeros >= collector.filled * MOST ? collector.epoch.settle(numbers) : null;
  if (!epoch) return written;
  collector.dates = epoch.days.count + zeros;
  const formats = [{ format: epoch.format, count: epoch.days.count }];
  return { formats, days: epoch.days, zero: zeros, partial: 0, impossible: 0 };
}

function patternsOf(collector: ColumnCollector): { pattern: string; count: number }[] {
  const rows = new Map<string, number>();
  for (const { pattern, rows: count } of collector.shapes.values()) {
    if (pattern.length <= 40) rows.set(pattern, (rows.get(pattern) ?? 0) + count);
  }
  if (collector.guids > 0) rows.set('guid', collector.guids);
  return [...rows]
    .map(([pattern, count]) => ({ pattern, count }))
    .sort((a, b) => b.count - a.count || (a.pattern < b.pattern ? -1 : 1))
    .slice(0, 12);
}

/** Pairs that say yes and no, folded; a lone one of a pair is a boolean only where the source declares one. */
const booleanSets =
  'y n|yes no|t f|true false|0 1|-1 0|on off|ja nein|j n|ja nee|oui non|o n|si no|s n|sim nao|tak nie|t n|da nu|da ne|d n|evet hayir|e h|ano ne|a n|x'
    .split('|')
    .map((set) => new Set(set.split(' ')));

function kindOf(collector: ColumnCollector, list: readonly CountedValue[], settled: SettledDates | null): ColumnKind {
  const { column, filled, numbers } = collector;
  if (filled === 0) return 'empty';
  if (collector.binary > filled / 2) return isGuidBytes(collector) ? 'guid' : 'binary';
  if (collector.booleans > filled / 2) return 'boolean';
  // What stands for none says nothing of what the others are.
  let none = 0;
  if (collector.frequent.exact)
    for (const { value, count } of list)
      if (!/^[-\d.]+$/.test(value) && sentinelByMeaning(value) !== null) none += count;
  const known = filled - none;
  if (known === 0) return kindDeclared(column.cellType);
  const share = (rows: number): number => rows / known;
  const meaningful = list.filter(({ value }) => /^-?\d+$/.test(value) || sentinelByMeaning(value) === null);
  if (collector.frequent.exact && isBoolean(meaningful, column)) return 'boolean';
  if (share(collector.guids) >= MOST) return 'guid';
  if (settled && share(collector.dates) >= MOST && isDateColumn(collector, settled))
    return settled.days.timed > 0 ? 'datetime' : 'date';
  if (share(collector.times) >= MOST) return 'time';
  const whole = numbers.integers;
  if (share(whole) >= MOST && numbers.padded / whole < 0.02)
    return column.cellType === 'float' || /\(\d+, ?[1-9]\d*\)/.test(column.type) ? 'decimal' : 'integer';
  if (share(whole) >= MOST) return 'code';
  if (share(whole + numbers.decimals) >= MOST && numbers.padded === 0) return 'decimal';
  if (share(whole + numbers.commas) >= MOST && numbers.commas > 0) return 'decimal';
  return wordKind(collector, known);
}

/** Where all values stand for none, only the declaration says what they would be. */
function kindDeclared(cellType: string): ColumnKind {
  const known: readonly string[] = ['integer', 'decimal', 'boolean', 'date', 'datetime', 'time', 'guid', 'binary'];
  return known.includes(cellType) ? (cellType as ColumnKind) : cellType === 'float' ? 'decimal' : 'word';
}

/** Eight or more digits are a date only where the source or the spread says so: most of such numbers are identifiers. */
function isDateColumn(collector: ColumnCollector, settled: SettledDates): boolean {
  const stamped = settled.formats.filter(({ format }) => /^yyyymmdd/.test(format)).reduce((sum, f) => sum + f.count, 0);
  if (stamped < collector.dates / 2) return true;
  return (
    stamped / collector.filled >= 0.98 &&
    (collector.filled >= 5 || /dat|day|time|dt|fecha|tarih/i.test(collector.column.name))
  );
}

/** Words that say yes or no and nothing else, so that one of them alone is enough. */
const isPlainWord = /^(?:yes|no|true|false|oui|non|nein|evet|hayir|tak|nie|sim|nao)$/;

function isBoolean(values: readonly CountedValue[], { name, cellType, type }: DeclaredColumn): boolean {
  if (values.length === 0 || values.length > 4) return false;
  const words = new Set(values.map(({ value }) => foldWord(value)));
  const declared = cellType === 'boolean' || /^(?:bit(?:\(1\))?|bool|boolean|tinyint\(1\))/i.test(type);
  // Keys, counts and places have only 0 and 1 too, as long as there are few.
  const isOther =
    !declared &&
    /(?:id|no|nr|num|number|count|cnt|qty|quantity|seq|sequence|order|level|type|version)s?\d*$/i.test(name);
  return booleanSets.some(
    (set) =>
      !(isOther && set.has('0')) &&
      [...words].every((word) => set.has(word)) &&
      (words.size === set.size ||
        (declared && set.has('0')) ||
        (words.size === 1 && isPlainWord.test([...words][0] ?? ''))),
  );
}

/** Sixteen bytes each, with the version and variant bits of RFC 9562 in nearly all. */
function isGuidBytes(collector: ColumnCollector): boolean {
  if (collector.least !== 16 || collector.most !== 16) return false;
  const sample = collector.sample.list();
  const fit = sample.filter(({ value }) => /^.{12}[1-8].{3}[89ab]/.test(value)).length;
  return fit >= sample.length * MOST || /uuid|guid/i.test(collector.column.name);
}

function wordKind(collector: ColumnCollector, known: number): ColumnKind {
  const { filled, phrases, words, shapeless, total, lettered, wordLike } = collector;
  const mean = total / filled;
  if (shapeless / filled > 0.05 || words / filled > 6 || mean > 60) return 'text';
  const distinct = collector.exact.count ?? Number.POSITIVE_INFINITY;
  if (phrases / known > 0.3) return distinct <= 60 && known >= distinct * 5 && mean <= 40 ? 'word' : 'text';
  if (wordLike / known > 0.8 && (mean > 3.5 || distinct > 40)) return 'word';
  if (lettered > 0 && mean <= 3.5 && phrases === 0) return 'code';
  // Without spaces and with digits or signs in them.
  return phrases / known < 0.1 ? 'code' : 'text';
}
