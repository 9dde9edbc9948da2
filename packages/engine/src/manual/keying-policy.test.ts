import { describe, expect, it } from 'vitest';
import { scoreKey } from '../abstraction/keying/gold.js';
import { type MachineEntry, machineEntries, wordReading } from '../abstraction/keying/machine-reading.js';
import { keyingPolicy } from '../abstraction/keying/policy.js';
import { keyingReport } from '../abstraction/keying/report.js';
import { secondLooks } from '../abstraction/keying/second-look.js';
import {
  DEFAULT_KEYING,
  FULL_DOUBLE_ENTRY,
  type KeyingSettings,
  SINGLE_ENTRY,
} from '../abstraction/keying/settings.js';
import { KEYING_FORMS, type KeyedEntry } from '../artifacts/keying-form.js';
import type { KeyedItem, KeyingVerdict, StandingKey } from '../artifacts/keying-policy.js';
import type { NoteSuggestion } from '../artifacts/note-suggestion.js';
import type { PageReading } from '../artifacts/page-reading.js';
import type { PageBox } from '../artifacts/scan-document.js';
import { keyingReaders } from './keying-readers.js';

const readers = keyingReaders({ dateOrder: 'mdy', latestYear: 2026 });
const row = (n: number): PageBox => [0, 100 * n, 900, 80];
const at = (n: number | null) => ({ document: 'd', page: 1, box: n === null ? null : row(n) });
const med = (n: number | null, fields: Record<string, string>): KeyedEntry => ({
  kind: 'medication',
  fields,
  place: at(n),
});
const aspirin = { drug: 'aspirin', strength: '81', strength_unit: 'mg', frequency: 'daily', status: 'active' };

const read = (
  n: number | null,
  fields: Record<string, string>,
  more: { confidence?: number; shown?: boolean } = {},
): MachineEntry => ({
  ...{ kind: 'medication', place: at(n) },
  values: Object.fromEntries(
    Object.entries(fields).map(([name, text]) => [
      name,
      { text, confidence: more.confidence ?? 1, shown: more.shown ?? false },
    ]),
  ),
});

const item = (task: Partial<KeyedItem> = {}): KeyedItem => ({
  ...{
    id: 'i1',
    type: 'transcribe',
    subject: 'document/d/1',
    patient: 'p',
    priority: 0,
    due: null,
    batch: 'b',
    gold: false,
  },
  ...{ task: { kind: 'transcribe', document: 'd', page: 1, forms: [], suggestions: [] } },
  ...task,
});

const keysOf = (...answers: (readonly KeyedEntry[])[]): StandingKey[] =>
  answers.map((entries, n) => ({
    ...{ seq: n + 1, who: 'abcde'[n] ?? '', at: '2026-01-01T00:00:00Z', seconds: 10, keystrokes: 50 },
    ...{ key: n === 0 ? 'first' : n === 1 ? 'second' : 'adjudication', answer: { kind: 'entries', entries } },
  }));

const after = (
  machine: readonly MachineEntry[],
  settings: Partial<KeyingSettings>,
  ...answers: (readonly KeyedEntry[])[]
): KeyingVerdict =>
  keyingPolicy({ settings: { ...DEFAULT_KEYING, ...settings }, readers, machine: () => machine }).after(
    item(),
    keysOf(...answers),
  );

const asked = (verdict: KeyingVerdict): (string | null)[] => verdict.fields.map(({ field }) => field);

