import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keyingPolicy } from '../abstraction/keying/policy.js';
import { DEFAULT_KEYING } from '../abstraction/keying/settings.js';
import { pageSubject, workItemId } from '../abstraction/work/item-naming.js';
import type { StandingKey } from '../artifacts/keying-policy.js';
import type { WorkItem } from '../artifacts/work-item.js';
import { Vault } from '../vault/vault.js';
import { keyingReaders } from './keying-readers.js';
import { workReport } from './keying-report.js';
import { putItems } from './work-making.js';
import { WorkQueue } from './work-queue.js';

const NS = '2d1c6f0e-2f0b-4d57-9a0e-5a2a5c0d9b61';
const page = (n: number): WorkItem => ({
  ...{ id: workItemId(NS, 'transcribe', pageSubject('d', n)), type: 'transcribe', subject: pageSubject('d', n) },
  ...{ patient: 'p1', priority: 10 - n, due: null, batch: 'b1' },
  task: { kind: 'transcribe', document: 'd', page: n, forms: [], suggestions: [] },
});
const keyed = (n: number, dose: string): Extract<StandingKey['answer'], { kind: 'entries' }> => ({
  kind: 'entries',
  entries: [
    { kind: 'medication', fields: { drug: 'aspirin', dose }, place: { document: 'd', page: n, box: [0, 0, 9, 9] } },
  ],
});

it('counts what a queue was answered, by person and batch', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'chartlift-report-'));
  const vault = await Vault.create(
    dir,
    { kind: 'raw', key: new Uint8Array(32).fill(9) },
    {
      ...{ clock: { now: () => Date.parse('2026-03-01T08:00:00Z') }, who: 'process' },
      randomBytes: (n: number): Uint8Array => new Uint8Array(n).fill(3),
    },
  );
  const context = { settings: DEFAULT_KEYING, readers: keyingReaders({ dateOrder: 'mdy' }), machine: () => [] };
  const policy = keyingPolicy(context);
  putItems(vault, { maker: 'pages', policy, items: [page(1)] });
  putItems(vault, { maker: 'gold', policy, items: [page(2)], gold: new Map([[page(2).id, keyed(2, '2')]]) });
  const queue = new WorkQueue(vault, { policy });
  const key = (who: string, dose: string, strokes: number): void => {
    const view = queue.next(who)?.view;
    if (view && 'page' in view.task)
      queue.answer(view.id, who, keyed(view.task.page, dose), { seconds: 9, keystrokes: strokes });
  };
  key('ann', '1', 20);
  key('bob', '1.0', 8);
  key('ann', '20', 20);
  const report = workReport(vault, { policy, context });
  vault.close();
  rmSync(dir, { recursive: true, force: true });
  expect(report.clerks).toMatchObject([
    { who: 'ann', items: 1, keystrokes: 20, compared: 2, differing: 0, gold: { fields: 2, wrong: 1 } },
    { who: 'bob', items: 1, keystrokes: 8, compared: 2, differing: 0, gold: null },
  ]);
  expect(report.batches).toMatchObject([{ batch: 'b1', items: 1, done: 1, methods: { double: 2 } }]);
});
