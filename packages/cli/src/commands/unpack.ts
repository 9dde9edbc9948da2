import { statSync } from 'node:fs';
import { join } from 'node:path';
import { readIdentities, unpackedName, unpackFile } from '@chartlift/engine';
import type { Register } from '../command.js';
import { printJson, printLine } from '../terminal.js';
import { openWorkspaceVault } from '../unlock.js';

interface Given {
  readonly identity?: string;
  readonly output?: string;
}

/** `unpack FILE.age`: one package, opened with an identity file or with the workspace's own identity. */
export const registerUnpack: Register = (program, context) => {
  program
    .command('unpack <file>')
    .description('open an age package; to stdout unless -o is given, and only when all of it is sound')
    .option('--identity <file>', "file with AGE-SECRET-KEY-1... (else the workspace's own identity)")
    .option('-o, --output <path>', 'new file, or a folder, to write to')
    .action(async (path: string, given: Given) => {
      const { terminal } = context;
      const options = context.options();
      const identities = given.identity === undefined ? [await ownIdentity()] : readIdentities(given.identity);
      if (given.output === undefined) {
        await unpackFile({ path, identities, to: toStdout });
        return;
      }
      const to = isFolder(given.output) ? join(given.output, unpackedName(path)) : given.output;
      const bytes = await unpackFile({ path, identities, to });
      if (options.json) printJson(terminal, { in: path, out: to, bytes });
      else printLine(terminal, options, `${to}: ${bytes} bytes`);
    });

  async function ownIdentity(): Promise<string> {
    using vault = await openWorkspaceVault(context);
    const { recipient, identity } = await vault.identity();
    vault.audit({ action: 'identity-use', outcome: 'success', object: recipient });
    return identity;
  }

  function toStdout(chunk: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      context.terminal.stdout.write(chunk as Uint8Array & string, (error) => (error ? reject(error) : resolve()));
    });
  }
};

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
