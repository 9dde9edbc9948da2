import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { CONFIG_FILE, SCOPE_FILE, writeScopePlan, writeWorkspaceConfig } from '../artifacts/workspace.js';
import { MigrationError } from '../base/error.js';
import { systemContext, type VaultContext } from './context.js';
import { ensureKeyFile } from './key-file.js';
import { type Credential, checkedPassphrase } from './unlock.js';
import { Vault } from './vault.js';

export interface InitOptions {
  /** Default: the folder's base name. */
  readonly name?: string;
  readonly preset?: string;
  /** Fills mapping/ and scope.yaml; called last, with the workspace folder. Given by the pipeline when there is a preset. */
  readonly applyPreset?: (dir: string, preset: string) => Promise<void> | void;
  /** Throws for a preset that does not exist; called before anything is made. */
  readonly checkPreset?: (preset: string) => void;
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
  if (options.preset !== undefined) options.checkPreset?.(options.preset);
  let key: InitResult['key'] = { kind: 'passphrase' };
  // Everything that can be refused is refused before anything is made.
  if (credential.kind === 'passphrase') checkedPassphrase(credential.passphrase);
  else
    key = {
      kind: 'key-file',
      path: resolve(credential.path),
      created: ensureKeyFile(credential.path, folder, context),
    };
  const name = options.name ?? basename(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // After a crash of an earlier init the vault may be there; then it must open with this key.
  const vault = existsSync(join(folder, 'vault.keys.json'))
    ? await Vault.open(folder, credential, 'write', context)
    : await Vault.create(folder, credential, context);
  vault.close();
  for (const part of ['mapping', 'crosswalk']) mkdirSync(join(folder, part), { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, '.gitignore'), GITIGNORE, { mode: 0o600 });
  if (!existsSync(join(folder, SCOPE_FILE)))
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
  if (existsSync(join(folder, CONFIG_FILE))) {
    throw new MigrationError('This folder is a workspace already', {
      code: 'WORKSPACE_EXISTS',
      where: folder,
      hint: 'Go on in it with `chartlift stage`, or give the path of a new folder.',
    });
  }
  // What an init that was cut short leaves behind is taken up again; chartlift.yaml is written last.
  const remains = /^(vault\..*|mapping|crosswalk|\.gitignore|scope\.yaml)$/;
  if (readdirSync(folder).some((name) => !remains.test(name))) {
    throw new MigrationError('The folder is not empty', {
      code: 'FOLDER_NOT_EMPTY',
      where: folder,
      hint: 'Give the path of a new or empty folder.',
    });
  }
}
