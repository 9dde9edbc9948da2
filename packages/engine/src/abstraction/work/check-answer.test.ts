import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENTRY_KINDS, KEYING_FORMS } from '../../artifacts/keying-form.js';
import type { AskedField } from '../../artifacts/keying-policy.js';
import type { WorkItem } from '../../artifacts/work-item.js';
import { failure } from '../../testing/failure.js';
import { checkAnswer } from './check-answer.js';

type Asked = Pick<WorkItem, 'type' | 'task'>;
const PAGE: Asked = {
  type: 'transcribe',
  task: { kind: 'transcribe', document: 'd', page: 2, forms: [], suggestions: [] },
};
const MEDICATIONS: Asked = {
  type: 'transcribe',
  task: { kind: 'transcribe', document: 'd', page: 2, forms: ['medication'], suggestions: [] },
};
const BOX: Asked = {
  type: 'verify-ocr',
  task: { kind: 'verify', document: 'd', page: 2, box: [0, 0, 9, 9], reads: [] },
};
const choose = (type: Asked['type'], ...values: string[]): Asked => ({
  type,
  task: {
    kind: 'choose',
    question: 'which?',
    choices: values.map((value) => ({ value, label: value })),
    evidence: [],
  },
});
const PLACE = { document: 'd', page: 2, box: [1, 2, 3, 4] };
const CANARY = 'Zanzibarsson';
const entry = (fields: unknown, more: object = {}) => ({
  kind: 'entries',
  entries: [{ kind: 'medication', fields, place: PLACE, ...more }],
});
const check = (item: Asked, answer: unknown, fields: readonly AskedField[] = []) =>
  checkAnswer(item, { fields }, answer);

