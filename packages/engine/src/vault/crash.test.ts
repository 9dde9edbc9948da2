import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findPlaintext } from '../testing/canaries.js';
import { type CompiledEngine, compileEngine } from '../testing/compiled.js';
import { CRASH_CANARIES, outcome, startStaging } from '../testing/vault-crash.js';
import { Vault } from './vault.js';

const KEY = '5a'.repeat(32);
const RAW = { kind: 'raw', key: Buffer.from(KEY, 'hex') } as const;
const ROWS = 40_000;

let engine: CompiledEngine;
let root: string;
beforeAll(() => {
  engine = compileEngine();
  root = mkdtempSync(join(tmpdir(), 'chartlift-crash-'));
});
afterAll(() => {
  engine?.remove();
  rmSync(root, { recursive: true, force: true });
});

async function content(dir: string): Promise<unknown> {
  using vault = await Vault.open(dir, RAW);
  const source = vault.source('s');
  return [source, vault.stagedIssues('s'), source?.tables.map((table) => [...vault.scan(table)])];
}

it('loses and doubles nothing when the process is killed, again and again', async () => {
  const whole = join(root, 'a', 'whole');
  const killed = join(root, 'b', 'killed');
  for (const dir of [whole, killed]) mkdirSync(dir, { recursive: true });
  const started = performance.now();
  expect((await outcome(startStaging(engine, whole, KEY, ROWS))).lines.at(-1)).toBe('finished');
  const duration = performance.now() - started;

  let kills = 0;
  const acknowledged = new Map<string, number>();
  // Moments spread over the whole run, start of the process and making of the vault included.
  for (const share of [0.45, 0.6, 0.7, 0.8, 0.9]) {
    const { code, lines } = await outcome(startStaging(engine, killed, KEY, ROWS), duration * share);
    if (code === null) kills++;
    for (const line of lines.filter((l) => l !== 'finished')) {
      const [table, rows] = line.split(' ') as [string, string];
      acknowledged.set(table, Math.max(acknowledged.get(table) ?? 0, Number(rows)));
    }
    expect(findPlaintext(killed, CRASH_CANARIES)).toEqual([]);
    if (acknowledged.size === 0) continue;
    using vault = await Vault.open(killed, RAW, 'write');
    expect(vault.verifyAudit()).toMatchObject({ ok: true });
    for (const table of vault.source('s')?.tables ?? []) {
      expect(table.rows).toBeGreaterThanOrEqual(acknowledged.get(table.name) ?? 0);
      expect([...vault.scan(table)]).toHaveLength(table.rows);
    }
  }
  expect(kills).toBeGreaterThan(0);
  expect((await outcome(startStaging(engine, killed, KEY, ROWS))).lines.at(-1)).toBe('finished');
  expect(await content(killed)).toEqual(await content(whole));
});
