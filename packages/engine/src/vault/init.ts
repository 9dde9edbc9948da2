import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { writeScopePlan, writeWorkspaceConfig } from '../artifacts/workspace.js';
import { MigrationError } from '../base/error.js';
import { systemContext, type VaultContext } from './context.js';
import { syncFolder } from './sealed-file.js';
import { type Credential, checkedPassphrase, KEY_BYTES, readKeyFile } from './unlock.js';
import { Vault } from './vault.js';

export interface InitOptions {
  /** Default: the folder's base name. */
  readonly name?: string;
  readonly preset?: string;
  /** Fills mapping/ and scope.yaml; called last, with the workspace folder. Given by the pipeline when there is a preset. */
  readonly applyPreset?: (dir: string, preset: string) => Promise<void> | void;
}

export interface InitResult {
  readonly dir: string;
  readonly name: string;
  /** Where the key is. */
  readonly key:
    | { readonly kind: 'passphrase' }
    | { readonly kind: 'key-file'; readonly path: string; readonly created: boolean };
}

/** PHI and keys stay out of version control even when somebody adds the whole folder. */
const GITIGNORE = 'vault.db*\nvault.keys.json\nvault.anchor\nvault.lock*\nout/\n';

/**
 * Makes a workspace: settings, an empty scope plan, folders and the vault. A key file that is not there yet is made, 32 random bytes.
 * Errors: WORKSPACE_EXISTS, FOLDER_NOT_EMPTY, KEY_FILE_INSIDE, PASSPHRASE_SHORT, KEY_FILE_UNFIT.
 */
export async function initWorkspace(
  dir: string,
  credential: Credential,
  options: InitOptions = {},
  context: VaultContext = systemContext,
): Promise<InitResult> {
  const folder = resolve(dir);
  refuseUsedFolder(folder);
  let key: InitResult['key'] = { kind: 'passphrase' };
  // Everything that can be refused is refused before anything is made.
  if (credential.kind === 'passphrase') checkedPassphrase(credential.passphrase);
  else
    key = { kind: 'key-file', path: resolve(credential.path), created: makeKeyFile(credential.path, folder, context) };
  const name = options.name ?? basename(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  (await Vault.create(folder, credential, context)).close();
  for (const part of ['mapping', 'crosswalk']) mkdirSync(join(folder, part), { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, '.gitignore'), GITIGNORE, { mode: 0o600 });
  writeScopePlan(folder, { chartlift: 'scope/1', unlisted: 'archive', tables: {} });
  writeWorkspaceConfig(folder, {
    chartlift: 'workspace/1',
    name,
    ...(options.preset === undefined ? {} : { preset: options.preset }),
  });
  if (options.preset !== undefined) await options.applyPreset?.(folder, options.preset);
  return { dir: folder, name, key };
}

function refuseUsedFolder(folder: string): void {
  if (!existsSync(folder)) return;
  if (existsSync(join(folder, 'chartlift.yaml')) || existsSync(join(folder, 'vault.keys.json'))) {
    throw new MigrationError('This folder is a workspace already', {
      code: 'WORKSPACE_EXISTS',
      where: folder,
      hint: 'Go on in it with `chartlift stage`, or give the path of a new folder.',
    });
  }
  if (readdirSync(folder).length > 0) {
    throw new MigrationError('The folder is not empty', {
      code: 'FOLDER_NOT_EMPTY',
      where: folder,
      hint: 'Give the path of a new or empty folder.',
    });
  }
}

/** True when the file was made; false when it was there and is fit. */
function makeKeyFile(path: string, folder: string, context: VaultContext): boolean {
  const inside = relative(folder, resolve(path));
  const real = existsSync(dirname(resolve(path))) ? join(realpathSync(dirname(resolve(path))), basename(path)) : path;
  const realInside = existsSync(folder) ? relative(realpathSync(folder), real) : inside;
  if ([inside, realInside].some((way) => !way.startsWith('..') && way !== resolve(path))) {
    throw new MigrationError('The key file would lie inside the workspace', {
      code: 'KEY_FILE_INSIDE',
      kind: 'usage',
      where: path,
      hint: 'Keep the key apart from what it opens: another disk, a stick, the password store.',
    });
  }
  if (existsSync(path)) {
    readKeyFile(path).fill(0);
    return false;
  }
  mkdirSync(dirname(resolve(path)), { recursive: true, mode: 0o700 });
  const fd = openSync(path, 'wx', 0o600);
  try {
    writeSync(fd, `${Buffer.from(context.randomBytes(KEY_BYTES)).toString('hex')}\n`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  syncFolder(dirname(resolve(path)));
  return true;
}
