import type { Command } from 'commander';
import type { GlobalOptions, Terminal } from './terminal.js';

/** A command of the CLI: parses, makes one engine call, prints; returns the exit code. */
export type Register = (program: Command, context: CommandContext) => void;

export interface CommandContext {
  readonly terminal: Terminal;
  /** Global options of this invocation. */
  options(): GlobalOptions;
  /** Exit code when the work was done but a gate failed (1). */
  fail(code: number): void;
}
