import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { makePractice, type SyntheticPractice } from '../../packages/engine/src/synthetic/practice.js';
import { formatDump } from '../../packages/engine/src/synthetic/table.js';
import { seededRandom } from '../../packages/engine/src/testing/dump-generator.js';
import { presetFolder } from './staged-practice.js';

export const BIN = resolve(import.meta.dirname, '../../packages/cli/bin/chartlift.js');

export interface Ended {
  /** null: ended by a signal. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

/** What a command may see: its own home, temporary folder and key, so that all it leaves behind can be searched. */
export class Surroundings {
  readonly key: string;
  readonly folders: readonly string[];
  readonly env: NodeJS.ProcessEnv;

  constructor(readonly root: string) {
    this.key = join(root, 'keys', 'key');
    this.folders = ['home', 'tmp', 'logs'].map((name) => join(root, name));
    for (const folder of [...this.folders, join(root, 'keys')]) mkdirSync(folder, { recursive: true });
    const [home, tmp, logs] = this.folders as [string, string, string];
    const { NODE_OPTIONS: _options, CHARTLIFT_CCDA_ARTEFACTS: _artefacts, ...outer } = process.env;
    const own = {
      HOME: home,
      TMPDIR: tmp,
      npm_config_cache: logs,
      npm_config_logs_dir: logs,
      XDG_CACHE_HOME: home,
      CHARTLIFT_STORE: home,
    };
    this.env = { ...outer, ...own, CHARTLIFT_KEY_FILE: this.key };
  }

  start(args: readonly string[], env: NodeJS.ProcessEnv = {}, prefix: readonly string[] = []): ChildProcess {
    const [command, ...rest] = [...prefix, process.execPath, BIN, ...args] as [string, ...string[]];
    return spawn(command, rest, {
      cwd: this.root,
      env: { ...this.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Runs the CLI; with `killAfter` it gets SIGKILL after so many milliseconds. */
  async cli(
    args: readonly string[],
    given: { killAfter?: number; env?: NodeJS.ProcessEnv; prefix?: readonly string[] } = {},
  ): Promise<Ended> {
    const started = performance.now();
    const child = this.start(args, given.env, given.prefix);
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      stdout += chunk.toString('latin1');
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr += chunk.toString('latin1');
    });
    const timer = given.killAfter === undefined ? null : setTimeout(() => child.kill('SIGKILL'), given.killAfter);
    const code = await new Promise<number | null>((done) => child.on('close', done));
    if (timer) clearTimeout(timer);
    return { code, stdout, stderr, ms: performance.now() - started };
  }

  /** A workspace with the preset's mapping, nothing staged. */
  async workspace(name: string, preset = 'larkspur'): Promise<string> {
    const dir = join(this.root, name);
    const { code, stderr } = await this.cli(['init', dir]);
    if (code !== 0) throw new Error(stderr);
    for (const part of ['mapping', 'crosswalk', 'scope.yaml'])
      cpSync(join(presetFolder(preset), part), join(dir, part), { recursive: true });
    return dir;
  }
}

export function writeDump(path: string, practice: SyntheticPractice): string {
  writeFileSync(path, [...formatDump('larkspur', practice.tables, practice.takenAt)].join(''));
  return path;
}

/** Tables of look-up rows and codes: a canary there would only unhook the mapping. */
const LOOK_UPS = new Set(['lk', 'pat_ext']);

/**
 * A practice with canaries in place of some of its text values, of names and notes as of dates, codes and phones; each canary stands for one
 * value and looks like no word. `share` of the cells is replaced.
 */
export function poisonedPractice(
  patients: number,
  share: number,
  seed = 11,
): { practice: SyntheticPractice; canaries: string[] } {
  const practice = makePractice(patients, seed);
  const random = seededRandom(seed);
  const canaries: string[] = [];
  for (const table of practice.tables) {
    if (LOOK_UPS.has(table.name)) continue;
    for (const row of table.rows) {
      for (let c = 1; c < row.length; c++) {
        const cell = row[c];
        if (typeof cell !== 'string' || cell.length < 2 || random() >= share) continue;
        let word = '';
        for (let i = 0; i < 9; i++) word += 'bcdfghjklmnpqrstvwxz'[Math.floor(random() * 20)];
        const canary = `Zq${word}${canaries.length}`;
        canaries.push(canary);
        row[c] = /\s/.test(cell) && cell.length > 20 ? `${cell} ${canary}` : canary;
      }
    }
  }
  return { practice, canaries };
}

/** SHA-256 of every file below a folder, by path. */
export function treeDigest(dir: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) files[relative(dir, path)] = createHash('sha256').update(readFileSync(path)).digest('hex');
  }
  return Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
}
