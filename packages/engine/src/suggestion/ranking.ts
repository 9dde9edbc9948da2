import { pathOf, type Scored } from './column-score.js';
import type { Candidate, ColumnSuggestion } from './suggestion.js';

/**
 * One column feeds an element that holds one value: the column that fits best keeps it. Gives for each column the paths that another one took; greedy, the best pairs
 * first.
 */
export function takenByOthers(columns: readonly (readonly Scored[])[]): readonly ReadonlySet<string>[] {
  const taken = columns.map(() => new Set<string>());
  const holders = new Map<string, number>();
  const settled = new Set<number>();
  const pairs = columns.flatMap((scores, at) => scores.slice(0, 6).map((score) => ({ score, at })));
  pairs.sort((a, b) => b.score.logit - a.score.logit);
  for (const { score, at } of pairs) {
    const path = pathOf(score.target);
    const holder = holders.get(path);
    if (score.target.resource === '-' || score.target.repeats) settled.add(at);
    else if (holder !== undefined && holder !== at) taken[at]?.add(path);
    else if (holder === undefined && !settled.has(at)) {
      holders.set(path, at);
      settled.add(at);
    }
  }
  return taken;
}

/** What it costs a candidate that another column of the table fits its element better. */
const TAKEN_COST = 1.3;

/** How often a candidate with this evidence and so far ahead of the next is right: fitted by scripts/fit-suggestion-scores.mjs on labelled keys of several schemas. */
const CALIBRATION = Object.freeze({ base: -0.47, logit: 0.73, margin: 0.59 });

/** Below this it is better to say nothing. */
const LEAST_SCORE = 0.15;

export interface Ranked extends ColumnSuggestion {
  /** Log odds of the best candidate and by how much it is ahead of the next: what scores are fitted from. null where reasons to map nothing come first. */
  readonly evidence: { readonly logit: number; readonly ahead: number } | null;
  /** All targets with their log odds, the best first, beyond the five that are shown. */
  readonly all: readonly (Candidate & { readonly logit: number })[];
}

/** `kinds`: resource types of a table whose rows are of several kinds: their targets stand side by side and are no rivals. */
export function rank(
  table: string,
  column: string,
  scores: readonly Scored[],
  taken: ReadonlySet<string>,
  kinds: ReadonlySet<string> = new Set(),
): Ranked {
  const ranked = scores
    .map((one) => ({ ...one, logit: one.logit - (taken.has(pathOf(one.target)) ? TAKEN_COST : 0) }))
    .sort((a, b) => b.logit - a.logit);
  const [top] = ranked;
  // Alone is not far ahead.
  const least = -2.5;
  const isRival = (one: Scored, other: Scored): boolean =>
    other !== one &&
    (other.target.resource === one.target.resource ||
      !kinds.has(one.target.resource) ||
      !kinds.has(other.target.resource));
  const ahead = (one: Scored): number => one.logit - (ranked.find((other) => isRival(one, other))?.logit ?? least);
  const isDeclined = !top || top.target.resource === '-';
  const evidence = isDeclined ? null : { logit: top.logit, ahead: ahead(top) };
  if (isDeclined || scoreOf(top.logit, ahead(top)) < LEAST_SCORE) {
    const reason = top && isDeclined ? `${top.target.element}: ${top.phrase.join(' ')}` : 'nothing fits well enough';
    return { table, column, candidates: [], abstained: true, reasons: [reason], evidence, all: [] };
  }
  const all = ranked
    .filter((one) => one.target.resource !== '-')
    .map((one) => ({
      logit: one.logit,
      target: pathOf(one.target),
      ...(!one.target.code ? {} : { code: { system: 'http://loinc.org', code: one.target.code } }),
      score: scoreOf(one.logit, ahead(one)),
      reasons: one.reasons,
    }));
  const candidates: Candidate[] = all.slice(0, 5).map(({ logit: _, ...candidate }) => candidate);
  return { table, column, candidates, abstained: false, evidence, all };
}

function scoreOf(logit: number, ahead: number): number {
  const { base, logit: slope, margin } = CALIBRATION;
  return Math.round(1000 / (1 + Math.exp(-(base + slope * logit + margin * ahead)))) / 1000;
}
