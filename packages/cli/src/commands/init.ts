import { applyPreset, initWorkspace, presetFolder } from '@chartlift/engine/workspace';
import type { CommandContext } from '../command.js';
import { printJson, printLine } from '../terminal.js';
import { readCredential } from '../unlock.js';

/** `init DIR`: a workspace with its vault; a preset fills mapping/ and scope.yaml. */
export async function init(
  context: CommandContext,
  dir: string,
  given: { name?: string; preset?: string },
): Promise<void> {
  const options = context.options();
  const { keyFile, passphraseFd } = options;
  const credential = await readCredential(context, {
    ...(keyFile === undefined ? {} : { keyFile }),
    ...(passphraseFd === undefined ? {} : { passphraseFd }),
    isNew: true,
    label: 'new passphrase',
  });
  const made = await initWorkspace(dir, credential, {
    ...given,
    applyPreset: (folder, name) => void applyPreset(folder, name),
    checkPreset: (name) => void presetFolder(name),
  });
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
}
