import type { GlobalOptions, Terminal } from './terminal.js';

/** What a command may use of this invocation. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Global options of this invocation. */
  options(): GlobalOptions;
  /** Exit code when the work was done but a gate failed (1). */
  fail(code: number): void;
}

/** What a command does: parses, makes one engine call, prints. It is given its arguments in order, then its options, as its entry declares them. */
export type Act = (context: CommandContext, ...given: never[]) => Promise<void> | void;

/** An option as the help shows it. */
export interface OptionEntry {
  readonly flags: string;
  readonly description: string;
  /** Value where it is not given. */
  readonly fallback?: string;
  readonly required?: boolean;
  /** May be given several times; its value is a list. */
  readonly repeatable?: boolean;
}

/** A command before it is asked for: a leaf loads what it does, a group has subcommands. */
export interface CommandEntry {
  /** Its name, and its arguments where they need no words. */
  readonly usage: string;
  readonly description: string;
  readonly arguments?: readonly (readonly [name: string, description: string])[];
  readonly options?: readonly OptionEntry[];
  /** Text below its help. */
  readonly after?: string;
  readonly load?: () => Promise<Act>;
  readonly subcommands?: readonly CommandEntry[];
}
