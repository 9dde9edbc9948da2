import { MigrationError } from '../base/error.js';
import type { TerminologyStore } from '../terminology/store/contract.js';
import type { ReleaseCodes } from '../terminology/store/release-codes.js';
import type { CodeLookup } from '../validation/own/vocabulary.js';

/** A release that a run's codes are held against. */
export interface UsedRelease {
  readonly name: string;
  readonly version: string;
  readonly fingerprint: string;
}

/** The loaded releases as a lane of a run uses them. */
export interface RunReleases extends Disposable {
  readonly codes: ReleaseCodes;
  /** For documents: by OID. */
  readonly lookup: CodeLookup;
}

/**
 * The releases of a folder, by name and version; empty where the folder is null or holds none. All of them count as used: older versions say which codes are retired.
 */
export async function usedReleases(folder: string | null): Promise<readonly UsedRelease[]> {
  if (folder === null) return [];
  const { openTerminologyStore } = await import('../terminology/store/store.js');
  using store = openTerminologyStore(folder);
  return listed(store);
}

/** Opens the releases that a run began with; null where it began with none. Error: TERMINOLOGY_CHANGED where they are others by now. */
export async function openReleasesOf(folder: string | null, used: readonly UsedRelease[]): Promise<RunReleases | null> {
  if (folder === null || used.length === 0) return null;
  // What reads releases is loaded where there are some.
  const [{ openTerminologyStore }, { codeLookup }, { releaseCodes }] = await Promise.all([
    import('../terminology/store/store.js'),
    import('../terminology/store/lookups.js'),
    import('../terminology/store/release-codes.js'),
  ]);
  const store = openTerminologyStore(folder);
  if (JSON.stringify(listed(store)) !== JSON.stringify(used)) {
    store[Symbol.dispose]();
    throw new MigrationError('The loaded terminology releases changed while the run began', {
      code: 'TERMINOLOGY_CHANGED',
      where: folder,
      hint: 'Wait until `terminology add` has ended, then run again.',
    });
  }
  return { codes: releaseCodes(store), lookup: codeLookup(store), [Symbol.dispose]: () => store[Symbol.dispose]() };
}

const listed = (store: TerminologyStore): UsedRelease[] =>
  store.releases.map(({ name, version, fingerprint }) => ({ name, version, fingerprint }));
