import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { makePractice } from '../../packages/engine/src/synthetic/practice.js';
import { generateDump, seededRandom } from '../../packages/engine/src/testing/dump-generator.js';
import { Vault } from '../../packages/engine/src/vault/vault.js';
import { type Surroundings, treeDigest, writeDump } from './practice-workspace.js';

/** What was done, for the report of the test. */
export interface KillReport {
  readonly kills: number;
  /** Workspaces brought to their end after one or more kills. */
  readonly finished: number;
}

interface Rounds {
  readonly rounds: number;
  readonly seed: number;
  /** Makes the workspace of one try. */
  prepare(name: string): string;
  command(dir: string): readonly string[];
  /** Milliseconds that the command takes undisturbed. */
  readonly duration: number;
  /** What must hold after a kill, before the next start. */
  afterKill?(dir: string): void | Promise<void>;
  /** What must hold at the end. */
  atEnd(dir: string): void | Promise<void>;
}

/** Kills a command at random moments of its whole length, one to four times a workspace, then lets it end. */
async function killRounds(around: Surroundings, given: Rounds): Promise<KillReport> {
  const random = seededRandom(given.seed);
  let kills = 0;
  let finished = 0;
  for (let n = 0; kills < given.rounds; n++) {
    const dir = given.prepare(`try-${given.seed}-${n}`);
    for (let left = 1 + Math.floor(random() * 4); left > 0 && kills < given.rounds; left--) {
      const { code } = await around.cli(given.command(dir), { killAfter: given.duration * (0.1 + random()) });
      if (code !== null) break;
      kills++;
      await given.afterKill?.(dir);
    }
    const last = await around.cli(given.command(dir));
    expect([0, 1], last.stderr).toContain(last.code);
    finished++;
    await given.atEnd(dir);
    expect(existsSync(join(dir, 'vault.lock'))).toBe(false);
    rmSync(dir, { recursive: true });
  }
  return { kills, finished };
}

/** A large dump with rows that must be kept aside in its middle, so that issues and rejected rows lie on both sides of a kill. */
function writeRoughDump(path: string, bytes: number): string {
  const chunks: Buffer[] = [];
  for (const chunk of generateDump(bytes, 5).chunks) {
    chunks.push(chunk);
    if (chunk.includes('INSERT INTO `visit`'))
      chunks.push(Buffer.from("INSERT INTO `visit` VALUES (1,2,'too','few');\n"));
  }
  writeFileSync(path, Buffer.concat(chunks));
  return path;
}

async function stagedContent(dir: string, keyFile: string): Promise<unknown> {
  using vault = await Vault.open(dir, { kind: 'key-file', path: keyFile });
  expect(vault.verifyAudit().ok).toBe(true);
  return vault.sources().map((source) => [
    source,
    vault.stagedIssues(source.name),
    // Order and content; joined, for a comparison of a million cells takes its time.
    source.tables.map((table) =>
      [...vault.scan(table)]
        .map((row) => JSON.stringify(row, (_, v) => (typeof v === 'bigint' ? `${v}n` : v)))
        .join('\n'),
    ),
  ]);
}

/** Kills of `stage`: what is staged in the end is what an undisturbed staging gives, rows, rejected rows and issues. */
export async function killStaging(around: Surroundings, rounds: number, bytes: number): Promise<KillReport> {
  const dump = writeRoughDump(join(around.root, 'rough.sql'), bytes);
  const whole = await around.workspace('whole-stage');
  const empty = await around.workspace('empty');
  const { ms, code, stderr } = await around.cli(['-w', whole, 'stage', dump]);
  expect(code, stderr).toBe(0);
  const expected = await stagedContent(whole, around.key);
  expect(JSON.stringify(expected).match(/sql-row-width/g)?.length).toBeGreaterThan(1);
  return killRounds(around, {
    rounds,
    seed: 31,
    duration: ms,
    prepare: (name) => {
      const dir = join(around.root, name);
      cpSync(empty, dir, { recursive: true });
      return dir;
    },
    command: (dir) => ['-w', dir, 'stage', dump],
    atEnd: async (dir) => expect(await stagedContent(dir, around.key)).toEqual(expected),
  });
}

/** Kills of `run`: every folder in out/ is byte for byte that of an undisturbed run in another workspace folder. */
export async function killRuns(
  around: Surroundings,
  rounds: number,
  patients: number,
  workers: number,
): Promise<KillReport> {
  const dump = writeDump(join(around.root, 'larkspur.sql'), makePractice(patients));
  const reference = await around.workspace(`reference-${workers}`);
  const staged = await around.workspace(`staged-${workers}`);
  for (const dir of [reference, staged]) expect((await around.cli(['-w', dir, 'stage', dump])).code).toBe(0);
  const command = (dir: string): string[] => ['-w', dir, 'run', '--plain-output', '--workers', String(workers)];
  const { ms, stderr } = await around.cli(command(reference));
  expect(existsSync(join(reference, 'out', 'r0001', 'manifest.json')), stderr).toBe(true);
  const expected = treeDigest(join(reference, 'out', 'r0001'));
  expect(Object.keys(expected).length).toBeGreaterThan(patients / 2);
  return killRounds(around, {
    rounds,
    seed: 41 + workers,
    duration: ms,
    prepare: (name) => {
      const dir = join(around.root, name);
      cpSync(staged, dir, { recursive: true });
      return dir;
    },
    command,
    afterKill: (dir) => {
      if (!existsSync(join(dir, 'out'))) return;
      // A folder with a run's own name is whole, whenever the kill came.
      for (const name of readdirSync(join(dir, 'out'), { withFileTypes: true }).filter((e) => /^r\d+$/.test(e.name)))
        expect(treeDigest(join(dir, 'out', name.name))).toEqual(expected);
    },
    atEnd: async (dir) => {
      const names = readdirSync(join(dir, 'out')).sort();
      using vault = await Vault.open(dir, { kind: 'key-file', path: around.key });
      const runs = vault.runs();
      // A kill after the run was on record makes the next command a second run; a kill before it never does.
      expect(names).toEqual(runs.map((run) => run.id));
      expect(runs.every((run) => run.state === 'done')).toBe(true);
      for (const name of names) expect(treeDigest(join(dir, 'out', name))).toEqual(expected);
    },
  });
}