describe('after the first key', () => {
  it('believes what a machine read that the person had not seen', () => {
    const verdict = after([read(1, { ...aspirin, frequency: 'QD' })], {}, [med(1, aspirin)]);
    expect(verdict.next).toBe('done');
    expect(verdict.settled[0]).toMatchObject({ abstractor: 'a', reviewer: null, fields: aspirin });
    expect(new Set(Object.values(verdict.settled[0]!.methods))).toEqual(new Set(['machine-agreed']));
  });

  it('asks a second person for what the machine did not read, doubted, read otherwise or had shown', () => {
    const { strength: _, ...silent } = aspirin;
    const cases = [
      read(1, silent),
      read(1, { ...aspirin, strength: '87' }),
      {
        ...read(1, aspirin),
        values: { ...read(1, aspirin).values, strength: { text: '81', confidence: 0.6, shown: false } },
      },
      {
        ...read(1, aspirin),
        values: { ...read(1, aspirin).values, strength: { text: '81', confidence: 1, shown: true } },
      },
    ];
    for (const machine of cases) {
      const verdict = after([machine], {}, [med(1, aspirin)]);
      expect(verdict.next).toBe('second');
      expect(asked(verdict)).toEqual(['strength']);
      // Blind: the place, and the name that two sources agree on; nothing of what was keyed.
      expect(verdict.fields[0]).toEqual({
        ...{
          entry: 0,
          kind: 'medication',
          place: at(1),
          field: 'strength',
          candidates: [],
          anchor: { drug: 'aspirin' },
        },
      });
    }
  });

  it('asks for an entry that only the machine found, and for risky fields left empty without a machine', () => {
    const missing = after([read(1, aspirin), read(2, { drug: 'warfarin', strength: '5' })], {}, [med(1, aspirin)]);
    expect(missing.fields).toEqual([{ entry: 1, kind: 'medication', place: at(2), field: null, candidates: [] }]);
    const empty = after([], {}, [med(1, { drug: 'aspirin' })]);
    expect(asked(empty)).toEqual([
      'drug',
      'strength',
      'strength_unit',
      'dose',
      'dose_unit',
      'frequency',
      'start_date',
      'end_date',
      'code',
    ]);
  });

  it('asks for the whole page where it could not say which entry it means, or where nothing was keyed', () => {
    const page = [med(null, aspirin), med(null, { drug: 'warfarin', strength: '5' })];
    expect(after([], {}, page)).toMatchObject({ next: 'second', fields: [] });
    expect(after([], {}, [])).toMatchObject({ next: 'second', fields: [] });
    expect(after([], {}, [], [])).toMatchObject({ next: 'done', settled: [] });
  });

  it('asks nobody under single entry, and everything under double', () => {
    expect(after([], SINGLE_ENTRY, [med(1, aspirin)]).next).toBe('done');
    expect(after([read(1, aspirin)], FULL_DOUBLE_ENTRY, [med(1, aspirin)])).toMatchObject({
      next: 'second',
      fields: [],
    });
  });
});

