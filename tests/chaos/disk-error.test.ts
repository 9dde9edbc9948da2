import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { generateDump } from '../../packages/engine/src/testing/dump-generator.js';
import { Surroundings } from '../scenario/practice-workspace.js';

const strace = spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status === 0;

it.skipIf(!strace)(
  `a write that fails with EIO: exit 3, resumable${strace ? '' : ' (skipped: needs strace)'}`,
  async () => {
    const root = mkdtempSync(join(tmpdir(), 'chartlift-eio-'));
    try {
      const around = new Surroundings(root);
      const dump = join(root, 'big.sql');
      writeFileSync(dump, Buffer.concat([...generateDump(8 * 1024 * 1024).chunks]));
      for (const [i, after] of [40, 400, 1500].entries()) {
        const dir = await around.workspace(`w${i}`);
        const inject = `inject=pwrite64:error=EIO:when=${after}+`;
        const prefix = ['strace', '-f', '-qq', '-o', '/dev/null', '-e', 'trace=pwrite64', '-e', inject];
        const failed = await around.cli(['-w', dir, 'stage', dump], { prefix });
        expect(failed).toMatchObject({ code: 3, stderr: expect.stringMatching(/\[(VAULT_IO|DISK_ERROR)\]\n {2}-> /) });
        expect(await around.cli(['-w', dir, 'stage', dump])).toMatchObject({ code: 0, stderr: '' });
      }
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  },
);
