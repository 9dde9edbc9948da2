import type { Issue } from '@chartlift/engine/base';

/** Everything a command may touch of the outside: injected, so that scenarios run without a terminal. */
export interface Terminal {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  /** True when progress may be drawn on stderr. */
  readonly interactive: boolean;
}

export interface GlobalOptions {
  /** Workspace folder. */
  readonly workspace: string;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly progress: boolean;
  readonly debug: boolean;
  readonly keyFile?: string;
  readonly passphraseFd?: number;
}

/** `--json`: exactly one JSON value on stdout. */
export function printJson(terminal: Terminal, value: unknown): void {
  terminal.stdout.write(`${JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? v.toString() : v), 2)}\n`);
}

export function printLine(terminal: Terminal, options: GlobalOptions, text: string): void {
  if (!options.quiet && !options.json) terminal.stdout.write(`${text}\n`);
}

export function printIssues(terminal: Terminal, issues: readonly Issue[], most = 20): void {
  for (const issue of issues.slice(0, most)) {
    terminal.stderr.write(`${issue.severity}: ${issue.where}: ${issue.message} [${issue.code}]\n`);
    if (issue.hint) terminal.stderr.write(`  -> ${issue.hint}\n`);
  }
  if (issues.length > most) terminal.stderr.write(`... and ${issues.length - most} more\n`);
}
