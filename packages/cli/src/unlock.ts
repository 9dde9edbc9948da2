import { readSync } from 'node:fs';
import { MigrationError } from '@chartlift/engine/base';
import { type Credential, type OpenOptions, Vault } from '@chartlift/engine/vault';
import type { CommandContext } from './command.js';

/** Where a key may come from: a file, a file descriptor or a prompt. */
export interface KeyPlaces {
  readonly keyFile?: string;
  readonly passphraseFd?: number;
  /** Two prompts that must agree, for a new passphrase. */
  readonly isNew?: boolean;
  /** What the prompt and the error call it; default `passphrase`. */
  readonly label?: string;
  /** Named in the hint of KEY_NEEDED. */
  readonly options?: string;
}

/** The key by --key-file, CHARTLIFT_KEY_FILE, --passphrase-fd, else typed at a prompt. Errors: KEY_NEEDED, PASSPHRASE_UNREADABLE. */
export function unlockFrom(context: CommandContext, isNew = false): Promise<Credential> {
  const { keyFile, passphraseFd } = context.options();
  return readCredential(context, {
    ...(keyFile === undefined ? {} : { keyFile }),
    ...(passphraseFd === undefined ? {} : { passphraseFd }),
    isNew,
  });
}

/** Opens the vault of --workspace. */
export async function openWorkspaceVault(
  context: CommandContext,
  mode: 'read' | 'write' = 'read',
  options: OpenOptions = {},
): Promise<Vault> {
  return Vault.open(context.options().workspace, await unlockFrom(context), mode, undefined, options);
}

export async function readCredential(context: CommandContext, places: KeyPlaces): Promise<Credential> {
  // A descriptor on the command line was meant for this call; a key file may only stand in the environment.
  if (places.passphraseFd !== undefined) return { kind: 'passphrase', passphrase: readFd(places.passphraseFd) };
  if (places.keyFile !== undefined) return { kind: 'key-file', path: places.keyFile };
  const label = places.label ?? 'passphrase';
  if (!process.stdin.isTTY || !context.terminal.interactive) {
    throw new MigrationError(`No key was given and there is no terminal to ask for the ${label}`, {
      code: 'KEY_NEEDED',
      kind: 'usage',
      hint: places.options ?? 'Give --key-file FILE, or set CHARTLIFT_KEY_FILE, or give --passphrase-fd N.',
    });
  }
  const passphrase = await askHidden(context, `${label[0]?.toUpperCase()}${label.slice(1)}: `);
  if (places.isNew && (await askHidden(context, `The same ${label} again: `)) !== passphrase) {
    throw new MigrationError('The two passphrases differ', {
      code: 'PASSPHRASE_DIFFERS',
      kind: 'usage',
      hint: 'Run this again and type the same one twice.',
    });
  }
  return { kind: 'passphrase', passphrase };
}

/** First line of the descriptor, without its end. */
function readFd(fd: number): string {
  const chunk = Buffer.alloc(4096);
  const parts: Buffer[] = [];
  try {
    for (let total = 0; total < 65_536; ) {
      let read: number;
      try {
        read = readSync(fd, chunk, 0, chunk.length, null);
      } catch (error) {
        // A pipe whose writer has not written yet.
        if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') {
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
          continue;
        }
        throw error;
      }
      if (read === 0) break;
      parts.push(Buffer.from(chunk.subarray(0, read)));
      total += read;
      if (chunk.subarray(0, read).includes(0x0a)) break;
    }
  } catch (cause) {
    throw new MigrationError('The passphrase could not be read', {
      code: 'PASSPHRASE_UNREADABLE',
      kind: 'usage',
      where: `file descriptor ${fd}`,
      hint: 'Open the descriptor for reading, e.g. --passphrase-fd 3 3<FILE.',
      cause,
    });
  } finally {
    chunk.fill(0);
  }
  return Buffer.concat(parts).toString('utf8').split(/\r?\n/)[0] as string;
}

/** Reads a line from the terminal without showing it. */
export function askHidden(context: CommandContext, question: string): Promise<string> {
  const { stdin } = process;
  context.terminal.stderr.write(question);
  return new Promise((resolve, reject) => {
    let typed = '';
    const wasRaw = stdin.isRaw;
    const end = (): void => {
      stdin.off('data', onData);
      stdin.setRawMode?.(wasRaw);
      stdin.pause();
      context.terminal.stderr.write('\n');
    };
    const onData = (data: Buffer | string): void => {
      for (const character of data.toString()) {
        if (character === '\r' || character === '\n' || character === '\u0004') {
          end();
          resolve(typed);
          return;
        }
        if (character === '\u0003') {
          end();
          reject(
            new MigrationError('Interrupted', { code: 'INTERRUPTED', kind: 'usage', hint: 'Nothing was changed.' }),
          );
          return;
        }
        typed = character === '\u007f' || character === '\b' ? [...typed].slice(0, -1).join('') : typed + character;
      }
    };
    stdin.setRawMode?.(true);
    stdin.resume();
    stdin.on('data', onData);
  });
}
