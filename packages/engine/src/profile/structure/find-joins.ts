import type { Join } from '../../artifacts/source-profile.js';
import { type Candidate, joinCandidates } from './join-candidates.js';
import { evidenceFor, LEAST_SCORE, probability } from './join-score.js';
import type { KeyColumn } from './key-columns.js';
import { isBareKey } from './name-evidence.js';
import type { ModelColumn, ModelTable, StructureModel } from './structure-model.js';

/** A join found, before its rows were counted. */
export interface FoundJoin {
  readonly candidate: Candidate;
  /** Log odds. */
  readonly evidence: number;
  readonly score: number;
}

/** Added where columns of the same name elsewhere name the same key, and taken where they name another. */
const CUSTOM = 1.5;

const AS_LIKELY = 0.3;
const DOUBT = 0.7;

/** For each column the key that it names, where one is sure enough. */
export function findJoins(model: StructureModel): FoundJoin[] {
  const byChild = new Map<ModelColumn, Candidate[]>();
  for (const candidate of joinCandidates(model)) {
    const list = byChild.get(candidate.child);
    if (list === undefined) byChild.set(candidate.child, [candidate]);
    else list.push(candidate);
  }
  const guess = [...byChild.values()].map((list) => bestOf(list, evidenceFor, none));
  const naming = namingTables(guess);
  const first = [...byChild.values()].map((list) => bestOf(list, evidenceFor, naming));
  const custom = customOf(first);
  const second = [...byChild.values()].map((list) =>
    bestOf(
      list,
      (candidate) => {
        const usual = isBareKey(candidate.child) ? undefined : custom.get(candidate.child.whole);
        const evidence = evidenceFor(candidate);
        if (usual === undefined) return evidence;
        if (usual !== candidate.key) return evidence - CUSTOM / 2;
        if (candidate.child.distinct === 0) return Math.max(evidence, 0) + CUSTOM;
        return (candidate.inclusion?.share ?? 1) > 0.5 ? evidence + CUSTOM : evidence;
      },
      naming,
    ),
  );
  return withoutReturns(
    second.filter((join) => join.score >= LEAST_SCORE),
    naming,
  );
}

/** How many other columns of a key's table name rows elsewhere. */
type Naming = (key: ModelColumn) => number;

const none: Naming = () => 0;

/** Of two tables with the same numbers the one that itself names patients, people, places is where the rows are at home; the other adds to it. */
function namingTables(joins: readonly FoundJoin[]): Naming {
  const naming = new Map<ModelTable, Set<ModelColumn>>();
  for (const { candidate, score } of joins) {
    const { child, key } = candidate;
    if (score < 0.8 || candidate.name.score < 0.5 || child.table === key.column.table) continue;
    naming.set(child.table, (naming.get(child.table) ?? new Set<ModelColumn>()).add(child));
  }
  return (key) => {
    const columns = naming.get(key.table);
    return columns === undefined ? 0 : columns.size - (columns.has(key) ? 1 : 0);
  };
}

function bestOf(
  candidates: readonly Candidate[],
  evidenceOf: (candidate: Candidate) => number,
  naming: Naming,
): FoundJoin {
  const joins = candidates.map((candidate) => {
    const evidence = evidenceOf(candidate);
    return { candidate, evidence, score: probability(evidence) };
  });
  const best = joins.reduce((a, b) => (better(b, a, naming) ? b : a));
  // Of several tables that are as likely, at most one is right.
  const equals = joins.filter(
    (join) =>
      join.evidence > best.evidence - AS_LIKELY && join.candidate.key.column.table !== best.candidate.key.column.table,
  ).length;
  const evidence = best.evidence - DOUBT * Math.log(1 + equals);
  return { ...best, evidence, score: probability(evidence) };
}

/** What columns of a name usually name, where several with values agree. */
function customOf(joins: readonly FoundJoin[]): Map<string, KeyColumn> {
  const votes = new Map<string, Map<KeyColumn, number>>();
  for (const { candidate, score } of joins) {
    if (score < 0.6 || candidate.inclusion === null || candidate.inclusion.share < 0.9) continue;
    const name = candidate.child.whole;
    const keys = votes.get(name) ?? new Map<KeyColumn, number>();
    votes.set(name, keys);
    keys.set(candidate.key, (keys.get(candidate.key) ?? 0) + score);
  }
  const custom = new Map<string, KeyColumn>();
  for (const [name, keys] of votes) {
    const ranked = [...keys].sort((a, b) => b[1] - a[1]);
    const [best, next] = ranked;
    if (best !== undefined && best[1] > 2 * (next?.[1] ?? 0)) custom.set(name, best[0]);
  }
  return custom;
}

/** Of two columns that each name the other's rows, the surer stays. */
function withoutReturns(joins: readonly FoundJoin[], naming: Naming): FoundJoin[] {
  const byChild = new Map(joins.map((join) => [join.candidate.child, join]));
  return joins.filter((join) => {
    const back = byChild.get(join.candidate.key.column);
    if (back === undefined || back.candidate.key.column !== join.candidate.child) return true;
    return (
      better(join, back, naming) ||
      (!better(back, join, naming) && join.candidate.child.table.name > back.candidate.child.table.name)
    );
  });
}

/** The surer; among equals the one whose table is home of what is named, then the one whose table names more rows elsewhere, then the one with more rows. */
function better(a: FoundJoin, b: FoundJoin, naming: Naming): boolean {
  if (Math.abs(a.evidence - b.evidence) > 0.1) return a.evidence > b.evidence;
  const home = a.candidate.key.home - b.candidate.key.home;
  if (Math.abs(home) > 0.05) return home > 0;
  const names = naming(a.candidate.key.column) - naming(b.candidate.key.column);
  if (names !== 0) return names > 0;
  return a.candidate.key.column.table.profile.rows > b.candidate.key.column.table.profile.rows;
}

export function joinOf({ candidate, score }: FoundJoin): Join {
  const { child, key, name, inclusion } = candidate;
  const reasons = name.score > 0 ? [name.reason] : [];
  if (inclusion !== null)
    reasons.push(`${Math.round(inclusion.share * 100)}% of ${inclusion.compared} different values stand there`);
  if (child.distinct === 0) reasons.push('no value to compare');
  if (key.isPrimary) reasons.push('the declared key of its table');
  return {
    from: { table: child.table.name, columns: [child.name] },
    to: { table: key.column.table.name, columns: [key.column.name] },
    declared: false,
    score: Math.round(score * 100) / 100,
    inclusion: inclusion === null ? null : inclusion.share,
    orphans: null,
    reasons,
  };
}
