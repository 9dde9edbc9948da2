import type { Candidate } from './join-candidates.js';
import { namesRows } from './key-columns.js';
import { isActor } from './name-evidence.js';
import type { Inclusion } from './value-inclusion.js';

/** Joins below are not told: more of them would be wrong than right. */
export const LEAST_SCORE = 0.5;

export const probability = (evidence: number): number => 1 / (1 + Math.exp(-evidence));

/**
 * Evidence for a candidate as log odds. Names, inclusion of values and how unlikely that inclusion is by chance are added up;
 * the weights are set so that of joins told with 0.9 nine in ten are right on databases whose declared keys were taken away.
 */
export function evidenceFor(candidate: Candidate): number {
  const { child, key, name, inclusion } = candidate;
  const strength = (key.strength - 1) * 2.5 + (key.isNear ? -0.5 : 0) + (key.home - 0.7) * 1.5;
  const value = inclusion === null ? withoutValues(candidate) : ofValues(candidate, inclusion);
  // Where names say nothing, one of the two must at least be named like a key.
  const nameless =
    name.score < 0.3 && !callsSomebody(candidate) && !key.isPrimary && (key.home < 0.9 || !namesRows(key.column))
      ? -2.2
      : 0;
  const own = child.table.primaryKey;
  const isOwnKey = own.length === 1 && own[0] === child.name;
  return -3.4 + 6 * name.score + strength + value + nameless - (isOwnKey ? 1.2 : 0);
}

/** Names alone: only where they leave no doubt. */
function withoutValues({ child, key, name }: Candidate): number {
  if (child.distinct > 0) return child.integers === key.column.integers ? -0.5 : -10;
  const plain =
    name.score >= (child.table === key.column.table ? 0.8 : 0.97) ||
    (name.score >= 0.76 && namesRows(child) && (key.isPrimary || key.home >= 0.85));
  return plain || (isActor(child) && name.score >= 0.7) ? -1 : -4;
}

const CALLING: ReadonlySet<string | undefined> = new Set(['mrn', 'identifier', 'account', 'email', 'ssn', 'phone']);
const LEAST_CALLED = 20;

/** User names, e-mails, numbers of people that all stand in the key, which is made of such as well: no two lists hold the same ones by chance. */
const callsSomebody = ({ child, key, inclusion }: Candidate): boolean =>
  CALLING.has(child.profile.phi?.kind) &&
  CALLING.has(key.column.profile.phi?.kind) &&
  !child.integers &&
  (child.profile.lengths?.mean ?? 0) >= 5 &&
  child.distinct >= LEAST_CALLED &&
  (inclusion?.share ?? 0) > 0.99;

function ofValues(candidate: Candidate, inclusion: Inclusion): number {
  const { child, key, name } = candidate;
  const chance = callsSomebody(candidate) ? 1e-3 : candidate.chance;
  const surprise = surpriseOf(child.distinct, chance, child.integers && isCounter(child));
  const missing = 1 - inclusion.share;
  if (missing <= 0.001) return 0.6 + 5 * surprise;
  if (missing <= 0.3) return 5 * surprise * (1 - missing) ** 2 - 5 * missing;
  if (inclusion.share === 0 && child.integers !== key.column.integers) return -10;
  if (inclusion.share >= 0.5 && name.score >= 0.95) return -0.5 - 2.5 * missing;
  const sure = Math.min(1, Math.log2(1 + inclusion.compared) / 3);
  return -1.5 - (name.score >= 0.95 ? 2.5 : 4) * missing * sure - (inclusion.share === 0 ? 1 : 0);
}

/** 0 to 1: how much it says that all values stand in the key, given how many there are and how many unrelated columns do the same. */
function surpriseOf(distinct: number, chance: number, counter: boolean): number {
  const rare = Math.min(1, -Math.log10(Math.max(chance, 1e-6)) / 2);
  const rich = Math.min(1, Math.log2(1 + distinct) / 4.3);
  return rare * rich * (counter ? 0.25 : 1);
}

/** Numbers from 0 or 1 on without gaps to speak of: places in a list, small ids. Any table has such. */
function isCounter(child: Candidate['child']): boolean {
  const numbers = child.facts?.numbers ?? null;
  if (numbers === null) return child.distinct < 50;
  const least = Number(numbers.least);
  const most = Number(numbers.most);
  return least <= 5 && most <= Math.max(30, child.distinct * 3);
}
