import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { profileSource } from '../profile/profile-source.js';
import { stageIntoWorkspace } from '../project/staging.js';
import { openSource } from '../sources/registry.js';
import { generateDump } from '../testing/dump-generator.js';
import { initWorkspace } from '../vault/init.js';
import { Vault } from '../vault/vault.js';
import { profileInputOfSource, profileInputOfStaged } from './profile-input.js';

const dir = mkdtempSync(join(tmpdir(), 'chartlift-profile-input-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const KEY = { kind: 'passphrase', passphrase: 'test only, made-up data' } as const;

it('gives the same profile of a source where it lies and of what was staged of it', async () => {
  const dump = join(dir, 'clinic.sql');
  writeFileSync(dump, [...generateDump(600_000, 5).chunks].join(''));
  const opened = await openSource([dump], {}, { onIssue: () => {} });
  await using source = opened.source;
  const direct = await profileSource(await profileInputOfSource(source, { name: 'clinic', snapshotAt: '2024-06-30' }));

  const folder = join(dir, 'workspace');
  await initWorkspace(folder, KEY, { name: 'clinic' });
  const vault = await Vault.open(folder, KEY, 'write');
  try {
    await stageIntoWorkspace(folder, vault, { paths: [dump] });
    const staged = vault.sources()[0];
    if (!staged) throw new Error('nothing was staged');
    const again = await profileSource(profileInputOfStaged(vault, staged));
    expect(direct.profile.tables.some((table) => table.rows > 1000)).toBe(true);
    expect(again.profile.tables).toEqual(direct.profile.tables);
    expect(again.profile.joins).toEqual(direct.profile.joins);
  } finally {
    vault.close();
  }
});
