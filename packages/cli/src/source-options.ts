import { MigrationError } from '@chartlift/engine/base';
import type { SourceOptions } from '@chartlift/engine/sources';

/** What every command that takes SOURCE... accepts beside it. */
export interface SourceArguments {
  readonly sourceFormat?: string;
  readonly option?: readonly string[];
}

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