describe('after the second key', () => {
  const first = [med(1, aspirin), med(2, { drug: 'warfarin', strength: '5', strength_unit: 'mg' })];

  it('believes two people', () => {
    const machine = [read(1, aspirin), read(2, { drug: 'warfarin', strength_unit: 'mg' })];
    const verdict = after(machine, {}, first, [med(2, { strength: '5.0' })]);
    expect(verdict.next).toBe('done');
    expect(verdict.settled[1]).toMatchObject({
      fields: { strength: '5' },
      methods: { strength: 'double' },
      reviewer: 'b',
    });
  });

  it('does not believe one person and a machine against another person, but a third with them', () => {
    const machine = [read(1, { ...aspirin, strength: '18' })];
    const second = [med(1, { strength: '18.0' })];
    expect(after(machine, {}, [med(1, aspirin)], second)).toMatchObject({
      next: 'adjudicate',
      fields: [{ candidates: ['81', '18.0', '18'] }],
    });
    const third = after(machine, {}, [med(1, aspirin)], second, [med(1, { strength: '18' })]);
    expect(third.settled[0]).toMatchObject({ fields: { strength: '18.0' }, methods: { strength: 'adjudicated' } });
    // Two against two: one more person, if there may be one.
    expect(after(machine, {}, [med(1, aspirin)], second, [med(1, { strength: '81' })]).next).toBe('adjudicate');
    expect(after(machine, { mostPeople: 3 }, [med(1, aspirin)], second, [med(1, { strength: '81' })]).next).toBe(
      'done',
    );
  });

  it('brings in a third person where they differ, and that one counts', () => {
    const machine = [read(1, aspirin), read(2, { drug: 'warfarin', strength_unit: 'mg' })];
    const second = [med(2, { strength: '3' })];
    const verdict = after(machine, {}, first, second);
    expect(verdict.next).toBe('adjudicate');
    expect(verdict.fields).toMatchObject([{ entry: 1, field: 'strength', candidates: ['5', '3'] }]);
    const last = after(machine, {}, first, second, [med(2, { strength: '3' })]);
    expect(last.settled[1]).toMatchObject({
      fields: { strength: '3' },
      methods: { strength: 'adjudicated' },
      reviewer: 'c',
    });
    const none = after(machine, { mostPeople: 3 }, first, second, [med(2, { strength: '2.5' })]);
    expect(none.settled[1]!.fields.strength).toBe('2.5');
    expect(after(machine, {}, first, second, [med(2, { strength: '2.5' })]).next).toBe('adjudicate');
  });

  it('brings in a third person where two stand against a machine', () => {
    const machine = [read(1, { ...aspirin, strength: '18' })];
    const both = [[med(1, aspirin)], [med(1, { strength: '81' })]] as const;
    expect(after(machine, {}, ...both)).toMatchObject({
      next: 'adjudicate',
      fields: [{ field: 'strength', candidates: ['81', '81', '18'] }],
    });
    expect(after(machine, { dissent: false }, ...both).next).toBe('done');
    expect(after(machine, {}, ...both, [med(1, { strength: '81' })]).settled[0]!.methods.strength).toBe('adjudicated');
  });

  it('takes in an entry that the first person had overlooked, and drops what nobody sees', () => {
    const machine = [read(1, aspirin), read(2, { drug: 'warfarin', strength: '5' })];
    const found = after(machine, {}, [med(1, aspirin)], [med(2, { drug: 'Warfarin', strength: '5' })]);
    expect(found.next).toBe('done');
    expect(found.settled[1]).toMatchObject({ abstractor: 'b', fields: { drug: 'Warfarin', strength: '5' } });
    const ghost = after(machine, {}, [med(1, aspirin)], []);
    expect(ghost).toMatchObject({ next: 'done', settled: [{ fields: aspirin }] });
  });

  it('asks whether a thing is there that only one of two full keys has', () => {
    const twice = after([], FULL_DOUBLE_ENTRY, first, [first[0]!]);
    expect(twice).toMatchObject({
      next: 'adjudicate',
      fields: [{ entry: 1, field: null, candidates: ['warfarin', null] }],
    });
    expect(after([], FULL_DOUBLE_ENTRY, first, [first[0]!], []).settled).toHaveLength(1);
    expect(after([], FULL_DOUBLE_ENTRY, first, [first[0]!], [first[1]!]).settled).toHaveLength(2);
  });
});

describe('values of one box', () => {
  const task = { kind: 'verify', document: 'd', page: 1, box: row(1), reads: ['12/02/2024', '11/02/2024'] } as const;
  const policy = keyingPolicy({ settings: DEFAULT_KEYING, readers });
  const keys = (...values: string[]): StandingKey[] =>
    keysOf(...values.map(() => [])).map((key, n) => ({ ...key, answer: { kind: 'value', value: values[n] ?? '' } }));

  it('need two sources', () => {
    expect(policy.after(item({ task }), keys('11/02/2024'))).toMatchObject({ next: 'done', value: '11/02/2024' });
    expect(policy.after(item({ task }), keys('11/07/2024')).next).toBe('second');
    expect(policy.after(item({ task }), keys('11/07/2024', '11/07/2024'))).toMatchObject({ next: 'done' });
    expect(policy.after(item({ task }), keys('5.0', '50')).next).toBe('adjudicate');
    expect(policy.after(item({ task }), keys('5.0', '50', '50'))).toMatchObject({ next: 'done', value: '50' });
  });
});

