import { ENTRY_KINDS, type PagePlace } from '../../artifacts/keying-form.js';
import type { EntryCounts } from '../../artifacts/work-item.js';
import type { DraftEntry } from './draft.js';

/**
 * What somebody counted on a page against what was keyed from it: where more of a kind were counted, somebody is asked for each one more, on the page as a whole. Fewer are no question:
 * an entry that was keyed is itself the evidence that it is there. `counts`: undefined where nobody counted. `page`: null for items without one.
 */
export function takeCounts(
  draft: readonly DraftEntry[],
  counts: EntryCounts | undefined,
  page: PagePlace | null,
): DraftEntry[] {
  const after = [...draft];
  if (counts === undefined || page === null) return after;
  for (const kind of ENTRY_KINDS) {
    const known = draft.filter((entry) => entry.kind === kind && entry.presence !== 'no').length;
    for (let n = known; n < (counts[kind] ?? 0); n++)
      after.push({
        ...{ kind, place: page, abstractor: null, reviewer: null, presence: 'asked', seen: [null] },
        ...{ fields: new Map(), machine: null },
      });
  }
  return after;
}
