import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePractice } from '../../packages/engine/src/synthetic/practice.js';
import { Surroundings, writeDump } from './practice-workspace.js';
import { command, damages, isClear, unnoticed } from './tampering.js';

describe('a vault that was touched, or a wrong key', () => {
  let root: string;
  let around: Surroundings;
  let dir: string;
  let dump: string;
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'chartlift-tamper-'));
    around = new Surroundings(root);
    dir = await around.workspace('w');
    dump = writeDump(join(root, 'larkspur.sql'), makePractice(5));
    expect((await command(['-w', dir, '--key-file', around.key, 'stage', dump])).code).toBe(0);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('opens as it is', async () => {
    expect(await command(['-w', dir, '--key-file', around.key, 'runs'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('is refused with exit 4, whatever bit, page or end is wrong', async () => {
    expect(await unnoticed(dir, around.key, join(root, 'scratch'), damages(dir, 12))).toEqual([]);
  });

  it('is refused by every command that opens it', async () => {
    const scratch = join(root, 'scratch');
    rmSync(scratch, { recursive: true, force: true });
    cpSync(dir, scratch, { recursive: true });
    damages(dir, 1)[0]?.do(scratch);
    const wrong = join(root, 'wrong-key');
    writeFileSync(wrong, Buffer.alloc(32, 9));
    const commands = [
      ['runs'],
      ['stage', dump],
      ['run', '--workers', '1'],
      ['audit', 'verify'],
      ['key', 'add', '--new-key-file', join(root, 'other-key')],
      ['key', 'identity'],
      ['unpack', dump],
    ];
    for (const args of commands) {
      const damaged = await command(['-w', scratch, '--key-file', around.key, ...args]);
      // `key add` makes the new key file first; that says nothing of the vault.
      if (args[1] === 'add') Object.assign(damaged, { stdout: '' });
      expect(isClear(damaged), `damaged: ${args.join(' ')} gave ${JSON.stringify(damaged)}`).toBe(true);
      const stranger = await command(['-w', dir, '--key-file', wrong, ...args]);
      if (args[1] === 'add') Object.assign(stranger, { stdout: '' });
      expect(isClear(stranger), `wrong key: ${args.join(' ')} gave ${JSON.stringify(stranger)}`).toBe(true);
      expect(stranger.stderr).toContain('VAULT_WRONG_KEY');
    }
  });
});
