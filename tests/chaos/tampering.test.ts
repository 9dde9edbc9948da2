import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makePractice } from '../../packages/engine/src/synthetic/practice.js';
import { Surroundings, writeDump } from '../scenario/practice-workspace.js';
import { command, damages, unnoticed } from '../scenario/tampering.js';

it('finds every one of some hundred damages', async () => {
  const root = mkdtempSync(join(tmpdir(), 'chartlift-tamper-'));
  try {
    const around = new Surroundings(root);
    const dir = await around.workspace('w');
    const dump = writeDump(join(root, 'larkspur.sql'), makePractice(60));
    expect((await command(['-w', dir, '--key-file', around.key, 'stage', dump])).code).toBe(0);
    const list = damages(dir, 200, 77);
    expect(await unnoticed(dir, around.key, join(root, 'scratch'), list)).toEqual([]);
    console.log(`${list.length} damages, each refused with exit 4`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
