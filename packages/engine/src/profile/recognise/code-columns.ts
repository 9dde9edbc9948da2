import type { CodeGuess } from '../../artifacts/source-profile.js';
import { icd10 } from '../../terminology/code-shapes.js';
import { codeSystem } from '../../terminology/code-systems.js';
import type { TerminologyStore } from '../../terminology/store/contract.js';
import type { ColumnFacts } from '../column-facts.js';
import type { CountedValue } from '../frequent-values.js';
import { CODE_RECOGNISERS, type CodeRecogniser } from './code-recognisers.js';
import { unprefixed } from './prefixed-codes.js';

/** What stands around a column and helps to tell its codes. */
export interface CodeContext {
  /** Words of the column, and of column and table, blank between them. */
  readonly column: string;
  readonly around: string;
  /** Systems that a column beside it names, with the share of rows that it says so of. */
  readonly said: ReadonlyMap<string, number>;
  readonly store: TerminologyStore | null;
}

/** Mixed columns give several guesses; a smaller share is told only where the values name their system themselves. */
const LEAST_SHARE = 0.15;
const LEAST_PREFIXED = 0.005;
const LEAST_ALONE = 0.6;
const MOST_LOOKED_UP = 200;

interface Fit {
  readonly recogniser: CodeRecogniser;
  readonly share: number;
  /** Different values that fit. */
  readonly distinct: number;
  readonly codes: readonly string[];
}

/** Code systems whose codes a column holds, the best first; empty where none is likely. Nothing is guessed by small integers alone. */
export function codeGuesses(facts: ColumnFacts, context: CodeContext): CodeGuess[] {
  const values = valuesOf(facts);
  const total = values.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return [];
  const plain: CountedValue[] = [];
  const byPrefix = new Map<string, { rows: number; codes: string[] }>();
  for (const { value, count } of values) {
    const said = unprefixed(value);
    if (said.length === 0) plain.push({ value, count });
    for (const { system, code } of said) {
      const found = byPrefix.get(system) ?? { rows: 0, codes: [] };
      byPrefix.set(system, found);
      found.rows += count / said.length;
      found.codes.push(code);
    }
  }
  const prefixed = [...byPrefix]
    .filter(([, { rows }]) => rows / total >= LEAST_PREFIXED)
    .map(
      ([system, { rows, codes }]): CodeGuess => ({
        system,
        share: round(rows / total),
        hitRate: hitRate(context.store, system, codes),
        reasons: ['the values name their system before the code'],
      }),
    );
  const bare = plainGuesses(plain, total, context).filter((guess) => !byPrefix.has(guess.system));
  return [...prefixed, ...bare].sort((a, b) => b.share - a.share || rank(b) - rank(a));
}

const rank = (guess: CodeGuess): number => guess.reasons.length + (guess.hitRate ?? 0);

/** All values where the profile remembers them, else the most frequent and an even sample of the others. */
function valuesOf(facts: ColumnFacts): readonly CountedValue[] {
  if (facts.frequentIsAll) return facts.frequent;
  const known = new Map(facts.frequent.map(({ value, count }) => [value, count]));
  for (const { value, count, length } of facts.sample) if (length === value.length) known.set(value, count);
  return [...known].map(([value, count]) => ({ value, count }));
}

function plainGuesses(values: readonly CountedValue[], total: number, context: CodeContext): CodeGuess[] {
  const accepted: (CodeGuess & { readonly name: string })[] = [];
  for (const recogniser of CODE_RECOGNISERS) {
    // `E78.5` and `V10.1` have the shape of both editions; what the later one explains tells nothing of the earlier.
    const isLeft = recogniser.name === 'ICD-9-CM' && accepted.some((one) => one.name.startsWith('ICD-10-CM'));
    const fit = fitOf(recogniser, isLeft ? values.filter(({ value }) => icd10(value) === null) : values, total);
    if (fit.distinct === 0) continue;
    const twin = accepted.findIndex((one) => one.system === fit.recogniser.system);
    const first = accepted[twin];
    // With and without points, with and without hyphens: the same system, spelled in two ways.
    if (first !== undefined) {
      if (fit.recogniser.name.includes('without'))
        accepted[twin] = { ...first, share: round(Math.min(1, first.share + fit.share)) };
      continue;
    }
    if (fit.share < LEAST_SHARE) continue;
    const explained = accepted.reduce((sum, one) => sum + one.share, 0);
    const guess = judge(fit, context, explained);
    if (guess !== null) accepted.push({ ...guess, name: fit.recogniser.name });
  }
  return withoutRivals(accepted).map(({ name: _, ...guess }) => ({
    ...guess,
    reasons: [...guess.reasons, `${Math.round(guess.share * 100)}% have its shape`],
  }));
}

function fitOf(recogniser: CodeRecogniser, values: readonly CountedValue[], total: number): Fit {
  const codes: string[] = [];
  let rows = 0;
  for (const { value, count } of values) {
    const code = recogniser.read(value);
    if (code === null) continue;
    codes.push(code);
    rows += count;
  }
  return { recogniser, share: rows / total, distinct: codes.length, codes };
}

