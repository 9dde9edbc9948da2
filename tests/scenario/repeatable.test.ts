import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SUMMARY_DATA } from '../../packages/engine/src/delivery/recovery.js';
import { makePractice } from '../../packages/engine/src/synthetic/practice.js';
import { Vault } from '../../packages/engine/src/vault/vault.js';
import { Surroundings, treeDigest, writeDump } from './practice-workspace.js';

const NO_NETWORK = ['unshare', '-n', '--'];
const canUnshare = spawnSync('unshare', ['-n', 'true']).status === 0;

describe('the same input', () => {
  let root: string;
  let around: Surroundings;
  let dir: string;
  let expected: Record<string, string>;
  const run = (where: string, workers: number, env: NodeJS.ProcessEnv = {}, prefix: readonly string[] = []) =>
    around.cli(['-w', where, 'run', '--plain-output', '--workers', String(workers)], { env, prefix });
  const newest = (where: string): string => readdirSync(join(where, 'out')).sort().at(-1) ?? '';

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'chartlift-repeat-'));
    around = new Surroundings(root);
    dir = await around.workspace('first');
    const dump = writeDump(join(root, 'larkspur.sql'), makePractice(20));
    expect((await around.cli(['-w', dir, 'stage', dump])).code).toBe(0);
    await run(dir, 0);
    expected = treeDigest(join(dir, 'out', 'r0001'));
    expect(Object.keys(expected).filter((path) => path.startsWith('ccda/')).length).toBeGreaterThan(15);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it.each([
    [1, { TZ: 'Pacific/Auckland', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }],
    [2, { TZ: 'America/St_Johns', LANG: 'C' }],
    [3, {}],
  ])('gives the same bytes with %i worker(s) and another zone and language', async (workers, env) => {
    await run(dir, workers, env);
    expect(treeDigest(join(dir, 'out', newest(dir)))).toEqual(expected);
  });

  const offline = 'gives the same bytes staged and run in another folder, without any network';
  it.skipIf(!canUnshare)(canUnshare ? offline : `${offline} (skipped: no right to unshare the network)`, async () => {
    const other = await around.workspace('another name, with spaces');
    const staged = await around.cli(['-w', other, 'stage', join(root, 'larkspur.sql')], { prefix: NO_NETWORK });
    expect(staged).toMatchObject({ code: 0, stderr: '' });
    await run(other, 2, {}, NO_NETWORK);
    expect(treeDigest(join(other, 'out', 'r0001'))).toEqual(expected);
  });

  it('is another one with a terminology release loaded, and the same again without it', async () => {
    const list = join(root, 'problems.csv');
    writeFileSync(list, 'code,display\nE11.9,Made-up name\nI10,Made-up name too\n');
    const manifest = (where: string) =>
      JSON.parse(readFileSync(join(where, 'manifest.json'), 'utf8')) as { input: string };
    const add = await around.cli(['terminology', 'add', list, '--system', 'icd-10-cm', '--release', '1']);
    expect(add).toMatchObject({ code: 0, stderr: '' });
    const { stdout } = await run(dir, 2);
    const [, release = 'none'] = /releases +(\S+) 1\n/.exec(stdout) ?? [];
    expect(stdout).toContain('code-not-in-release');
    const out = join(dir, 'out', newest(dir));
    expect(manifest(out).input).not.toBe(manifest(join(dir, 'out', 'r0001')).input);
    const written = readFileSync(join(out, 'fhir', 'Condition.ndjson'), 'utf8').split('\n');
    const line = written.find((one) => one.includes('display-from-release')) ?? '{}';
    const place = `Condition/${(JSON.parse(line) as { id?: string }).id}#code`;
    const why = async (): Promise<string> => (await around.cli(['-w', dir, 'why', place])).stdout;
    expect(await why()).toMatch(/its display is of no cell but of a loaded release: \S+ 1\n/);
    expect((await around.cli(['terminology', 'remove', release])).code).toBe(0);
    expect(await why()).toContain('the loaded releases are not those of that run');
    await run(dir, 2);
    expect(treeDigest(join(dir, 'out', newest(dir)))).toEqual(expected);
  });

  const rewind = async (where: string, sql: string): Promise<void> => {
    using vault = await Vault.open(where, { kind: 'key-file', path: around.key }, 'write');
    vault.db.exec(sql);
  };
  const copy = (name: string): string => {
    const to = join(root, name);
    cpSync(dir, to, { recursive: true });
    for (const each of readdirSync(join(to, 'out')).filter((n) => n !== 'r0001'))
      rmSync(join(to, 'out', each), { recursive: true });
    return to;
  };
  const AS_KILLED =
    "UPDATE vault_runs SET state = 'running', finished_at = NULL, summary = NULL WHERE id = 1; DELETE FROM vault_run_data WHERE run_id > 1; DELETE FROM vault_runs WHERE id > 1;";

  it('is not run twice when the kill came between the folder and the record', async () => {
    const killed = copy('killed');
    await rewind(killed, AS_KILLED);
    const again = await run(killed, 1);
    expect(again.stdout).toMatch(/^Run r0001: \d+ patients/m);
    expect(readdirSync(join(killed, 'out'))).toEqual(['r0001']);
    expect(treeDigest(join(killed, 'out', 'r0001'))).toEqual(expected);
    using vault = await Vault.open(killed, { kind: 'key-file', path: around.key });
    expect(vault.runs()).toMatchObject([
      { id: 'r0001', state: 'done', summary: { run: 'r0001', patients: expect.any(Number) } },
    ]);
    expect(vault.getRunData('r0001', SUMMARY_DATA)).toBeDefined();
  });

  it('leaves a folder alone that is not what its run wrote, and takes another id', async () => {
    const killed = copy('strange');
    await rewind(killed, AS_KILLED);
    const [victim] = readdirSync(join(killed, 'out', 'r0001', 'ccda'));
    rmSync(join(killed, 'out', 'r0001', 'ccda', victim as string));
    const before = treeDigest(join(killed, 'out', 'r0001'));
    await run(killed, 1);
    expect(readdirSync(join(killed, 'out'))).toEqual(['r0001', 'r0002']);
    expect(treeDigest(join(killed, 'out', 'r0001'))).toEqual(before);
    expect(treeDigest(join(killed, 'out', 'r0002'))).toEqual(expected);
  });

  it('says nothing of run, folder and time in the folder of a run', () => {
    for (const name of ['summary.json', 'manifest.json']) {
      const text = readFileSync(join(dir, 'out', 'r0001', name), 'utf8');
      expect(text).not.toMatch(/r0001|"seconds"|chartlift-repeat/);
    }
  });
});
