import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, realpathSync, writeSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { MigrationError } from '../base/error.js';
import { systemContext, type VaultContext } from './context.js';
import { syncFolder } from './sealed-file.js';
import { KEY_BYTES, readKeyFile } from './unlock.js';

/**
 * Makes a key file of 32 random bytes as hex text, mode 0600, where there is none; one that is there is only looked at.
 * True when it was made. Errors: KEY_FILE_INSIDE (it would lie in the workspace), KEY_FILE_UNFIT.
 */
export function ensureKeyFile(path: string, workspace: string, context: VaultContext = systemContext): boolean {
  const file = resolve(path);
  refuseInside(path, workspace);
  if (existsSync(file)) {
    readKeyFile(file).fill(0);
    return false;
  }
  writeSecret(file, `${Buffer.from(context.randomBytes(KEY_BYTES)).toString('hex')}\n`);
  return true;
}

/** Error: KEY_FILE_INSIDE, when the path lies in the workspace, also by way of symbolic links. */
export function refuseInside(path: string, workspace: string): void {
  const file = resolve(path);
  if (!isInside(file, resolve(workspace)) && !isInside(realPath(file), realPath(resolve(workspace)))) return;
  throw new MigrationError('The key file would lie inside the workspace', {
    code: 'KEY_FILE_INSIDE',
    kind: 'usage',
    where: path,
    hint: 'Keep the key apart from what it opens: another disk, a stick, the password store.',
  });
}

/** A new file of mode 0600, durable when this returns; one that is there already is an error (EEXIST). */
export function writeSecret(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const fd = openSync(file, 'wx', 0o600);
  try {
    writeSync(fd, text);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  syncFolder(dirname(file));
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith('../') && !isAbsolute(way);
}

/** With symbolic links of the part that exists followed. */
function realPath(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  return parent === path ? path : join(realPath(parent), basename(path));
}
