import { closeSync, createReadStream, existsSync, openSync, readFileSync, readSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { Decrypter } from 'age-encryption';
import { diskFault } from '../base/disk-fault.js';
import { MigrationError } from '../base/error.js';
import { refuseInside, writeSecret } from '../vault/key-file.js';
import type { Vault } from '../vault/vault.js';

/** First line of every age file (age-encryption.org/v1). */
const AGE_INTRO = 'age-encryption.org/v1\n';

export interface UnpackRequest {
  /** An age package. */
  readonly path: string;
  /** `AGE-SECRET-KEY-1...`, tried in turn. */
  readonly identities: readonly string[];
  /** Where the content goes: a new file, or a function that takes it piece by piece. */
  readonly to: string | ((chunk: Uint8Array) => Promise<void>);
}

/**
 * Opens a package; bytes written. Nothing is handed out, and no file appears, before the whole package was checked. Errors: (locked)
 * PACKAGE_WRONG_KEY, PACKAGE_DAMAGED; (refused) PACKAGE_MISSING, PACKAGE_UNFIT, UNPACK_EXISTS, DISK_FULL.
 */
export async function unpackFile(request: UnpackRequest): Promise<number> {
  const { path, to } = request;
  checkIntro(path);
  if (typeof to === 'function') {
    for await (const _ of decrypted(request));
    let bytes = 0;
    for await (const chunk of decrypted(request)) {
      await to(chunk);
      bytes += chunk.length;
    }
    return bytes;
  }
  if (existsSync(to)) {
    throw new MigrationError('There is a file of this name already', {
      code: 'UNPACK_EXISTS',
      where: to,
      hint: 'Name another file with -o; nothing is ever written over.',
    });
  }
  const temporary = `${to}.${process.pid}.tmp`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    let bytes = 0;
    try {
      for await (const chunk of decrypted(request)) {
        await handle.writeFile(chunk);
        bytes += chunk.length;
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    renameSync(temporary, to);
    return bytes;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw diskFault(error, to) ?? error;
  }
}

function checkIntro(path: string): void {
  const head = Buffer.alloc(AGE_INTRO.length);
  try {
    const fd = openSync(path, 'r');
    try {
      readSync(fd, head, 0, head.length, 0);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw diskFault(error, path) ?? error;
    throw new MigrationError('There is no such package', {
      code: 'PACKAGE_MISSING',
      where: path,
      hint: 'Check the path; packages of a run lie in out/RUN and end in .age.',
      cause: error,
    });
  }
  if (head.toString('latin1') === AGE_INTRO) return;
  throw new MigrationError('This file is no age package', {
    code: 'PACKAGE_UNFIT',
    where: path,
    hint: 'Give a file that ends in .age, as a run without --plain-output writes it.',
  });
}

async function* decrypted({ path, identities }: UnpackRequest): AsyncGenerator<Uint8Array> {
  const decrypter = new Decrypter();
  for (const identity of identities) {
    try {
      decrypter.addIdentity(identity);
    } catch (cause) {
      throw unfitIdentity('the identity', cause);
    }
  }
  try {
    const input = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
    for await (const chunk of await decrypter.decrypt(input)) yield chunk;
  } catch (error) {
    throw packageFault(error, path);
  }
}

/** The messages of age-encryption name no content; errors of the disk keep their meaning. */
function packageFault(error: unknown, path: string): MigrationError {
  const known = diskFault(error, path);
  if (known) return known;
  if (error instanceof Error && /no identity matched/.test(error.message)) {
    return new MigrationError('The package does not open with this identity', {
      code: 'PACKAGE_WRONG_KEY',
      kind: 'locked',
      where: path,
      hint: 'Give the identity that belongs to one of its recipients (chartlift.yaml: recipients), or the workspace that wrote it with -w.',
    });
  }
  return new MigrationError('The package was changed or cut', {
    code: 'PACKAGE_DAMAGED',
    kind: 'locked',
    where: path,
    hint: 'Copy it again, or make it anew with `chartlift run`. Nothing of it was written.',
    cause: error,
  });
}

function unfitIdentity(where: string, cause?: unknown): MigrationError {
  return new MigrationError('This is no age identity', {
    code: 'IDENTITY_UNFIT',
    kind: 'locked',
    where,
    hint: 'An identity file holds a line AGE-SECRET-KEY-1...; `chartlift key identity -o FILE` writes that of a workspace.',
    cause,
  });
}

/** The identities of a file as age-keygen writes it: one a line, `#` begins a remark. Errors (locked): IDENTITY_MISSING, IDENTITY_UNFIT. */
export function readIdentities(path: string): string[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new MigrationError('The identity file cannot be read', {
      code: 'IDENTITY_MISSING',
      kind: 'locked',
      where: path,
      hint: 'Give the file with the line AGE-SECRET-KEY-1... with --identity.',
      cause,
    });
  }
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const identities = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (identities.length > 0 && identities.every((line) => /^AGE-SECRET-KEY-[A-Z0-9-]+$/.test(line))) return identities;
  throw unfitIdentity(path);
}

/** The file name of a package's content: without `.age`. */
export const unpackedName = (path: string): string => basename(path).replace(/\.age$/, '');

/** Writes the workspace's identity into a new file outside it, mode 0600, after it is on record. Errors: KEY_FILE_INSIDE, UNPACK_EXISTS. */
export async function exportIdentity(dir: string, vault: Vault, path: string): Promise<{ readonly recipient: string }> {
  refuseInside(path, dir);
  if (existsSync(path)) {
    throw new MigrationError('There is a file of this name already', {
      code: 'UNPACK_EXISTS',
      where: path,
      hint: 'Name another file; nothing is ever written over.',
    });
  }
  const { recipient, identity } = await vault.identity();
  vault.audit({ action: 'identity-export', outcome: 'success', object: recipient });
  try {
    writeSecret(resolve(path), `# recipient: ${recipient}\n${identity}\n`);
  } catch (error) {
    throw diskFault(error, path) ?? error;
  }
  return { recipient };
}