describe('an answer is read strictly', () => {
  it.each<readonly [string, Asked, unknown]>([
    ['answer/kind', PAGE, null],
    ['answer/kind', PAGE, CANARY],
    ['answer/kind', PAGE, { kind: CANARY }],
    ['answer/kind', PAGE, { kind: 'value', value: CANARY }],
    ['answer/kind', BOX, { kind: 'entries', entries: [] }],
    ['answer/entries', PAGE, { kind: 'entries' }],
    ['answer/entries', PAGE, { kind: 'entries', entries: CANARY }],
    ['answer/counts/medication', PAGE, { kind: 'entries', entries: [], counts: { medication: CANARY } }],
    ['answer/counts/medication', PAGE, { kind: 'entries', entries: [], counts: { medication: 1.5 } }],
    ['answer/counts/medication', PAGE, { kind: 'entries', entries: [], counts: { medication: 1e9 } }],
    ['answer/counts/problem', MEDICATIONS, { kind: 'entries', entries: [], counts: { problem: 1 } }],
    ['answer/counts', PAGE, { kind: 'entries', entries: [], counts: 3 }],
    ['answer/more', PAGE, { kind: 'entries', entries: [], more: CANARY }],
    ['answer/(a name that is not shown)', PAGE, { kind: 'entries', entries: [], [`${CANARY} 1`]: 1 }],
    ['answer/entries/0', PAGE, { kind: 'entries', entries: [CANARY] }],
    ['answer/entries/0/kind', PAGE, entry({ drug: 'a' }, { kind: CANARY })],
    ['answer/entries/0/kind', MEDICATIONS, entry({ problem: 'a' }, { kind: 'problem' })],
    ['answer/entries/0/fields', PAGE, entry([CANARY])],
    ['answer/entries/0/fields/drug', PAGE, entry({ dose: CANARY })],
    ['answer/entries/0/fields/drug', PAGE, entry({ drug: ' ' })],
    ['answer/entries/0/fields/dose', PAGE, entry({ drug: 'a', dose: 5 })],
    ['answer/entries/0/fields/colour', PAGE, entry({ drug: 'a', colour: CANARY })],
    ['answer/entries/0/fields/status', PAGE, entry({ drug: 'a', status: CANARY })],
    ['answer/entries/0/fields/__proto__', PAGE, entry(JSON.parse('{"drug":"a","__proto__":"x"}'))],
    ['answer/entries/0/place/document', PAGE, entry({ drug: 'a' }, { place: { ...PLACE, document: CANARY } })],
    ['answer/entries/0/place/page', PAGE, entry({ drug: 'a' }, { place: { ...PLACE, page: 1 } })],
    ['answer/entries/0/place/box', PAGE, entry({ drug: 'a' }, { place: { ...PLACE, box: [1, 2, 3] } })],
    ['answer/entries/0/place/box', PAGE, entry({ drug: 'a' }, { place: { ...PLACE, box: [1, 2, 0, 4] } })],
    ['answer/value', BOX, { kind: 'value', value: 5 }],
    ['answer/value', choose('resolve-value', 'a', 'b'), { kind: 'value', value: CANARY }],
    ['answer/value', choose('resolve-value'), { kind: 'value', value: ' ' }],
    ['answer/reason', PAGE, { kind: 'unreadable' }],
    ['answer/reason', PAGE, { kind: 'unreadable', reason: '' }],
    ['answer/question', PAGE, { kind: 'ask', question: null }],
  ])('%s', async (where, item, answer) => {
    const error = await failure(() => check(item, answer));
    expect([error.code, error.where]).toEqual([
      'WORK_ANSWER',
      where.startsWith('answer/entries/0/fields/__') ? 'answer/entries/0/fields/(a name that is not shown)' : where,
    ]);
    expect(`${error.message} ${error.hint}`).not.toContain(CANARY);
  });

  it('keeps counts by kind in the order of the forms, kinds of which there are none left out', () => {
    const counts = { medication: 2, vital: 0, problem: 1 };
    expect(JSON.stringify(check(PAGE, { kind: 'entries', entries: [], counts }))).toBe(
      '{"kind":"entries","entries":[],"counts":{"problem":1,"medication":2}}',
    );
    expect(check(PAGE, { kind: 'entries', entries: [] })).not.toHaveProperty('counts');
  });

  it('takes a page with nothing on it, an empty box, and a document of nobody', () => {
    expect(check(PAGE, { kind: 'entries', entries: [] })).toEqual({ kind: 'entries', entries: [] });
    expect(check(BOX, { kind: 'value', value: '' })).toEqual({ kind: 'value', value: '' });
    expect(check(choose('link-document'), { kind: 'value', value: '' })).toEqual({ kind: 'value', value: '' });
  });

  it('wants of a second person only what was asked for', () => {
    const asked = {
      entry: 0,
      kind: 'medication',
      place: { document: 'd', page: 2, box: null },
      field: 'dose',
    } as const;
    expect(check(PAGE, entry({ dose: '5' }), [{ ...asked, candidates: [] }])).toEqual(entry({ dose: '5' }));
  });

  it('gives back what every form can hold, in the order of its fields', () => {
    const filled = fc.constantFrom(...ENTRY_KINDS).chain((kind) =>
      fc.record({
        kind: fc.constant(kind),
        fields: fc.record(
          Object.fromEntries(
            KEYING_FORMS[kind].map(({ name, choices }) => [
              name,
              choices ? fc.constantFrom(...choices) : fc.string({ minLength: 1 }).map((text) => `x${text}`),
            ]),
          ),
          { requiredKeys: KEYING_FORMS[kind].filter(({ required }) => required).map(({ name }) => name) },
        ),
        place: fc.constantFrom(PLACE, { ...PLACE, box: null }),
      }),
    );
    fc.assert(
      fc.property(fc.array(filled, { maxLength: 4 }), (entries) => {
        const answer = check(PAGE, { kind: 'entries', entries });
        expect(answer).toEqual({ kind: 'entries', entries });
        const order = (kind: (typeof ENTRY_KINDS)[number]): string[] => KEYING_FORMS[kind].map(({ name }) => name);
        for (const one of answer.kind === 'entries' ? answer.entries : [])
          expect(Object.keys(one.fields)).toEqual(order(one.kind).filter((name) => name in one.fields));
      }),
    );
  });
});