/** `explained`: share of the values that systems before it have. */
function judge({ recogniser, share, distinct, codes }: Fit, context: CodeContext, explained: number): CodeGuess | null {
  const { system, name, chance } = recogniser;
  const reasons: string[] = [];
  const isNamed = recogniser.names.test(context.column);
  if (isNamed) reasons.push(`the column's name says ${name}`);
  const said = context.said.get(system) ?? 0;
  if (said > 0) reasons.push('a column beside it names the system');
  else if ([...context.said.keys()].some((other) => other !== system) && !isNamed) return null;
  // A table's own keys are counted up through the shapes of many systems.
  const isKey = recogniser.shape === 'shared' && /\b(?:id|no|key|number|seq)$/.test(context.column.trim());
  const isLikely = !isKey && (recogniser.hints?.test(context.around) ?? false);
  if (isLikely) reasons.push('names of column and table make it likely');
  const rate = hitRate(context.store, system, codes);
  if (rate !== null && rate >= 0.5) reasons.push(`${Math.round(rate * 100)}% stand in the loaded release`);
  // So many different values would fit by accident with this chance.
  const accident = chance ** Math.min(distinct, 24);
  const byShape = recogniser.shape === 'own' && share >= LEAST_ALONE && accident < 0.001;
  if (byShape) reasons.push('shape and check digit, which hardly anything else has');
  const byRelease = rate !== null && rate >= 0.9 && share >= 0.8 && distinct >= (recogniser.shape === 'own' ? 3 : 8);
  const likely = recogniser.shape === 'own' || (recogniser.hints?.test(context.column) ?? false) ? 0.03 : 0.01;
  const together =
    recogniser.shape === 'own' && accident < 0.001
      ? LEAST_SHARE
      : Math.min(LEAST_ALONE, Math.max(LEAST_SHARE, 0.8 - explained));
  const needed = isNamed || said > 0 ? (recogniser.least ?? 0) : isLikely ? together : LEAST_ALONE;
  const byNames = share >= needed && (isNamed || said > 0 || (isLikely && accident < likely));
  if (!(byNames || byShape || byRelease)) return null;
  // A release is loaded and lacks nearly all of them: the shape deceives.
  if (rate !== null && rate < 0.1 && distinct >= 5 && !isNamed && said === 0) return null;
  return {
    system,
    share: round(share),
    hitRate: rate,
    reasons,
  };
}

/** Shapes that other systems have too: what is surer takes the place. */
const RIVALS: readonly (readonly [string, string])[] = [
  ['ICD-10-CM', 'HCPCS Level II'],
  ['ICD-10-CM', 'ICD-10-PCS'],
  ['ICD-10-CM without points', 'HCPCS Level II'],
  ['ICD-10-CM', 'ICD-10 of the WHO'],
  ['ICD-10-CM without points', 'ICD-10 of the WHO'],
  ['LOINC', 'NDC'],
  ['ICD-9-CM', 'CPT'],
  ['ISO 3166-1', 'US state'],
];

function withoutRivals<T extends CodeGuess & { readonly name: string }>(guesses: readonly T[]): T[] {
  return guesses.filter((guess) => {
    for (const [a, b] of RIVALS) {
      const other = guess.name === a ? b : guess.name === b ? a : null;
      const rival = other === null ? undefined : guesses.find((one) => one.name === other);
      if (rival === undefined) continue;
      const mine = guess.reasons.length + guess.share;
      const its = rival.reasons.length + rival.share;
      if (its > mine || (its === mine && guess.name === b)) return false;
    }
    return true;
  });
}

/** Share of different codes that the newest loaded release holds; null where none is loaded. */
function hitRate(store: TerminologyStore | null, system: string, codes: readonly string[]): number | null {
  if (store === null || codes.length === 0 || !store.releases.some((release) => release.system === system)) return null;
  const tried = [...new Set(codes)].slice(0, MOST_LOOKED_UP);
  const held = tried.filter((code) => store.concept(system, code) !== null).length;
  return round(held / tried.length);
}

const round = (share: number): number => Math.round(share * 1000) / 1000;

/** Systems that the values of a column name (`coding_system`, `code_type`), with the share of its rows; empty where it is no such column. */
export function systemsSaid(facts: ColumnFacts): ReadonlyMap<string, number> {
  const said = new Map<string, number>();
  if (!facts.frequentIsAll || facts.filled === 0 || facts.frequent.length > 30) return said;
  let known = 0;
  for (const { value, count } of facts.frequent) {
    const system = /[A-Za-z]{3}|\d\.\d/.test(value) ? codeSystem(value) : null;
    if (system === null) continue;
    known += count;
    said.set(system.uri, (said.get(system.uri) ?? 0) + count / facts.filled);
  }
  return known / facts.filled >= 0.5 ? said : new Map();
}
