import { describe, expect, it } from 'vitest';
import { keyingPolicy } from '../abstraction/keying/policy.js';
import { DEFAULT_KEYING } from '../abstraction/keying/settings.js';
import type { KeyedEntry } from '../artifacts/keying-form.js';
import type { KeyedItem, KeyingVerdict, StandingKey } from '../artifacts/keying-policy.js';
import type { EntryCounts } from '../artifacts/work-item.js';
import { keyingReaders } from './keying-readers.js';

const readers = keyingReaders({ dateOrder: 'mdy', latestYear: 2026 });
const PAGE = { document: 'd', page: 1, box: null };
const med = (n: number, fields: Record<string, string>): KeyedEntry => ({
  kind: 'medication',
  fields,
  place: { ...PAGE, box: [0, 100 * n, 900, 80] },
});
const item: KeyedItem = {
  ...{ id: 'i1', type: 'transcribe', subject: 'document/d/1', patient: 'p', priority: 0, due: null, batch: null },
  ...{ gold: false, task: { kind: 'transcribe', document: 'd', page: 1, forms: [], suggestions: [] } },
};
const aspirin = med(1, { drug: 'aspirin', frequency: 'daily' });
const warfarin = med(2, { drug: 'warfarin', frequency: 'daily' });
type Given = readonly [entries: readonly KeyedEntry[], counts?: EntryCounts | undefined];

const after = (...given: readonly Given[]): KeyingVerdict =>
  keyingPolicy({ settings: DEFAULT_KEYING, readers, machine: () => [] }).after(
    item,
    given.map(
      ([entries, counts], n): StandingKey => ({
        ...{ seq: n + 1, who: 'abcd'[n] ?? '', at: '2026-01-01T00:00:00Z', seconds: null, keystrokes: null },
        key: n === 0 ? 'first' : n === 1 ? 'second' : 'adjudication',
        answer: { kind: 'entries', entries, ...(counts === undefined ? {} : { counts }) },
      }),
    ),
  );
const drugs = ({ settled }: KeyingVerdict): (string | undefined)[] => settled.map(({ fields }) => fields.drug);

describe('counted entries', () => {
  it('ask a third person for an entry that the second counted and nobody keyed', () => {
    const verdict = after([[aspirin]], [[aspirin], { medication: 2 }]);
    expect(verdict.next).toBe('adjudicate');
    expect(verdict.fields).toEqual([{ entry: 1, kind: 'medication', place: PAGE, field: null, candidates: [null] }]);
    const found = after([[aspirin]], [[aspirin], { medication: 2 }], [[warfarin]]);
    expect([found.next, drugs(found)]).toEqual(['done', ['aspirin', 'warfarin']]);
    expect(found.settled[1]?.methods).toEqual({ drug: 'adjudicated', frequency: 'adjudicated' });
    const miscounted = after([[aspirin]], [[aspirin], { medication: 2 }], [[]]);
    expect([miscounted.next, drugs(miscounted)]).toEqual(['done', ['aspirin']]);
  });

  it('ask nothing where they agree, are fewer, or nobody counted', () => {
    for (const counts of [undefined, { medication: 1 }, {}] as const)
      expect(after([[aspirin]], [[aspirin], counts]).next).toBe('done');
  });

  it('do not ask twice for an entry that the second keyed of their own accord', () => {
    const verdict = after([[aspirin]], [[aspirin, warfarin], { medication: 2 }]);
    expect(verdict.fields.map(({ entry, field, candidates }) => [entry, field, candidates])).toEqual([
      [1, null, [null, 'warfarin']],
    ]);
  });

  it('of the first person have the page keyed again as a whole where its place does not tell what is missing', () => {
    const verdict = after([[aspirin], { medication: 2 }]);
    expect([verdict.next, verdict.fields]).toEqual(['second', []]);
    const again = after([[aspirin], { medication: 2 }], [[aspirin, warfarin]]);
    expect(again.next).toBe('adjudicate');
    expect(drugs(after([[aspirin], { medication: 2 }], [[aspirin, warfarin]], [[warfarin]]))).toEqual([
      'aspirin',
      'warfarin',
    ]);
  });

  it('of another kind ask for that kind', () => {
    const verdict = after([[aspirin]], [[aspirin], { medication: 1, allergy: 1 }]);
    expect(verdict.fields.map(({ kind, field }) => [kind, field])).toEqual([['allergy', null]]);
  });
});
