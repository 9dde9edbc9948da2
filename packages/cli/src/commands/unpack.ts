import { statSync } from 'node:fs';
import { join } from 'node:path';
import { readIdentities, unpackedName, unpackFile } from '@chartlift/engine/packages';
import type { CommandContext } from '../command.js';
import { printJson, printLine } from '../terminal.js';
import { openWorkspaceVault } from '../unlock.js';

interface Given {
  readonly identity?: string;
  readonly output?: string;
}

/** `unpack FILE.age`: one package, opened with an identity file or with the workspace's own identity. */
export async function unpack(context: CommandContext, path: string, given: Given): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  const identities = given.identity === undefined ? [await ownIdentity(context)] : readIdentities(given.identity);
  if (given.output === undefined) {
    await unpackFile({ path, identities, to: (chunk) => toStdout(context, chunk) });
    return;
  }
  const to = isFolder(given.output) ? join(given.output, unpackedName(path)) : given.output;
  const bytes = await unpackFile({ path, identities, to });
  if (options.json) printJson(terminal, { in: path, out: to, bytes });
  else printLine(terminal, options, `${to}: ${bytes} bytes`);
}

async function ownIdentity(context: CommandContext): Promise<string> {
  using vault = await openWorkspaceVault(context);
  const { recipient, identity } = await vault.identity();
  vault.audit({ action: 'identity-use', outcome: 'success', object: recipient });
  return identity;
}

function toStdout(context: CommandContext, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    context.terminal.stdout.write(chunk as Uint8Array & string, (error) => (error ? reject(error) : resolve()));
  });
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
