import { exportIdentity } from '@chartlift/engine/packages';
import type { CommandContext } from '../command.js';
import { printJson, printLine } from '../terminal.js';
import { openWorkspaceVault } from '../unlock.js';

/** `key identity`: to whom packages of this workspace are encrypted, and the file that opens them. */
export async function identity(context: CommandContext, given: { output?: string }): Promise<void> {
  const options = context.options();
  const say = (value: unknown, line: string): void => {
    if (options.json) printJson(context.terminal, value);
    else printLine(context.terminal, options, line);
  };

  using vault = await openWorkspaceVault(context);
  if (given.output === undefined) {
    const { recipient } = await vault.identity();
    return say({ recipient }, recipient);
  }
  const { recipient } = await exportIdentity(options.workspace, vault, given.output);
  say(
    { recipient, file: given.output },
    `The identity of ${recipient} is in ${given.output}. Keep it as safe as a key.`,
  );
}
