import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pageSubject, workItemId } from '../abstraction/work/item-naming.js';
import { keyedTwice } from '../abstraction/work/simple-policy.js';
import type { WorkItem } from '../artifacts/work-item.js';
import { findPlaintext } from '../testing/canaries.js';
import { type CompiledEngine, compileEngine } from '../testing/compiled.js';
import { outcome } from '../testing/vault-crash.js';
import { CLERK_CANARY, startClerks } from '../testing/work-clerks.js';
import { Vault } from '../vault/vault.js';
import { putItems, rebuildWork } from './work-making.js';
import { settledEntries } from './work-results.js';

const KEY = '6b'.repeat(32);
const RAW = { kind: 'raw', key: Buffer.from(KEY, 'hex') } as const;
const NS = '2d1c6f0e-2f0b-4d57-9a0e-5a2a5c0d9b61';
const ITEMS = 6;

let engine: CompiledEngine;
let root: string;
beforeAll(() => {
  engine = compileEngine();
  root = mkdtempSync(join(tmpdir(), 'chartlift-clerks-'));
});
afterAll(() => {
  engine?.remove();
  rmSync(root, { recursive: true, force: true });
});

const items: WorkItem[] = Array.from({ length: ITEMS }, (_, n) => ({
  ...{ id: workItemId(NS, 'transcribe', pageSubject('d', n)), type: 'transcribe', subject: pageSubject('d', n) },
  ...{ patient: 'p1', priority: 0, due: null, batch: null },
  task: { kind: 'transcribe', document: 'd', page: n, forms: [], suggestions: [] },
}));

const since = (lines: readonly string[], word: string): string[][] =>
  lines.map((line) => line.split(' ')).filter(([first]) => first === word);

it('gives no item to two people, in two processes of two clerks each, one of them killed', async () => {
  const dir = join(root, 'vault', 'v');
  mkdirSync(join(root, 'vault'));
  const vault = await Vault.create(dir, RAW);
  putItems(vault, { maker: 'pages', policy: keyedTwice, items });
  vault.close();

  const killed = outcome(startClerks(engine, dir, KEY, ['eve']), 700);
  const [one, two] = [startClerks(engine, dir, KEY, ['ann', 'bob']), startClerks(engine, dir, KEY, ['cid', 'dan'])];
  const ended = await Promise.all([killed, outcome(one), outcome(two)]);
  expect(ended.map(({ code }) => code).slice(1)).toEqual([0, 0]);
  const lines = ended.flatMap((one) => one.lines);
  expect(lines.filter((line) => line === 'finished').length).toBeGreaterThan(1);

  using after = await Vault.open(dir, RAW, 'write');
  const decided = after.decisions('work');
  // All that was acknowledged is there, as it was acknowledged.
  for (const [, who, id, seq] of since(lines, 'kept'))
    expect(decided).toContainEqual(expect.objectContaining({ seq: Number(seq), who, subject: id }));
  // Nobody answered an item twice, and nobody a third time what two had answered.
  const answered = decided.map(({ who, subject }) => `${who} ${subject}`);
  expect(new Set(answered).size).toBe(answered.length);
  for (const { id } of items) expect(decided.filter(({ subject }) => subject === id).length).toBeLessThanOrEqual(2);
  // What is not done is held by the one who was killed, and by nobody else.
  const left = after.db.prepare("SELECT state, holder FROM vault_work WHERE state <> 'done'").all() as {
    holder: string;
  }[];
  expect(left.length).toBeLessThanOrEqual(1);
  for (const { holder } of left) expect(holder).toBe('eve');
  expect(settledEntries(after, keyedTwice)).toHaveLength(ITEMS - left.length);
  expect(rebuildWork(after, keyedTwice).changed).toBe(0);
  expect(after.verifyAudit()).toMatchObject({ ok: true });
  expect(findPlaintext(dir, [CLERK_CANARY])).toEqual([]);
});
