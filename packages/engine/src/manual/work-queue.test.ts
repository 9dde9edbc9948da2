import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cellSubject, documentSubject, pageSubject, workItemId } from '../abstraction/work/item-naming.js';
import { keyedOnce, keyedTwice } from '../abstraction/work/simple-policy.js';
import type { StandingKey } from '../artifacts/keying-policy.js';
import type { WorkItem, WorkTask, WorkType } from '../artifacts/work-item.js';
import { findPlaintext } from '../testing/canaries.js';
import { failure } from '../testing/failure.js';
import { Vault } from '../vault/vault.js';
import { WorkItemStore } from '../vault/work-items.js';
import { decidedValues } from './work-decisions.js';
import { type MakingResult, putItems, rebuildWork } from './work-making.js';
import { WorkQueue } from './work-queue.js';
import { goldKeys, settledEntries, settledWithoutPatient } from './work-results.js';
import { workStatus } from './work-status.js';

const RAW = { kind: 'raw', key: new Uint8Array(32).fill(9) } as const;
const NS = '2d1c6f0e-2f0b-4d57-9a0e-5a2a5c0d9b61';
const MINUTE = 60_000;

const item = (type: WorkType, subject: string, task: WorkTask, more: Partial<WorkItem> = {}): WorkItem => ({
  ...{ id: workItemId(NS, type, subject), type, subject, task },
  ...{ patient: 'p1', priority: 1, due: null, batch: null },
  ...more,
});
const page = (n: number, more: Partial<WorkItem> = {}): WorkItem =>
  item(
    'transcribe',
    pageSubject('d', n),
    { kind: 'transcribe', document: 'd', page: n, forms: [], suggestions: [] },
    more,
  );
const choice = (type: WorkType, subject: string, ...values: string[]): WorkItem =>
  item(type, subject, {
    ...{ kind: 'choose', question: 'which?', evidence: [] },
    choices: values.map((value) => ({ value, label: value })),
  });
const keyed = (n: number, dose: string, ...more: string[]): Extract<StandingKey['answer'], { kind: 'entries' }> => ({
  kind: 'entries',
  entries: [dose, ...more].map((one) => ({
    ...{ kind: 'medication', fields: { drug: 'aspirin', dose: one } },
    place: { document: 'd', page: n, box: null },
  })),
});

