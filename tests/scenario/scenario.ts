import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * A CLI scenario as text:
 *   `# ...`            a remark
 *   `file PATH`        followed by lines `|text`: writes that file (relative to the scenario's folder)
 *   `$ COMMAND`        runs it with bash; `chartlift` is the built CLI
 *   other lines        expected stdout; `2> ` before a line: expected stderr; `...` alone: any lines; `[..]` in a line: any text
 *   `exit N`           expected exit code (0 when not said)
 */
export interface Step {
  readonly line: number;
  readonly command: string;
  readonly stdout: string[];
  readonly stderr: string[];
  exit: number;
}

export type ScenarioItem = { kind: 'file'; path: string; text: string[] } | ({ kind: 'step' } & Step);

export function parseScenario(text: string): ScenarioItem[] {
  const items: ScenarioItem[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const last = items.at(-1);
    if (line.startsWith('# ')) continue;
    if (line.startsWith('file ')) items.push({ kind: 'file', path: line.slice(5).trim(), text: [] });
    else if (line.startsWith('|') && last?.kind === 'file') last.text.push(line.slice(1));
    else if (line.startsWith('$ '))
      items.push({ kind: 'step', line: index + 1, command: line.slice(2), stdout: [], stderr: [], exit: 0 });
    else if (/^exit \d+$/.test(line) && last?.kind === 'step') last.exit = Number(line.slice(5));
    else if (last?.kind === 'step' && line.startsWith('2> ')) last.stderr.push(line.slice(3));
    else if (last?.kind === 'step' && line !== '') last.stdout.push(line);
    else if (line !== '') throw new Error(`line ${index + 1} of the scenario belongs to nothing: ${line}`);
  }
  return items;
}

/** Null when the output is as expected, else what is wrong. */
export function mismatch(expected: readonly string[], actual: string): string | null {
  const lines = actual
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
  const matches = (pattern: string, line: string): boolean => {
    const parts = pattern.split('[..]').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`).test(line);
  };
  const reach = (e: number, a: number): boolean => {
    if (e === expected.length) return a === lines.length;
    if (expected[e] === '...') {
      for (let next = a; next <= lines.length; next++) if (reach(e + 1, next)) return true;
      return false;
    }
    return a < lines.length && matches(expected[e]!.trimEnd(), lines[a]!) && reach(e + 1, a + 1);
  };
  return reach(0, 0) ? null : `expected:\n${expected.join('\n')}\n--- got:\n${lines.join('\n')}`;
}

export function runCommand(
  command: string,
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): { stdout: string; stderr: string; exit: number } {
  const cli = join(ROOT, 'packages/cli/bin/chartlift.js');
  const { CHARTLIFT_KEY_FILE: _key, CHARTLIFT_CCDA_ARTEFACTS: _artefacts, ...outer } = process.env;
  const result = spawnSync('bash', ['-c', `chartlift() { node '${cli}' "$@"; }\n${command}`], {
    cwd,
    // What the person who runs the tests has added must not change them.
    env: { ...outer, CHARTLIFT_STORE: '/nowhere', ...env },
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  return { stdout: result.stdout, stderr: result.stderr, exit: result.status ?? -1 };
}

/** Runs a scenario in an empty folder; the problems found, each with its line. */
export function runScenario(text: string, folder: string, env: NodeJS.ProcessEnv = {}): string[] {
  const problems: string[] = [];
  for (const item of parseScenario(text)) {
    if (item.kind === 'file') {
      const path = join(folder, item.path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, item.text.map((line) => `${line}\n`).join(''));
      continue;
    }
    const { stdout, stderr, exit } = runCommand(item.command, folder, env);
    if (exit !== item.exit) problems.push(`line ${item.line}: exit ${exit}, expected ${item.exit}\n${stderr}`);
    const out = mismatch(item.stdout, stdout);
    if (out) problems.push(`line ${item.line}: stdout of "${item.command}"\n${out}`);
    const err = item.stderr.length > 0 ? mismatch(item.stderr, stderr) : null;
    if (err) problems.push(`line ${item.line}: stderr of "${item.command}"\n${err}`);
  }
  return problems;
}
