import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { storeFolder } from '../../base/data-folder.js';
import { findArtefacts } from '../artefacts.js';
import { sha256Of } from './recognise.js';
import { storedArtefacts } from './store.js';

/** The artefacts that a command uses and who said so. */
export interface ChosenArtefacts {
  readonly directory: string;
  readonly origin: 'option' | 'environment' | 'store';
  /** Main files with what they hash to, so that two runs can be told apart. */
  readonly schematron: readonly { readonly file: string; readonly sha256: string }[];
  readonly xsd: { readonly file: string; readonly sha256: string } | null;
}

/**
 * What `--artefacts` names, else `CHARTLIFT_CCDA_ARTEFACTS`, else what was added to the store; null where there is nothing of it.
 * Throws MigrationError ARTEFACTS_NOT_FOUND, ARTEFACTS_CHANGED.
 */
export function chooseArtefacts(option: string | undefined, env: NodeJS.ProcessEnv): ChosenArtefacts | null {
  if (option !== undefined) return chosen(option, 'option');
  const named = env.CHARTLIFT_CCDA_ARTEFACTS;
  if (named) return chosen(named, 'environment');
  const stored = storedArtefacts(storeFolder(env));
  return stored === null ? null : chosen(stored.directory, 'store');
}

function chosen(directory: string, origin: ChosenArtefacts['origin']): ChosenArtefacts {
  const { schematrons, xsd } = findArtefacts(directory);
  const hashed = (path: string) => ({ file: relative(directory, path), sha256: sha256Of(readFileSync(path)) });
  return {
    directory,
    origin,
    schematron: schematrons.map(hashed),
    xsd: xsd !== null && existsSync(xsd) ? hashed(xsd) : null,
  };
}
