import type { ColumnProfile } from '../artifacts/source-profile.js';
import { saidName } from './description.js';
import type { NameIndex, NameMatch } from './name-match.js';
import { nameWords, textWords } from './words.js';

/** What a column's description speaks for: phrases that stand in it, and what it says when read as a name. */
export function describedBy(
  column: ColumnProfile,
  home: ReadonlySet<string>,
  index: NameIndex,
): ReadonlyMap<number, NameMatch> {
  if (!column.comment) return new Map();
  const words = textWords(column.comment);
  // "Date of birth" beside DATE_OF_BIRTH is the same evidence, not twice as much.
  const named = new Set(nameWords(column.name).flatMap((word) => [word.text, ...word.readings.flat()]));
  if (words.every((word) => named.has(word))) return new Map();
  const best = index.matchText(words, home);
  for (const [target, match] of index.matchName(saidName(column.comment), { home, lead: new Set() })) {
    const score = match.score * SAID;
    if (score < LEAST_SAID) continue;
    if (score > (best.get(target)?.score ?? 0)) best.set(target, { ...match, score, isWhole: match.score >= 0.8 });
  }
  return best;
}

/** What a description read as a name counts beside a phrase that stands in it. */
const SAID = 0.8;

/** Below this a description says nothing. */
const LEAST_SAID = 0.25;
