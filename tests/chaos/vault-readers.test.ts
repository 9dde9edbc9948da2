import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CompiledEngine, compileEngine } from '../../packages/engine/src/testing/compiled.js';
import { outcome, startStaging } from '../../packages/engine/src/testing/vault-crash.js';
import { isLocked } from '../../packages/engine/src/vault/lock.js';
import { Vault } from '../../packages/engine/src/vault/vault.js';

const KEY = '71'.repeat(32);
const RAW = { kind: 'raw', key: Buffer.from(KEY, 'hex') } as const;

let engine: CompiledEngine;
let root: string;
beforeAll(() => {
  engine = compileEngine();
  root = mkdtempSync(join(tmpdir(), 'chartlift-readers-'));
});
afterAll(() => {
  engine?.remove();
  rmSync(root, { recursive: true, force: true });
});

it('is never called damaged by readers that come and go, and write audit events, beside a writer', async () => {
  const dir = join(root, 'v', 'v');
  mkdirSync(dir, { recursive: true });
  (await Vault.create(dir, RAW)).close();
  let opens = 0;
  let beside = 0;
  let events = 0;
  for (let round = 0; round < 6; round++) {
    let writing = true;
    const writer = outcome(
      startStaging(engine, dir, KEY, 150_000 * (round + 1)),
      round % 2 === 1 ? 2500 : undefined,
    ).finally(() => {
      writing = false;
    });
    while (writing) {
      const reader = await Vault.open(dir, RAW);
      opens++;
      if (isLocked(join(dir, 'vault.lock'))) beside++;
      expect(reader.verifyAudit().ok).toBe(true);
      if (opens % 3 === 0) {
        reader.audit({ action: 'view', outcome: 'success', object: 's' });
        events++;
      }
      // Some stay open over the end of the writer.
      if (opens % 5 === 0) await pause(400);
      reader.close();
      await pause(5);
    }
    await writer;
  }
  using vault = await Vault.open(dir, RAW, 'write');
  expect([...vault.auditEvents()].filter((event) => event.action === 'view')).toHaveLength(events);
  expect(vault.verifyAudit().ok).toBe(true);
  expect(beside).toBeGreaterThan(20);
  console.log(`${opens} opens, ${beside} beside a writer, ${events} events by readers`);
});
