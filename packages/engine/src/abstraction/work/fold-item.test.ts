import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeyedItem, KeyingPolicy } from '../../artifacts/keying-policy.js';
import type { WorkAnswer, WorkEvent } from '../../artifacts/work-item.js';
import { foldItem, type ItemStanding } from './fold-item.js';
import { viewOf } from './item-view.js';
import { refusalOf } from './refusal.js';
import { keyedOnce, keyedTwice } from './simple-policy.js';
import { type PastEvent, standingEvents } from './standing-events.js';

const ITEM: KeyedItem = {
  id: 'f3b0c1de-0000-5000-8000-000000000001',
  type: 'transcribe',
  subject: 'document/d/1',
  patient: 'p1',
  ...{ priority: 1, due: null, batch: null, gold: false },
  task: { kind: 'transcribe', document: 'd', page: 1, forms: [], suggestions: [] },
};
const PLACE = { document: 'd', page: 1, box: null } as const;
const keyed = (dose: string): WorkAnswer => ({
  kind: 'entries',
  entries: [{ kind: 'medication', fields: { drug: 'aspirin', dose }, place: PLACE }],
});
const unreadable: WorkAnswer = { kind: 'unreadable', reason: 'black' };
const question = (text: string): WorkAnswer => ({ kind: 'ask', question: text });

/** The life of one item, each event checked as the queue checks it. */
class Life {
  readonly events: PastEvent[] = [];
  constructor(private readonly policy: KeyingPolicy) {}

  get standing(): ItemStanding {
    return foldItem(ITEM, this.events, this.policy);
  }

  /** The code of the refusal; null: it happened. */
  happen(who: string, event: WorkEvent): string | null {
    const refused = refusalOf({ id: ITEM.id, standing: this.standing, events: this.events, holder: who }, event, who);
    if (refused) return refused.code;
    const seq = (this.events.at(-1)?.seq ?? 40) + 3;
    this.events.push({ seq, who, at: `2026-01-01T00:00:${String(this.events.length).padStart(2, '0')}Z`, event });
    return null;
  }

  answer(who: string, answer: WorkAnswer): string | null {
    const { stage } = this.standing;
    return this.happen(who, { event: 'answer', key: stage ?? 'first', answer, seconds: null, keystrokes: null });
  }

  undo(who: string, nth: number): string | null {
    return this.happen(who, { event: 'undo', seq: this.events[nth]?.seq ?? 0, reason: 'wrong' });
  }
}

