import { type InitOptions, initWorkspace } from '@chartlift/engine';
import type { Command } from 'commander';
import type { CommandContext } from '../command.js';
import { printJson, printLine } from '../terminal.js';
import { readCredential } from '../unlock.js';

/** What `--preset` does, given by main.ts: fills mapping/ and scope.yaml; refuses a name that there is not. */
export type Presets = Required<Pick<InitOptions, 'applyPreset' | 'checkPreset'>>;

export const registerInit =
  (presets: Presets) =>
  (program: Command, context: CommandContext): void => {
    program
      .command('init <dir>')
      .description('make a workspace: settings, scope plan, mapping folders and the encrypted vault')
      .option('--name <name>', "name of the migration (default: the folder's name)")
      .option('--preset <preset>', 'fill mapping/ and scope.yaml for a known system')
      .action(async (dir: string, given: { name?: string; preset?: string }) => {
        const options = context.options();
        const { keyFile, passphraseFd } = options;
        const credential = await readCredential(context, {
          ...(keyFile === undefined ? {} : { keyFile }),
          ...(passphraseFd === undefined ? {} : { passphraseFd }),
          isNew: true,
          label: 'new passphrase',
        });
        const made = await initWorkspace(dir, credential, { ...given, ...presets });
        if (options.json) return printJson(context.terminal, made);
        const { key } = made;
        const lines = [
          `Workspace "${made.name}" is in ${made.dir}`,
          key.kind === 'passphrase'
            ? 'Its key opens with the passphrase. Nobody can restore it: keep the passphrase in a safe place.'
            : `Its key file ${key.created ? 'was made' : 'is'}: ${key.path}. Keep a copy away from this machine.`,
          'Add a second key slot now, so that one loss is not the end: chartlift -w DIR key add --new-key-file FILE',
        ];
        for (const line of lines) printLine(context.terminal, options, line);
      });
  };
