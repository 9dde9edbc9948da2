import type { Command } from 'commander';
import type { CommandContext, CommandEntry, OptionEntry } from './command.js';

const GLOBAL = `
Every command also takes --workspace, --key-file, --json, --quiet and others:
see chartlift --help.`;

/** Adds a command of the table; what it does is loaded when it is asked for. */
export function register(parent: Command, entry: CommandEntry, context: CommandContext): void {
  const command = parent.command(entry.usage).description(entry.description);
  for (const [name, description] of entry.arguments ?? []) command.argument(name, description);
  for (const option of entry.options ?? []) addOption(command, option);
  if (entry.after !== undefined) command.addHelpText('after', entry.after);
  for (const one of entry.subcommands ?? []) register(command, one, context);
  const { load } = entry;
  if (load === undefined) return;
  command.addHelpText('after', GLOBAL);
  command.action(async (...given: unknown[]) => {
    const act = await load();
    // Commander gives what the entry declares, and the command itself behind it.
    await act(context, ...(given.slice(0, -1) as never[]));
  });
}

function addOption(command: Command, { flags, description, fallback, required, repeatable }: OptionEntry): void {
  if (required) command.requiredOption(flags, description);
  else if (repeatable) command.option(flags, description, collect);
  else command.option(flags, description, fallback);
}

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];