describe('the life of an item', () => {
  it('goes from the first key over a second to a third person', () => {
    const life = new Life(keyedTwice);
    expect(life.standing).toMatchObject({ state: 'open', stage: 'first' });
    expect(life.answer('ann', keyed('5'))).toBeNull();
    expect(life.standing).toMatchObject({ state: 'second', stage: 'second', settled: [] });
    expect(life.answer('ann', keyed('5'))).toBe('WORK_SAME_PERSON');
    expect(life.answer('bob', keyed('50'))).toBeNull();
    expect(life.standing).toMatchObject({ state: 'adjudicate', stage: 'adjudication' });
    expect(life.answer('bob', keyed('5'))).toBe('WORK_SAME_PERSON');
    expect(life.answer('ann', keyed('5'))).toBe('WORK_SAME_PERSON');
    expect(life.answer('cid', keyed('5'))).toBeNull();
    expect(life.standing).toMatchObject({
      state: 'done',
      stage: null,
      settled: [{ fields: { dose: '5' }, methods: { dose: 'adjudicated' }, abstractor: 'cid', reviewer: 'ann' }],
    });
    expect(life.answer('dan', keyed('5'))).toBe('WORK_STATE');
  });

  it('ends with the first key where the policy wants no more', () => {
    const life = new Life(keyedOnce);
    life.answer('ann', keyed('5'));
    expect(life.standing).toMatchObject({ state: 'done', settled: [{ methods: { drug: 'single' }, reviewer: null }] });
  });

  it('is unreadable when two people say so', () => {
    const life = new Life(keyedTwice);
    life.answer('ann', unreadable);
    expect(life.standing).toMatchObject({ state: 'second', stage: 'second', keys: [] });
    expect(life.answer('ann', keyed('5'))).toBe('WORK_SAME_PERSON');
    life.answer('bob', unreadable);
    expect(life.standing).toMatchObject({ state: 'unreadable', stage: null });
  });

  it('is read by a second person where the first could not, and that key is a first one', () => {
    const life = new Life(keyedTwice);
    life.answer('ann', unreadable);
    life.answer('bob', keyed('5'));
    expect(life.standing).toMatchObject({ state: 'second', keys: [{ who: 'bob', key: 'first' }] });
    life.answer('cid', keyed('5'));
    expect(life.standing).toMatchObject({ state: 'done', settled: [{ abstractor: 'bob', reviewer: 'cid' }] });
  });

  it('goes to a third person where the second could not read what the first keyed', () => {
    const life = new Life(keyedTwice);
    life.answer('ann', keyed('5'));
    life.answer('bob', unreadable);
    expect(life.standing).toMatchObject({ state: 'adjudicate', stage: 'adjudication' });
    life.answer('cid', keyed('5'));
    expect(life.standing).toMatchObject({ state: 'done', settled: [{ reviewer: 'ann' }] });
  });

  it('waits for the reply to a question, and then for what it waited for', () => {
    const life = new Life(keyedTwice);
    life.answer('ann', question('which page?'));
    expect(life.standing).toMatchObject({ state: 'asked', stage: 'first', keyers: [] });
    expect(life.answer('bob', keyed('5'))).toBe('WORK_STATE');
    expect(life.happen('lea', { event: 'reply', text: ' ' })).toBe('WORK_EMPTY');
    expect(life.happen('lea', { event: 'reply', text: 'the second' })).toBeNull();
    expect(life.happen('lea', { event: 'reply', text: 'again' })).toBe('WORK_STATE');
    expect(life.standing).toMatchObject({
      state: 'open',
      remarks: [{ kind: 'question' }, { kind: 'reply', to: 'ann' }],
    });
    expect(life.answer('ann', keyed('5'))).toBeNull();
  });

  it('takes back an answer with all that followed, and gives it again when that is undone', () => {
    const life = new Life(keyedTwice);
    life.answer('ann', keyed('5'));
    life.answer('bob', keyed('50'));
    life.happen('lea', { event: 'note', text: 'careful' });
    const before = life.standing;
    expect(life.undo('lea', 0)).toBeNull();
    expect(life.standing).toMatchObject({ state: 'open', keys: [], keyers: [], remarks: [{ text: 'careful' }] });
    expect(life.undo('lea', 1)).toBe('WORK_UNDO');
    expect(life.answer('bob', keyed('7'))).toBeNull();
    expect(life.undo('lea', 3)).toBeNull();
    expect(life.standing).toEqual(before);
  });

  it('keeps what people did since beside an event that is undone and does not bear it', () => {
    const life = new Life(keyedTwice);
    life.happen('lea', { event: 'cancel', reason: 'not needed' });
    expect(life.standing).toMatchObject({ state: 'cancelled', stage: null });
    expect(life.happen('lea', { event: 'cancel', reason: 'again' })).toBe('WORK_STATE');
    expect(life.happen('lea', { event: 'assign', to: 'bob' })).toBe('WORK_STATE');
    life.undo('lea', 0);
    life.happen('lea', { event: 'assign', to: 'bob' });
    expect(life.standing).toMatchObject({ state: 'open', assignee: 'bob' });
    life.answer('bob', keyed('5'));
    expect(life.standing).toMatchObject({ state: 'second', assignee: null });
    expect(life.happen('lea', { event: 'assign', to: 'bob' })).toBe('WORK_SAME_PERSON');
  });
});

const PEOPLE = ['ann', 'bob', 'cid', 'dan', 'eve'];
/** What somebody tries to do; whether it may be done shows when it is tried. */
const attempt = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('key' as const), dose: fc.constantFrom('5', '50') }) },
  fc.record({ do: fc.constantFrom('unreadable', 'ask', 'reply', 'note', 'cancel') }),
  fc.record({ do: fc.constant('assign' as const), to: fc.constantFrom(null, ...PEOPLE) }),
  { weight: 3, arbitrary: fc.record({ do: fc.constant('undo' as const), nth: fc.nat(30) }) },
);
const attempts = fc.array(fc.tuple(fc.constantFrom(...PEOPLE), attempt), { maxLength: 30 });
type Attempt = typeof attempt extends fc.Arbitrary<infer T> ? T : never;

function tryOut(life: Life, who: string, tried: Attempt): string | null {
  if ('dose' in tried) return life.answer(who, keyed(tried.dose));
  if ('to' in tried) return life.happen(who, { event: 'assign', to: tried.to });
  if ('nth' in tried) return life.undo(who, tried.nth % Math.max(1, life.events.length));
  if (tried.do === 'unreadable') return life.answer(who, unreadable);
  if (tried.do === 'ask') return life.answer(who, question('?'));
  if (tried.do === 'cancel') return life.happen(who, { event: 'cancel', reason: 'r' });
  return life.happen(who, { event: tried.do === 'reply' ? 'reply' : 'note', text: 't' });
}

