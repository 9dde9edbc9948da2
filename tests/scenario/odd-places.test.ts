import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPlaintext } from '../../packages/engine/src/testing/canaries.js';
import { oddCsv, oddDump, oddPractice } from './odd-places.js';
import { Surroundings } from './practice-workspace.js';

/** Commands that speak of what is staged, and leave files behind. */
const COMMANDS: readonly (readonly string[])[] = [
  ['--json', 'assess', '-o', 'OUT.html', '--results-years', '2'],
  ['assess', '-o', 'OUT.md'],
  ['scope', 'propose', '--results-years', '3'],
  ['--json', 'scope', 'estimate'],
  ['map', 'suggest'],
  ['map', 'show'],
  ['map', 'check'],
  ['--json', 'crosswalk', 'suggest'],
];

describe('people planted where nobody would look for them', () => {
  const practice = oddPractice();
  const canaries = [...practice.planted.keys()];
  let root: string;
  let around: Surroundings;

  /** What was said of which place, and in which file: never more than the names of both. */
  const told = (folder: string): string[] => {
    const hits = findPlaintext(folder, canaries);
    return [
      ...new Set(
        hits.map(({ canary, file, form }) => `${practice.planted.get(canary)} in ${file.split('/').at(-1)} (${form})`),
      ),
    ];
  };

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'chartlift-odd-'));
    around = new Surroundings(root);
    mkdirSync(join(root, 'said'));
    mkdirSync(join(root, 'source', 'tables'), { recursive: true });
    writeFileSync(join(root, 'source', 'practice.sql'), oddDump(practice));
    for (const [name, text] of Object.entries(oddCsv(practice)))
      writeFileSync(join(root, 'source', 'tables', name), text);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  let runs = 0;
  const run = async (...args: string[]): Promise<number | null> => {
    const { code, stdout, stderr } = await around.cli(args);
    const verb = args.filter((arg) => /^[a-z]+$/.test(arg)).join('-');
    writeFileSync(join(root, 'said', `${++runs}-${verb}.terminal`), `${stdout}\n${stderr}`);
    return code;
  };

  it('stand in the source, in many places, or this would prove nothing', () => {
    expect(practice.planted.size).toBeGreaterThan(60);
    expect(new Set(practice.planted.values()).size).toBeGreaterThan(50);
    const found = new Set(findPlaintext(join(root, 'source'), canaries).map((hit) => hit.canary));
    const missing = canaries.filter((canary) => !found.has(canary)).map((canary) => practice.planted.get(canary));
    expect(missing).toEqual(['gzip in base64']);
  });

  it('are told by no command, nor in what it leaves behind', async () => {
    const dir = join(root, 'said', 'clinic');
    expect(await run('init', dir)).toBe(0);
    expect(await run('-w', dir, 'stage', join(root, 'source', 'practice.sql'), '--name', 'odd')).toBe(0);
    for (const [i, args] of COMMANDS.entries()) {
      const code = await run('-w', dir, ...args.map((arg) => arg.replace('OUT', join(root, 'said', `out${i}`))));
      expect([0, 1], args.join(' ')).toContain(code);
    }
    const csv = join(root, 'source', 'tables');
    expect(await run('assess', csv, '-o', join(root, 'said', 'csv.json'))).toBe(0);
    expect(await run('--json', 'map', 'suggest', csv)).toBe(0);
    expect(told(join(root, 'said'))).toEqual([]);
    for (const folder of around.folders) expect(told(folder)).toEqual([]);
    // What stands beside them is told: a rule that tells nothing would pass too.
    for (const file of ['out0.html', 'csv.json']) {
      const text = readFileSync(join(root, 'said', file), 'utf8');
      for (const word of ['Knee surgery', 'Community plan', 'E11.9', 'How is your sleep'])
        expect(text, file).toContain(word);
    }
  });
});
