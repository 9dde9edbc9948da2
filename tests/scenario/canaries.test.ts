import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leaks, searchThroughKills } from './canary-search.js';
import { poisonedPractice, Surroundings, writeDump } from './practice-workspace.js';

let root: string;
let around: Surroundings;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'chartlift-canary-'));
  around = new Surroundings(root);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('plaintext on disk', () => {
  it('is nowhere during and after stage and run, nor after kill -9', async () => {
    const { searches, hits, canaries, files } = await searchThroughKills(around, 8, 2);
    expect(hits).toEqual([]);
    expect(searches).toBeGreaterThan(8);
    expect(canaries).toBeGreaterThan(150);
    expect(files).toBeGreaterThan(10);
  });

  it('would have been found: a readable run, a file of the temporary folder', async () => {
    const dir = join(root, 'watched');
    const { canaries } = poisonedPractice(8, 0.3);
    const planted = join(around.folders[1]!, 'planted');
    writeFileSync(planted, `x${Buffer.from(`--${canaries[7]}--`).toString('base64')}`);
    expect(leaks(around, dir, canaries).map((hit) => hit.file)).toEqual([planted]);
    rmSync(planted);
    expect([0, 1]).toContain((await around.cli(['-w', dir, 'run', '--workers', '0', '--plain-output'])).code);
    const found = new Set(leaks(around, dir, canaries).map((hit) => hit.canary));
    // Most reach a chart; the others stand in rows that are archived or set aside.
    expect(found.size).toBeGreaterThan(canaries.length / 2);
  });
});

/** Canaries in a text; the whole of it is kept out of the assertion, so that a failure shows where and not all. */
const told = (text: string, canaries: readonly string[]): string[] =>
  canaries.filter((canary) => text.includes(canary));

describe('what is said about failures', () => {
  const { practice, canaries } = poisonedPractice(6, 0.6, 23);
  let dump: string;
  let dir: string;
  const said: string[] = [];
  const cli = async (...args: string[]): Promise<number | null> => {
    const { code, stdout, stderr } = await around.cli(args);
    said.push(`${stdout}${stderr}`);
    return code;
  };

  it('never holds a value: codes and dates that cannot be read, orphans, a cut dump, a wrong mapping', async () => {
    dump = writeDump(join(root, 'poisoned.sql'), practice);
    dir = await around.workspace('poisoned');
    const text = readFileSync(dump);
    writeFileSync(join(root, 'cut.sql'), text.subarray(0, Math.floor(text.length * 0.55)));
    writeFileSync(join(root, 'broken.sql'), text.toString('latin1').replaceAll("','", "',''"), 'latin1');
    for (const name of ['cut.sql', 'broken.sql']) {
      await cli('inspect', join(root, name));
      const other = await around.workspace(`w-${name}`);
      expect([0, 1, 3]).toContain(await cli('-w', other, 'stage', join(root, name)));
      expect([0, 1, 3]).toContain(await cli('-w', other, '--debug', 'run', '--workers', '0'));
    }
    expect(await cli('-w', dir, 'stage', dump)).toBe(0);
    expect(await cli('-w', dir, 'run', '--workers', '2')).toBe(1);
    expect(await cli('-w', dir, '--json', 'run', '--workers', '0', '--sample', '3')).not.toBe(70);
    expect(await cli('-w', dir, '--json', 'runs')).toBe(0);
    expect(await cli('-w', dir, '--json', 'audit', 'report')).toBe(0);
    for (const [from, to] of [
      ['from: alg', 'from: algg'],
      ['key: alg_id', 'key: lname'],
      ['patient: pt_no', 'patient: "pt_no ||"'],
    ] as const) {
      const wrong = join(root, `wrong-${said.length}`);
      cpSync(dir, wrong, { recursive: true });
      const path = join(wrong, 'mapping', 'allergies.yaml');
      const spec = readFileSync(path, 'utf8');
      expect(spec).toContain(from);
      writeFileSync(path, spec.replace(from, to));
      expect([1, 3]).toContain(await cli('-w', wrong, '--debug', 'run', '--workers', '0'));
    }
    expect(told(said.join('\n'), canaries)).toEqual([]);
    expect(said.join('\n')).not.toContain('internal fault');
  });

  it('nor do the readable files of a run and the names of all files', () => {
    const out = join(dir, 'out', 'r0001');
    const issues = readFileSync(join(out, 'issues.ndjson'), 'utf8');
    expect(issues.split('\n').length).toBeGreaterThan(100);
    expect(told(issues, canaries)).toEqual([]);
    for (const name of readdirSync(out).filter((each) => /\.(json|html)$/.test(each)))
      expect(told(readFileSync(join(out, name), 'utf8'), canaries)).toEqual([]);
    expect(told((readdirSync(root, { recursive: true }) as string[]).join('\n'), canaries)).toEqual([]);
    expect(leaks(around, dir, canaries)).toEqual([]);
  });
});