describe('laws of the life of an item', () => {
  const policies = fc.constantFrom(keyedOnce, keyedTwice);

  it('undoing what just happened gives the standing before it', () => {
    fc.assert(
      fc.property(policies, attempts, (policy, list) => {
        const life = new Life(policy);
        for (const [who, tried] of list) {
          const before = life.standing;
          if (tryOut(life, who, tried) !== null) continue;
          const undone = new Life(policy);
          undone.events.push(...life.events);
          expect(undone.undo('lea', life.events.length - 1)).toBeNull();
          expect(undone.standing).toEqual(before);
        }
      }),
      { numRuns: 120 },
    );
  });

  it('nobody answers twice, no key lacks one before it, and only what is done is settled', () => {
    fc.assert(
      fc.property(policies, attempts, (policy, list) => {
        const life = new Life(policy);
        for (const [who, tried] of list) {
          tryOut(life, who, tried);
          const { state, stage, keyers, keys, unreadable: said, settled } = life.standing;
          expect(new Set(keyers).size).toBe(keyers.length);
          expect(keyers.length).toBe(keys.length + said.length);
          expect(keys.slice(0, 1).map(({ key }) => key)).toEqual(keys.length > 0 ? ['first'] : []);
          expect(keys.slice(1).every(({ key }) => key !== 'first')).toBe(true);
          expect(settled.length > 0).toBe(state === 'done');
          expect(stage === null).toBe(['done', 'unreadable', 'cancelled'].includes(state));
          if (state === 'unreadable') expect(said.length).toBeGreaterThan(1);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('stands as if what was undone had never happened, wherever notes fall', () => {
    fc.assert(
      fc.property(policies, attempts, (policy, list) => {
        const life = new Life(policy);
        for (const [who, tried] of list) tryOut(life, who, tried);
        const standing = standingEvents(life.events);
        expect(foldItem(ITEM, standing, policy)).toEqual(life.standing);
        const quiet = foldItem(
          ITEM,
          standing.filter(({ event }) => event.event !== 'note'),
          policy,
        );
        const { remarks: _, ...rest } = life.standing;
        expect(quiet).toMatchObject(rest);
      }),
      { numRuns: 120 },
    );
  });

  it('shows nobody an answer of somebody else who may still be given the item blind', () => {
    fc.assert(
      fc.property(attempts, (list) => {
        const life = new Life(keyedTwice);
        for (const [who, tried] of list) tryOut(life, who, tried);
        const { standing } = life;
        for (const who of PEOPLE) {
          const view = viewOf(ITEM, standing, who, who);
          if (standing.stage === 'first' || standing.stage === 'second') {
            if (!standing.keyers.includes(who)) {
              expect(view.keys).toEqual([]);
              expect(view.unreadable).toEqual([]);
              expect(
                view.remarks.every((one) => one.who === who || one.to === who || !standing.keyers.includes(one.who)),
              ).toBe(true);
            }
          }
          expect(Object.keys(view)).not.toContain('gold');
        }
      }),
      { numRuns: 120 },
    );
  });
});

it('shows a third person the answers that differ, without names, and only while holding the item', () => {
  const life = new Life(keyedTwice);
  life.answer('ann', keyed('5'));
  life.answer('bob', keyed('50'));
  const shown = viewOf(ITEM, life.standing, 'cid', 'cid');
  expect(shown.keys.map(({ key, who }) => [key, who])).toEqual([
    ['first', null],
    ['second', null],
  ]);
  expect(viewOf(ITEM, life.standing, 'cid', null).keys).toEqual([]);
  expect(viewOf(ITEM, life.standing, 'ann', null).keys.map(({ who }) => who)).toEqual(['ann', 'bob']);
});

it('gives a blind second person the fields to key and no candidate, whatever the policy says', () => {
  const telling: KeyingPolicy = {
    after: (_, keys) => ({
      next: keys.length > 1 ? 'done' : 'second',
      fields: [{ entry: 0, kind: 'medication', place: PLACE, field: 'dose', candidates: ['5'] }],
      settled: [],
      value: null,
    }),
  };
  const life = new Life(telling);
  life.answer('ann', keyed('5'));
  expect(viewOf(ITEM, life.standing, 'bob', 'bob').fields).toEqual([
    { entry: 0, kind: 'medication', place: PLACE, field: 'dose', candidates: [] },
  ]);
});
