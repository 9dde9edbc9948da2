import { MigrationError, type SourceOptions } from '@chartlift/engine';
import type { Command } from 'commander';

/** What every command that takes SOURCE... accepts beside it. */
export interface SourceArguments {
  readonly sourceFormat?: string;
  readonly option?: readonly string[];
}

export function addSourceOptions(command: Command): Command {
  return command
    .option('--source-format <name>', 'reader to use instead of the recognised one')
    .option('--option <key=value>', 'an option of the reader, e.g. encoding=windows-1252 (repeatable)', collect, []);
}

const collect = (value: string, before: readonly string[]): string[] => [...before, value];

/** `--source-format` and `--option k=v` as the engine takes them. Throws a usage error for an option without `=`. */
export function readSettings(given: SourceArguments): { readonly format?: string; readonly options: SourceOptions } {
  const options: Record<string, string> = {};
  for (const text of given.option ?? []) {
    const at = text.indexOf('=');
    if (at < 1) {
      throw new MigrationError('A reader option is written key=value', {
        code: 'OPTION_SHAPE',
        hint: 'For example --option encoding=windows-1252.',
        kind: 'usage',
      });
    }
    options[text.slice(0, at)] = text.slice(at + 1);
  }
  return { ...(given.sourceFormat === undefined ? {} : { format: given.sourceFormat }), options };
}
