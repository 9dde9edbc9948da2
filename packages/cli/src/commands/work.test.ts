import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { Vault } from '@chartlift/engine/vault';
import { laneRules, pageSubject, putItems, type WorkItem, workItemId } from '@chartlift/engine/work';
import { initWorkspace } from '@chartlift/engine/workspace';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { main } from '../main.js';

const NS = '2d1c6f0e-2f0b-4d57-9a0e-5a2a5c0d9b61';
const CANARY = 'Zanzibarsson';
const folder = mkdtempSync(join(tmpdir(), 'chartlift-work-cli-'));
const dir = join(folder, 'clinic');
const unlock = { kind: 'key-file', path: join(folder, 'clinic.key') } as const;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const page: WorkItem = {
  ...{ id: workItemId(NS, 'transcribe', pageSubject('d', 1)), type: 'transcribe', subject: pageSubject('d', 1) },
  ...{ patient: 'p1', priority: 2, due: '2030-01-02', batch: null },
  task: { kind: 'transcribe', document: 'd', page: 1, forms: ['medication'], suggestions: [] },
};
const doubt: WorkItem = {
  ...{ id: workItemId(NS, 'resolve-value', 'x'), type: 'resolve-value', subject: 'x' },
  ...{ patient: null, priority: 1, due: null, batch: null },
  task: {
    kind: 'choose',
    question: 'Which unit is meant?',
    choices: [
      { value: 'mg', label: 'milligram' },
      { value: 'g', label: '\u001b[2Jgram' },
    ],
    evidence: [],
  },
};

beforeAll(async () => {
  await initWorkspace(dir, unlock);
  using vault = await Vault.open(dir, unlock, 'write');
  putItems(vault, { maker: 'test', items: [page, doubt], policy: laneRules(dir, vault).policy });
});

async function work(...args: string[]) {
  const text = { out: '', err: '' };
  const into = (name: 'out' | 'err') =>
    new Writable({
      write(chunk, _, done) {
        text[name] += String(chunk);
        done();
      },
    });
  const code = await main(['-w', dir, '--key-file', unlock.path, 'work', ...args], {
    ...{ stdout: into('out'), stderr: into('err'), interactive: false },
  });
  return { code, ...text, json: () => JSON.parse(text.out) };
}

const answerFile = (answer: unknown): string => {
  const path = join(folder, 'answer.json');
  writeFileSync(path, typeof answer === 'string' ? answer : JSON.stringify(answer));
  return path;
};
const keyed = (fields: object) => ({
  kind: 'entries',
  entries: [{ kind: 'medication', fields, place: { document: 'd', page: 1, box: [1, 2, 30, 4] } }],
});

it('goes with an item from the list to the last answer', async () => {
  expect((await work('list', '--json')).json()).toMatchObject([
    { id: page.id, state: 'open', due: '2030-01-02', holder: null },
    { id: doubt.id, state: 'open' },
  ]);
  expect((await work('next', '--as', 'Ann', '--json')).json()).toMatchObject({
    item: { id: page.id, stage: 'first', keys: [] },
    lease: { holder: 'Ann' },
    pageText: null,
  });
  const answer = ['answer', page.id, '--from', answerFile(keyed({ drug: CANARY, dose: '5' }))];
  expect(await work(...answer, '--as', 'Bob')).toMatchObject({ code: 3, out: '' });
  expect((await work(...answer, '--as', 'Ann', '--seconds', '40', '--json')).json()).toMatchObject({ state: 'second' });
  const blind = await work('next', '--as', 'Bob');
  expect(blind.out).toContain('second answer, blind');
  expect(blind.out).not.toContain(CANARY);
  await work('answer', page.id, '--from', answerFile(keyed({ drug: CANARY, dose: '50' })), '--as', 'Bob');
  const decide = await work('next', '--as', 'Cid');
  expect(decide.out).toContain('answers differ: decide');
  expect(decide.out).toContain('dose of drug="Zanzibarsson", page 1 at 1, 2, 30, 4: "5" or "50"');
  await work('answer', page.id, '--from', answerFile(keyed({ drug: CANARY, dose: '5' })), '--as', 'Cid');
  const shown = (await work('show', page.id, '--as', 'Cid', '--json')).json();
  expect(shown).toMatchObject({
    item: { state: 'done' },
    events: [{ event: 'answer' }, { who: 'Bob' }, { who: 'Cid' }],
  });
  const undone = await work('undo', page.id, String(shown.events[2].seq), '--reason', 'misread', '--as', 'Lea');
  expect(undone.out).toMatch(/the item is now: adjudicate\n$/);
  expect((await work('status', '--json')).json()).toMatchObject({
    states: { adjudicate: 1, open: 1 },
    people: [{ who: 'Ann', answers: 1, perHour: 90 }, { who: 'Bob' }, { who: 'Cid' }],
  });
});

it('prints choices without what could move the cursor, and takes words from a file', async () => {
  const { out } = await work('next', '--type', 'resolve-value', '--as', 'Dan');
  expect(out).toContain('mg  milligram');
  expect(out).not.toContain('\u001b');
  expect((await work('ask', doubt.id, '--from', answerFile('per day?'), '--as', 'Dan')).out).toContain('asked');
  expect((await work('reply', doubt.id, 'a', 'day', '--as', 'Lea')).out).toContain('open');
  expect((await work('assign', doubt.id, 'Dan')).code).toBe(0);
  expect((await work('list', '--mine', '--as', 'Dan')).out).toContain(doubt.id);
  expect((await work('list', '--mine', '--as', 'Eve')).out).toBe('There is none.\n');
});

it.each<readonly [number, string, readonly string[]]>([
  [3, 'WORK_ANSWER', ['answer', page.id, '--from', 'ANSWER', '--as', 'Fay']],
  [2, 'WORK_FILE', ['answer', page.id, '--from', join(folder, 'nowhere')]],
  [3, 'WORK_UNKNOWN', ['note', 'nothing', 'x']],
  [2, 'WORK_NAME', ['next', '--as', ' ']],
  [2, 'USAGE', ['list', '--state', 'odd']],
  [2, 'USAGE', ['list', '--due', 'soon']],
  [2, 'USAGE', ['note', page.id]],
  [3, 'WORK_UNDO', ['undo', page.id, '9999', '--reason', 'x']],
])('ends with %i and %s, and no value', async (code, error, args) => {
  const file = answerFile(`{ "kind": "${CANARY}`);
  const given = args.map((one) => (one === 'ANSWER' ? file : one));
  const result = await work(...given);
  expect([result.code, result.out]).toEqual([code, '']);
  expect(result.err).toContain(`[${error}]`);
  expect(result.err).not.toContain(CANARY);
});
