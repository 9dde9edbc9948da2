import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findPlaintext } from '../../packages/engine/src/testing/canaries.js';
import { type CompiledEngine, compileEngine } from '../../packages/engine/src/testing/compiled.js';
import { CRASH_CANARIES, outcome, startStaging } from '../../packages/engine/src/testing/vault-crash.js';
import { Vault } from '../../packages/engine/src/vault/vault.js';

/** Rounds of kill -9; each begins with a new vault as soon as one was finished. */
const ROUNDS = Number(process.env.CHARTLIFT_CHAOS_ROUNDS ?? 60);
const ROWS = 60_000;
const KEY = 'c3'.repeat(32);
const RAW = { kind: 'raw', key: Buffer.from(KEY, 'hex') } as const;

let engine: CompiledEngine;
let root: string;
beforeAll(() => {
  engine = compileEngine();
  root = mkdtempSync(join(tmpdir(), 'chartlift-chaos-'));
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

it(`survives ${ROUNDS} kills at random moments`, async () => {
  const whole = join(root, 'whole', 'w');
  mkdirSync(whole, { recursive: true });
  const started = performance.now();
  expect((await outcome(startStaging(engine, whole, KEY, ROWS))).lines.at(-1)).toBe('finished');
  const duration = performance.now() - started;
  const expected = await content(whole);

  let state = 20_241_107;
  const random = (): number => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  let kills = 0;
  let finished = 0;
  for (let vaultNumber = 0; kills < ROUNDS; vaultNumber++) {
    const dir = join(root, `v${vaultNumber}`, 'v');
    mkdirSync(dir, { recursive: true });
    let acknowledged = new Map<string, number>();
    for (;;) {
      const { code, lines } = await outcome(startStaging(engine, dir, KEY, ROWS), duration * (0.15 + random() * 0.75));
      if (code === 0) break;
      expect(code).toBeNull();
      kills++;
      for (const line of lines.filter((l) => l !== 'finished')) {
        const [table, rows] = line.split(' ') as [string, string];
        acknowledged = new Map(acknowledged).set(table, Math.max(acknowledged.get(table) ?? 0, Number(rows)));
      }
      expect(findPlaintext(dir, CRASH_CANARIES)).toEqual([]);
      if (acknowledged.size > 0) {
        // Alternately a reader and a writer come first after the crash.
        using vault = await Vault.open(dir, RAW, kills % 2 === 0 ? 'read' : 'write');
        expect(vault.verifyAudit().ok).toBe(true);
        expect(vault.verifyPages().damaged).toEqual([]);
        for (const table of vault.source('s')?.tables ?? []) {
          expect(table.rows).toBeGreaterThanOrEqual(acknowledged.get(table.name) ?? 0);
        }
      }
      if (kills >= ROUNDS) {
        expect((await outcome(startStaging(engine, dir, KEY, ROWS))).lines.at(-1)).toBe('finished');
        break;
      }
    }
    finished++;
    expect(await content(dir)).toEqual(expected);
    rmSync(join(dir, '..'), { recursive: true });
  }
  console.log(`${kills} kills, ${finished} vaults, each equal to the undisturbed one`);
});
