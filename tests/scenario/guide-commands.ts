import { mismatch, runCommand } from './scenario.js';

/** What differs from run to run, or from machine to machine. */
const VARIABLE: readonly (readonly [RegExp, string])[] = [
  [/ in \d+(\.\d+)? s$/, ' in [..] s'],
  [/\/srv\/migration\//g, '[..]/'],
];

/**
 * Runs the commands of a guide (`$ ...` in fenced blocks) one after the other in a folder, and compares what they print, both streams together, with the
 * lines below each; `...` stands for any lines. The exit code is not looked at: guides show gates that fail.
 */
export function guideProblems(guide: string, folder: string): { commands: number; problems: string[] } {
  const problems: string[] = [];
  let commands = 0;
  let exports = 'exec 2>&1';
  const check = (command: string, expected: readonly string[]): void => {
    commands += 1;
    if (command.startsWith('export ')) {
      exports += `; ${command}`;
      return;
    }
    const { stdout } = runCommand(`${exports}\n${command.replace(/^npx /, '')}`, folder);
    const problem = mismatch(
      expected
        .filter((line) => line !== '')
        .map((line) => VARIABLE.reduce((l, [from, to]) => l.replace(from, to), line)),
      stdout,
    );
    if (problem) problems.push(`${command}\n${problem}`);
  };
  for (const [, block] of guide.matchAll(/^```\n(.*?)^```$/gms)) {
    const lines = block!.split('\n');
    for (let i = 0; i < lines.length; i++) {
      if (!lines[i]!.startsWith('$ ')) continue;
      let end = i + 1;
      while (end < lines.length && !lines[end]!.startsWith('$ ')) end += 1;
      check(
        lines[i]!.slice(2),
        lines.slice(i + 1, end).map((line) => (line.trim() === '...' ? '...' : line)),
      );
    }
  }
  return { commands, problems };
}