describe('a machine as a source', () => {
  const word = (text: string, span: readonly [number, number], x: number, accepted = true) =>
    ({ text, box: [x, 110, 50, 20], confidence: 0.99, accepted, kind: 'word', span, reads: [] }) as const;
  const page: PageReading = {
    ...{ page: 1, width: 900, height: 900, rotation: 0, skew: 0, blank: false, origin: 'ocr', text: 'warfarin 5 mg' },
    words: [word('warfarin', [0, 8], 10), word('5', [9, 10], 100, false), word('mg', [11, 13], 160)],
  };
  const suggestion: NoteSuggestion = {
    ...{ kind: 'medication', text: page.text, span: [0, 13], section: null, by: 'rules' },
    ...{ negation: 'affirmed', temporality: 'recent', experiencer: 'patient' },
    fields: { drug: 'warfarin', strength: '5', strength_unit: 'mg' },
    spans: { drug: [0, 8], strength: [9, 10], strength_unit: [11, 13] },
  };

  it('is as certain as its least certain word, and no language model is one', () => {
    const [entry] = machineEntries([suggestion], page, { document: 'd', page: 1 }, 'other-fields');
    expect(entry!.values.drug).toEqual({ text: 'warfarin', confidence: 0.99, shown: false });
    expect(entry!.values.strength!.confidence).toBe(0);
    expect(entry!.place.box).toEqual([10, 110, 200, 20]);
    expect(machineEntries([{ ...suggestion, by: 'connector' }], page, { document: 'd', page: 1 })).toEqual([]);
  });

  it('confirms by words in the box, but not what is short or was not accepted', () => {
    expect(wordReading('medication', 'drug', 'Warfarin', row(1), page, readers)?.confidence).toBe(0.99);
    expect(wordReading('medication', 'drug', 'Warfarin', row(5), page, readers)).toBeNull();
    expect(wordReading('medication', 'strength_unit', 'mg', row(1), page, readers)).toBeNull();
    expect(wordReading('medication', 'sig', 'warfarin 5 mg', row(1), page, readers)).toBeNull();
  });
});

describe('a second look', () => {
  const context = {
    ...{ settings: DEFAULT_KEYING, readers, documentDate: '2024-03-01', birthDate: '1960-05-05' },
    strengths: (drug: string) => (drug === 'warfarin' ? ['5 mg', '7.5 mg'] : null),
  };
  const codes = (entries: readonly KeyedEntry[], machine: readonly MachineEntry[] = []) =>
    secondLooks(entries, machine, context).map(({ field, code }) => `${field} ${code}`);

  it('is asked for what cannot well be', () => {
    expect(codes([med(1, { drug: 'warfarin', strength: '75', strength_unit: 'mg' })])).toEqual([
      'strength strength-unknown',
    ]);
    expect(codes([med(1, { drug: 'warfarin', strength: '7.50', strength_unit: 'MG' })])).toEqual([]);
    expect(codes([med(1, { drug: 'x', start_date: '03/02/2024', end_date: '2024-02' })])).toEqual([
      'start_date date-after-document',
      'end_date end-before-start',
    ]);
    expect(codes([med(1, { drug: 'x', start_date: '1959', dose: 'l0' })])).toEqual([
      'start_date date-before-birth',
      'dose amount-unreadable',
    ]);
    expect(codes([{ kind: 'vital', fields: { vital: 'heart rate', value: '720' }, place: at(1) }])).toEqual([
      'value out-of-range',
    ]);
    expect(codes([med(1, aspirin), med(2, aspirin)])).toEqual(['drug entry-twice']);
    expect(codes([med(1, { strength: 'five' })])).toEqual(['strength amount-unreadable', 'drug required-empty']);
  });

  it('is asked for the unit of an amount that stands alone, where there could be two', () => {
    const vital = (fields: Record<string, string>): KeyedEntry => ({ kind: 'vital', fields, place: at(1) });
    const result = (test: string): KeyedEntry => ({ kind: 'result', fields: { test, value: '1.1' }, place: at(1) });
    expect(codes([med(1, { drug: 'x', strength: '5', dose: '1', dose_unit: 'tablet' })])).toEqual([
      'strength_unit unit-empty',
    ]);
    expect(codes([vital({ vital: 'temperature', value: '37' })])).toEqual(['unit unit-empty']);
    expect(codes([vital({ vital: 'heart rate', value: '72' }), result('INR')])).toEqual([]);
    expect(codes([result('Creatinine'), { ...result('HIV'), fields: { test: 'HIV', value: 'neg' } }])).toEqual([
      'unit unit-empty',
    ]);
  });

  it('tells where a machine differs on other fields, never on risky ones', () => {
    expect(codes([med(1, aspirin)], [read(1, { ...aspirin, strength: '18', status: 'stopped' })])).toEqual([
      'status machine-differs',
    ]);
  });
});

