import type { ColumnProfile, SourceProfile, TableProfile } from '../../artifacts/source-profile.js';
import type { Ranked } from '../ranking.js';
import type { Candidate } from '../suggestion.js';
import type { Plan } from './plan.js';

/** Score below which a suggestion is left to the list and not written. */
const LEAST_SCORE = 0.35;

/** A column that names rows: its values are keys, and no words to put into a chart. */
export const isReference = (column: ColumnProfile, table: TableProfile, profile: SourceProfile): boolean =>
  profile.joins.some(
    (join) =>
      join.from.table === table.name &&
      join.from.columns.length === 1 &&
      join.from.columns[0] === column.name &&
      (join.declared || join.to.table === table.name) &&
      join.score >= 0.8,
  );

/** Free text may look like an address: without a name that says so it is none. */
export const isUnnamedAddress = ({ target, reasons, score }: Candidate): boolean =>
  /\.address\.line$/.test(target) && score < 0.9 && !reasons.some((reason) => /^(name|comment|confirmed)/.test(reason));

/** The key comes as the first identifier by itself. */
export const isOwnKey = (plan: Plan, column: ColumnProfile, candidate: Candidate): boolean =>
  plan.key?.length === 1 && plan.key[0] === column.name && /\.(id|identifier)$/.test(candidate.target);

/** A fact in a column of its own is believed by its name, not by numbers alone. */
export const isNamed = (candidate: Candidate): boolean =>
  candidate.score >= 0.6 && candidate.reasons.some((reason) => /^(name|comment|confirmed)/.test(reason));

/** Ways of writing words, as opposed to keys. */
export const WORDS = new Set(['text', 'code-text', 'name-part', 'human-name', 'note']);

/** The surest first; of one choice of types (`deceased[x]`, `onset[x]`) the date before yes and no or words; who wrote a row after who answers for it. */
export const bySureness = (a: RankedColumn, b: RankedColumn): number =>
  Number(isOther(a)) - Number(isOther(b)) || b.candidate.score - a.candidate.score;
const isOther = ({ column, candidate: { target } }: RankedColumn): boolean =>
  /\.(?:deceased|multipleBirth)Boolean$|\.onsetString$|\.recorder$/.test(target) ||
  (column.dates !== null && CHANGED.test(column.name));

export interface RankedColumn {
  readonly column: ColumnProfile;
  readonly candidate: Candidate;
}

/** When somebody changed the row, which says when it was so only where nothing else does. */
const CHANGED = /(?:^|[_a-z])(?:modif\w*|mod|updated?|chang\w*|edit\w*)(?:$|_|[A-Z]|dt|time|date|on)/i;

export const ATTACHED = /content\.attachment\.data$/;

/** A decimal number called a value is no code, whatever stands beside it. */
export const asValue = (column: ColumnProfile, candidate: Candidate): Candidate =>
  candidate.target === 'Observation.code.coding' && column.kind === 'decimal' && /val|result/i.test(column.name)
    ? { ...candidate, target: 'Observation.valueQuantity' }
    : candidate;

const KIND_DISTANCE = 2.5;

/** The best suggestion of a column that belongs to the spec's resource type and that nobody rejected. */
export function bestFor(
  plan: Plan,
  column: ColumnProfile,
  suggestion: Ranked | undefined,
  { rejected }: { readonly rejected?: (table: string, column: string, target: string) => boolean },
): Candidate | null {
  const [top] = suggestion?.candidates ?? [];
  if (!top) return null;
  const isAllowed = (one: Candidate): boolean => !rejected?.(plan.view.table.name, column.name, one.target);
  if (plan.where !== null) {
    // Rows of several kinds: each kind has its own best target, not far behind that of the others.
    const found = suggestion?.all.find((one) => one.target.startsWith(`${plan.resource}.`) && isAllowed(one));
    const first = suggestion?.all[0]?.logit ?? 0;
    return found && found.logit > first - KIND_DISTANCE
      ? { ...found, score: Math.max(found.score, top.score * 0.8) }
      : null;
  }
  const own = suggestion?.candidates.find((one) => one.target.startsWith(`${plan.resource}.`) && isAllowed(one));
  if (!own || (own.score < LEAST_SCORE && own !== top)) return null;
  // What belongs to another resource by far is not pressed into this one.
  if (top !== own && top.score - own.score > 0.3) return null;
  return own;
}
