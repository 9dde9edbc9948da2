import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MigrationError } from '../base/error.js';
import type { RunRecord } from '../vault/contract.js';
import type { Vault } from '../vault/vault.js';
import type { Manifest } from './recovery.js';
import type { WrittenFile } from './run-output.js';

/** Files of every run folder, beside those of the targets. */
export const MANIFEST = 'manifest.json';
export const REPORT = 'report.html';

/** Name of the run data that holds the hashes of the stored files. */
const HASHES = 'files';

/** Keeps in the vault what every file of a run must hash to, so that nobody can change a file and its manifest together. */
export function keepHashes(vault: Vault, run: string, files: readonly WrittenFile[]): void {
  const hashes = Object.fromEntries(files.map(({ path, stored, sha256 }) => [path, { stored, sha256 }]));
  vault.putRunData(run, HASHES, Buffer.from(JSON.stringify(hashes), 'utf8'));
}

/** Files of a run by its manifest. Errors: RUN_FOLDER_MISSING, MANIFEST_UNREADABLE. */
export function readManifest(dir: string, run: RunRecord): Manifest['files'] {
  const folder = join(dir, 'out', run.id);
  if (!existsSync(folder)) {
    throw new MigrationError('The folder of this run is not there', {
      code: 'RUN_FOLDER_MISSING',
      where: join('out', run.id),
      hint: 'Bring the folder back from where it was moved; the charts can also be made again with `chartlift run`.',
    });
  }
  try {
    const { input, files } = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as Manifest;
    if (input !== run.inputHash || !Array.isArray(files)) throw new Error('not the manifest of this run');
    return files;
  } catch (cause) {
    throw new MigrationError('The manifest of this run cannot be read', {
      code: 'MANIFEST_UNREADABLE',
      where: join('out', run.id, MANIFEST),
      hint: 'The folder was changed by hand or by a fault of the disk: do not deliver it, run again.',
      cause,
    });
  }
}

/** What differs between the folder of a run and what the vault says of it. */
export interface FileDifference {
  readonly path: string;
  readonly kind: 'missing' | 'changed' | 'added' | 'manifest-differs';
}

/** Hashes every file of `out/<run>` again. `checked`: files that were read. */
export function checkRunFiles(
  dir: string,
  vault: Vault,
  run: RunRecord,
): { readonly checked: number; readonly differences: FileDifference[] } {
  const folder = join(dir, 'out', run.id);
  const manifest = new Map(readManifest(dir, run).map((file) => [file.path, file]));
  const kept = vault.getRunData(run.id, HASHES);
  if (!kept) {
    throw new MigrationError('The vault does not know the files of this run', {
      code: 'RUN_UNFINISHED',
      where: run.id,
      hint: 'Only a finished run can be reconciled: `chartlift runs` shows which are.',
    });
  }
  const hashes = new Map(
    Object.entries(
      JSON.parse(Buffer.from(kept).toString('utf8')) as Record<string, { stored: string; sha256: string }>,
    ),
  );
  const differences: FileDifference[] = [];
  for (const [path, { stored, sha256 }] of hashes) {
    const file = join(folder, path);
    if (!existsSync(file)) differences.push({ path, kind: 'missing' });
    else if (createHash('sha256').update(readFileSync(file)).digest('hex') !== stored)
      differences.push({ path, kind: 'changed' });
    if (manifest.get(path)?.sha256 !== sha256) differences.push({ path, kind: 'manifest-differs' });
    manifest.delete(path);
  }
  for (const path of manifest.keys()) differences.push({ path, kind: 'manifest-differs' });
  for (const path of filesBelow(folder))
    if (path !== MANIFEST && !hashes.has(path)) differences.push({ path, kind: 'added' });
  return { checked: hashes.size, differences };
}

function filesBelow(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below))
    .sort()
    .flatMap((name) => {
      const path = below === '' ? name : `${below}/${name}`;
      return statSync(join(folder, path)).isDirectory() ? filesBelow(folder, path) : [path];
    });
}