describe('a report', () => {
  it('counts by clerk and batch, and calls a clerk whose rate is too high', () => {
    const context = { settings: DEFAULT_KEYING, readers, machine: () => [] };
    const keys = keysOf([med(1, aspirin)], [med(1, { ...aspirin, strength: '18' })], [med(1, { ...aspirin })]);
    const truth = { kind: 'entries', entries: [med(1, aspirin)] } as const;
    const bad = keysOf([med(1, { drug: 'asprin', strength: '18' })]);
    const gold = [{ item: item({ gold: true }), truth, keys: bad }];
    const report = keyingReport([{ item: item(), keys }], gold, context);
    expect(
      report.clerks.map(({ who, items, fields, keystrokes, compared, differing }) => [
        who,
        items,
        fields,
        keystrokes,
        compared,
        differing,
      ]),
    ).toEqual([
      ['a', 1, 5, 50, 5, 1],
      ['b', 1, 5, 50, 5, 1],
      ['c', 1, 5, 50, 0, 0],
    ]);
    expect(report.clerks[0]!.gold).toMatchObject({ fields: 5, wrong: 5, alarm: true });
    expect(report.batches).toMatchObject([{ batch: 'b', items: 1, done: 1, methods: { double: 4, adjudicated: 1 } }]);
    expect(report.batches[0]!.sample).toMatchObject({ looked: 0, wrong: 0 });
    expect(report.agreement.compared).toBe(5);
    expect(scoreKey(truth.entries, truth.entries, readers)).toMatchObject({ fields: 5, wrong: 0 });
  });

  it('judges a batch by fields that would have been believed and were asked all the same', () => {
    const context = { settings: { ...DEFAULT_KEYING, auditRate: 1 }, readers, machine: () => [read(1, aspirin)] };
    const keys = keysOf([med(1, aspirin)]);
    expect(asked(keyingPolicy(context).after(item(), keys))).toEqual(
      Object.keys(aspirin).sort((a, b) => order(a) - order(b)),
    );
    const wrong = { ...aspirin, strength: '18' };
    const work = [{ item: item(), keys: keysOf([med(1, aspirin)], [med(1, wrong)], [med(1, wrong)], [med(1, wrong)]) }];
    const [batch] = keyingReport(work, [], context).batches;
    expect(batch!.sample).toMatchObject({ looked: 5, wrong: 1, verdict: 'rework' });
    expect(keyingPolicy({ ...context, settings: DEFAULT_KEYING }).after(item({ batch: null }), keys).next).toBe('done');
  });
});

const order = (name: string): number => KEYING_FORMS.medication.findIndex((field) => field.name === name);
