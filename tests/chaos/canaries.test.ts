import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { searchThroughKills } from '../scenario/canary-search.js';
import { Surroundings } from '../scenario/practice-workspace.js';

it('finds no plaintext on disk through many kills of stage and run', async () => {
  const root = mkdtempSync(join(tmpdir(), 'chartlift-canary-'));
  try {
    const { searches, hits, canaries } = await searchThroughKills(new Surroundings(root), 40, 12);
    expect(hits).toEqual([]);
    console.log(`${searches} searches for ${canaries} canaries through 24 kills: nothing`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
