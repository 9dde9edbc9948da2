import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePractice } from '../../packages/engine/src/synthetic/practice.js';
import { generateDump } from '../../packages/engine/src/testing/dump-generator.js';
import { Surroundings, treeDigest, writeDump } from './practice-workspace.js';

const root = mkdtempSync(join(tmpdir(), 'chartlift-disk-'));
const disk = join(root, 'disk');
mkdirSync(disk);
const mount = (options: string): boolean =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk]).status === 0;
const canMount = mount('size=4m');
const resize = (kib: number): void => {
  spawnSync('mount', ['-o', `remount,size=${kib}k`, disk]);
};
const usedKib = (): number => {
  const { blocks, bfree, bsize } = statfsSync(disk);
  return ((blocks - bfree) * bsize) / 1024;
};

afterAll(() => {
  if (canMount) spawnSync('umount', [disk]);
  rmSync(root, { recursive: true, force: true });
});

describe.skipIf(!canMount)(
  `a disk that fails${canMount ? '' : ' (skipped: a tmpfs can be mounted here by root only)'}`,
  () => {
    let around: Surroundings;
    beforeAll(() => {
      around = new Surroundings(root);
    });

    it('full while staging: exit 3 and a next step; with room the same command ends the work', async () => {
      const dump = join(root, 'big.sql');
      writeFileSync(dump, Buffer.concat([...generateDump(8 * 1024 * 1024).chunks]));
      const dir = await around.workspace('disk/w');
      const full = await around.cli(['-w', dir, 'stage', dump]);
      expect(full).toMatchObject({ code: 3, stdout: '' });
      expect(full.stderr).toMatch(
        /disk of the workspace is full.*\[DISK_FULL\]\n {2}-> Free some space and run the same/,
      );
      expect((await around.cli(['-w', dir, 'run'])).code).toBe(3);
      resize(200_000);
      expect(await around.cli(['-w', dir, 'stage', dump])).toMatchObject({ code: 0, stderr: '' });
      rmSync(dir, { recursive: true });
    });

    it('full while running: nothing half-written counts, and the run is taken up again', async () => {
      const dump = writeDump(join(root, 'larkspur.sql'), makePractice(12));
      const elsewhere = await around.workspace('elsewhere');
      const dir = await around.workspace('disk/w');
      const run = (where: string) => around.cli(['-w', where, 'run', '--plain-output', '--workers', '1']);
      for (const each of [elsewhere, dir]) expect((await around.cli(['-w', each, 'stage', dump])).code).toBe(0);
      await run(elsewhere);
      resize(Math.ceil(usedKib()) + 700);
      const full = await run(dir);
      expect(full.code).toBe(3);
      expect(full.stderr).toMatch(/disk.* is full.*\[DISK_FULL\]\n {2}-> /);
      expect(readdirSync(join(dir, 'out')).filter((name) => !name.endsWith('.partial'))).toEqual([]);
      resize(200_000);
      expect([0, 1]).toContain((await run(dir)).code);
      expect(readdirSync(join(dir, 'out'))).toEqual(['r0001']);
      expect(treeDigest(join(dir, 'out'))).toEqual(treeDigest(join(elsewhere, 'out')));
    });

    it('read-only: a message, not an internal fault', async () => {
      spawnSync('mount', ['-o', 'remount,ro', disk]);
      for (const args of [
        ['-w', join(disk, 'w'), 'run'],
        ['-w', join(disk, 'w'), 'runs'],
        ['init', join(disk, 'n')],
      ])
        expect(await around.cli(args)).toMatchObject({
          code: 3,
          stderr: expect.stringMatching(/^chartlift: [^\n]+ \[(NOT_WRITABLE|VAULT_IO)\]\n {2}-> /),
        });
      spawnSync('mount', ['-o', 'remount,rw', disk]);
    });

    it('a limit on file size: the same', async () => {
      const dir = await around.workspace('disk/x');
      const limited = await around.cli(['-w', dir, 'stage', join(root, 'big.sql')], {
        prefix: ['bash', '-c', 'ulimit -f 300; exec "$@"', 'bash'],
      });
      expect(limited.code).toBe(3);
      expect(limited.stderr).toMatch(/\[(VAULT_IO|DISK_FULL)\]\n {2}-> /);
    });
  },
);