describe('WorkQueue', () => {
  let dir: string;
  let vault: Vault;
  let now: number;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'chartlift-work-'));
    now = Date.parse('2026-03-01T08:00:00Z');
    const randomBytes = (n: number): Uint8Array => new Uint8Array(n).fill(3);
    vault = await Vault.create(dir, RAW, { clock: { now: () => now }, randomBytes, who: 'process' });
  });
  afterEach(() => {
    vault.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const queue = (policy = keyedTwice) => new WorkQueue(vault, { policy });
  const put = (
    items: readonly WorkItem[],
    more: { maker?: string; gold?: ReadonlyMap<string, StandingKey['answer']> } = {},
  ) => putItems(vault, { maker: 'pages', policy: keyedTwice, items, ...more });
  const counted = (result: MakingResult) => Object.entries(result).filter(([, n]) => n > 0);
  const states = () => [...new WorkItemStore(vault.db).all()].map(({ subject, standing }) => [subject, standing.state]);
  /** Takes the next item and keys it. */
  const key = (who: string, dose: string): string => {
    const view = queue().next(who)?.view;
    return view && 'page' in view.task ? queue().answer(view.id, who, keyed(view.task.page, dose)).state : 'none';
  };

  it('gives each person another item, the most urgent first', () => {
    put([page(1), page(2, { priority: 5 }), page(3, { priority: 5, due: '2026-03-09' }), page(4, { priority: 9 })]);
    const taken = ['ann', 'bob', 'cid', 'dan', 'eve'].map((who) => queue().next(who)?.view.subject ?? null);
    expect(taken).toEqual(['document/d/4', 'document/d/3', 'document/d/2', 'document/d/1', null]);
    expect(queue().next('bob')?.view.subject).toBe('document/d/3');
    expect(queue().next('ann', ['resolve-code'])).toBeNull();
  });

  it('takes an item back when its time has run out, and takes the answer while nobody else has it', async () => {
    put([page(1)]);
    const id = queue().next('ann')?.view.id ?? '';
    now += 29 * MINUTE;
    expect(queue().next('bob')).toBeNull();
    expect(queue().renew(id, 'ann').until).toBe('2026-03-01T08:59:00.000Z');
    now += 29 * MINUTE;
    expect(queue().next('bob')).toBeNull();
    now += MINUTE;
    expect(queue().next('bob')?.view.id).toBe(id);
    expect((await failure(() => queue().answer(id, 'ann', keyed(1, '5')))).code).toBe('WORK_NOT_HOLDER');
    expect((await failure(() => queue().renew(id, 'ann'))).code).toBe('WORK_NOT_HOLDER');
    now += 60 * MINUTE;
    expect(queue().answer(id, 'bob', keyed(1, '5')).state).toBe('second');
  });

  it('gives an item back that is released, and an assigned one to one person alone', async () => {
    put([page(1)]);
    const id = queue().next('ann')?.view.id ?? '';
    expect((await failure(() => queue().release(id, 'bob'))).code).toBe('WORK_NOT_HOLDER');
    queue().release(id, 'ann');
    queue().assign(id, 'lea', 'bob');
    expect([queue().next('ann'), queue().next('bob')?.view.id]).toEqual([null, id]);
    queue().answer(id, 'bob', keyed(1, '5'));
    expect(queue().next('ann')?.view.state).toBe('second');
  });

  it('never gives an item to somebody who has answered it, and no answer to somebody who has not', () => {
    put([page(1)]);
    expect([key('ann', '5'), key('ann', '5')]).toEqual(['second', 'none']);
    expect(JSON.stringify(queue().next('bob'))).not.toContain('aspirin');
    expect([key('bob', '50'), key('bob', '5')]).toEqual(['adjudicate', 'none']);
    expect(queue().next('cid')?.view.keys).toHaveLength(2);
    expect(key('cid', '5')).toBe('done');
  });

  it('refuses what may not be done, and writes nothing then', async () => {
    put([page(1)]);
    const id = page(1).id;
    const refused: [string, () => unknown][] = [
      ['WORK_UNKNOWN', () => queue().note('none', 'ann', 'x')],
      ['WORK_NOT_HOLDER', () => queue().answer(id, 'ann', { kind: 'nonsense' })],
      ['WORK_STATE', () => queue().reply(id, 'ann', 'x')],
      ['WORK_UNDO', () => queue().undo(id, 'ann', 1, 'x')],
      ['WORK_EMPTY', () => queue().cancel(id, 'ann', '')],
      ['WORK_NAME', () => queue().note(id, 'a"', 'x')],
      ['WORK_NAME', () => queue().assign(id, 'ann', '')],
    ];
    const [decisions, audits] = [vault.decisions().length, vault.auditHead().seq];
    for (const [code, attempt] of refused) expect((await failure(attempt)).code).toBe(code);
    queue().next('ann');
    expect((await failure(() => queue().answer(id, 'ann', { kind: 'nonsense' }))).code).toBe('WORK_ANSWER');
    expect([vault.decisions().length, vault.auditHead().seq]).toEqual([decisions, audits + 1]);
  });

  it('makes items again without touching what people did', () => {
    expect(counted(put([page(1), page(2), page(3)]))).toEqual([['added', 3]]);
    key('ann', '5');
    const before = states();
    expect(counted(put([page(1), page(2), page(3)]))).toEqual([['unchanged', 3]]);
    expect(states()).toEqual(before);
    // What was answered keeps its task, what was not takes the new one.
    const task = { kind: 'transcribe', document: 'd', page: 9, forms: [], suggestions: [] } as const;
    const answered = before.find(([, state]) => state === 'second')?.[0];
    const again = [page(1), page(2), page(3)].map((one) => ({ ...one, task, priority: 2 }));
    expect(counted(put(again))).toEqual([['changed', 3]]);
    for (const one of new WorkItemStore(vault.db).all()) {
      expect('page' in one.task && one.task.page === 9).toBe(one.subject !== answered);
      expect(one.priority).toBe(2);
    }
  });

  it('withdraws what is made no longer and nobody answered; it comes back when it is made again', () => {
    put([page(1, { priority: 9 }), page(2), page(3)]);
    put([page(7)], { maker: 'others' });
    key('ann', '5');
    queue().note(page(2).id, 'ann', 'smudged');
    expect(counted(put([]))).toEqual([['withdrawn', 2]]);
    expect(workStatus(vault)).toMatchObject({ withdrawn: 2, states: { open: 1, second: 1, cancelled: 0 } });
    expect(queue().next('ann')?.view.subject).toBe(pageSubject('d', 7));
    expect(counted(put([page(2)]))).toEqual([['returned', 1]]);
    const { view } = queue().show(page(2).id, 'bob');
    expect([view.state, view.remarks.length]).toEqual(['open', 1]);
    expect(queue().show(page(3).id, 'bob').view.state).toBe('cancelled');
  });

  it('leaves alone what somebody holds at the moment', () => {
    put([page(1)]);
    queue().next('ann');
    expect(counted(put([]))).toEqual([['held', 1]]);
    expect(queue().answer(page(1).id, 'ann', keyed(1, '5')).state).toBe('second');
    expect(counted(put([]))).toEqual([]);
  });

  it('hands out what is settled, in page order and by stable names', () => {
    put([page(10), page(2), page(3, { patient: null }), page(4, { priority: 0 })]);
    for (let i = 0; i < 4; i++) {
      const taken = queue(keyedOnce).next('ann');
      const n = taken && 'page' in taken.view.task ? taken.view.task.page : 0;
      if (n !== 4) queue(keyedOnce).answer(taken?.view.id ?? '', 'ann', keyed(n, '5', '6'));
    }
    const entries = settledEntries(vault, keyedOnce);
    expect(entries.map(({ place, fields }) => [place.page, fields.dose])).toEqual([
      ...[
        [2, '5'],
        [2, '6'],
      ],
      ...[
        [10, '5'],
        [10, '6'],
      ],
    ]);
    expect(entries[0]).toMatchObject({ patient: 'p1', abstractor: 'ann', at: '2026-03-01T08:00:00.000Z' });
    expect(new Set(entries.map(({ id }) => id)).size).toBe(4);
    expect(settledEntries(vault, keyedOnce)).toEqual(entries);
    expect(settledWithoutPatient(vault, keyedOnce)).toEqual([page(3).id]);
  });

  it('measures with gold items, and hands nothing of them out', () => {
    const truth = keyed(1, '5');
    put([page(1)], { gold: new Map([[page(1).id, truth]]) });
    const taken = queue(keyedOnce).next('ann');
    expect(JSON.stringify(taken)).not.toContain('gold');
    queue(keyedOnce).answer(page(1).id, 'ann', keyed(1, '50'));
    expect(settledEntries(vault, keyedOnce)).toEqual([]);
    expect(goldKeys(vault, keyedOnce)).toMatchObject([{ truth, keys: [{ who: 'ann', answer: keyed(1, '50') }] }]);
  });

  it('tells other stages what was decided, takes it back with the answer, and leaves the word of others', () => {
    const cell = cellSubject('clinic', 'drugs', ['7'], 'dose');
    const [value, link] = [
      choice('resolve-value', cell, '5', '50'),
      choice('link-document', documentSubject('d'), 'p7', ''),
    ];
    putItems(vault, { maker: 'doubts', policy: keyedOnce, items: [value, link] });
    const decide = (id: string, answer: string): number => {
      while (queue(keyedOnce).next('ann')?.view.id !== id)
        queue(keyedOnce).release(queue().next('ann')?.view.id ?? '', 'ann');
      return queue(keyedOnce).answer(id, 'ann', { kind: 'value', value: answer }).seq;
    };
    queue(keyedOnce).assign(link.id, 'lea', 'lea');
    const seq = decide(value.id, '50');
    expect(decidedValues(vault, 'resolve-value')).toEqual(new Map([[cell, '50']]));
    queue(keyedOnce).undo(value.id, 'lea', seq, 'misread');
    expect(decidedValues(vault, 'resolve-value')).toEqual(new Map());
    queue(keyedOnce).assign(link.id, 'lea', null);
    queue(keyedOnce).assign(value.id, 'lea', 'lea');
    const linked = decide(link.id, 'p7');
    const links = () => vault.decisions('document-link', 'd').map((one) => one.value);
    expect(links()).toEqual([{ patient: 'p7', item: link.id }]);
    vault.addDecision('document-link', 'd', { patient: 'p8' });
    queue(keyedOnce).undo(link.id, 'lea', linked, 'another');
    expect(links()).toHaveLength(2);
    decide(link.id, '');
    expect(links().at(-1)).toEqual({ patient: null, item: link.id });
  });

  it('counts what there is, who does it and what is left', () => {
    put([page(1, { due: '2026-02-01' }), page(2, { due: '2026-03-05' }), page(3), page(4)]);
    for (const who of ['ann', 'bob']) {
      const id = queue().next(who)?.view.id ?? '';
      const n = Number(queue().show(id, who).view.subject.split('/').at(-1));
      queue().answer(id, who, keyed(n, '5'), { seconds: 60 });
    }
    queue().assign(page(3).id, 'lea', 'dan');
    queue().next('cid');
    expect(workStatus(vault)).toMatchObject({
      oldest: '2026-03-01T08:00:00.000Z',
      people: [
        { who: 'ann', answers: 1, perHour: 60 },
        { who: 'bob', answers: 1, perHour: 60 },
        { who: 'cid', held: 1, perHour: null },
        { who: 'dan', assigned: 1 },
      ],
      left: { untimed: [] },
    });
    const { due, states: byState } = workStatus(vault);
    expect(Object.values(byState).reduce((a, b) => a + b)).toBe(4);
    expect(Object.values(due).reduce((a, b) => a + b)).toBe(workStatus(vault).left.items);
  });

  it('lists page after page in the order of turns', () => {
    const items = Array.from({ length: 23 }, (_, n) => page(n, { priority: n % 3, due: n % 2 ? '2026-04-01' : null }));
    put(items);
    key('ann', '5');
    const store = new WorkItemStore(vault.db);
    const filter = { states: ['open', 'second'], limit: 5 } as const;
    const seen: string[] = [];
    for (let after: string | undefined; ; after = seen.at(-1)) {
      const rows = store.list({ ...filter, ...(after === undefined ? {} : { after }) });
      if (rows.length === 0) break;
      seen.push(...rows.map(({ id }) => id));
    }
    expect(seen).toEqual(store.list({ ...filter, limit: 100 }).map(({ id }) => id));
    expect(new Set(seen).size).toBe(23);
    expect(store.list({ ...filter, dueBy: '2026-04-02', limit: 100 })).toHaveLength(11);
    expect(store.list({ ...filter, after: 'nowhere' })).toEqual([]);
  });

  it('makes the projection again from the decisions alone', () => {
    const people = ['ann', 'bob', 'cid', 'dan'];
    const deed = fc.record({
      who: fc.constantFrom(...people),
      do: fc.nat(9),
      dose: fc.constantFrom('5', '50'),
      n: fc.nat(40),
    });
    put([page(1), page(2), choice('resolve-code', 'x/1', '5', '50')]);
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 12 }), (deeds) => {
        for (const { who, do: what, dose, n } of deeds) {
          const taken = queue().next(who);
          const id = taken?.view.id ?? page(1).id;
          const number = taken && 'page' in taken.view.task ? taken.view.task.page : 1;
          const isChoice = taken?.view.task.kind === 'choose';
          try {
            if (what < 4) queue().answer(id, who, isChoice ? { kind: 'value', value: dose } : keyed(number, dose));
            else if (what === 4) queue().answer(id, who, { kind: 'unreadable', reason: 'r' });
            else if (what === 5) queue().answer(id, who, { kind: 'ask', question: 'q' });
            else if (what === 6) queue().reply(id, who, 't');
            else if (what === 7) queue().assign(id, who, people[n % 4] ?? null);
            else queue().undo(page(1 + (n % 2)).id, who, n, 'r');
          } catch (error) {
            if (!(error instanceof Error && error.name === 'MigrationError')) throw error;
          }
        }
        const kept = () => vault.db.prepare('SELECT id, state, assignee, keyers FROM vault_work ORDER BY id').all();
        const before = kept();
        expect(rebuildWork(vault, keyedTwice)).toEqual({ items: 3, changed: 0 });
        vault.db.exec(`UPDATE vault_work SET state = 'done', assignee = 'x', keyers = '["y"]'`);
        expect(rebuildWork(vault, keyedTwice)).toEqual({ items: 3, changed: 3 });
        expect(kept()).toEqual(before);
      }),
      { numRuns: 12 },
    );
  });

  it('keeps names and values out of the audit log and the disk', () => {
    put([page(1)]);
    const taken = queue().next('ann');
    queue().answer(taken?.view.id ?? '', 'ann', keyed(1, 'Canary-Dose-Zz'));
    queue().note(page(1).id, 'bob', 'Canary-Note-Zz');
    const events = [...vault.auditEvents()];
    expect(events.map(({ action }) => action)).toEqual(expect.arrayContaining(['work-make', 'work-take', 'decision']));
    expect(JSON.stringify(events)).not.toContain('Canary');
    expect(findPlaintext(dir, ['Canary-Dose-Zz', 'Canary-Note-Zz'])).toEqual([]);
    expect(vault.verifyAudit()).toMatchObject({ ok: true });
  });
});
