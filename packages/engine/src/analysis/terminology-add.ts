import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Clock } from '../base/clock.js';
import { MigrationError } from '../base/error.js';
import { gatherFiles } from '../sources/input-file.js';
import { codeSystem } from '../terminology/code-systems.js';
import { type Added, addReleases } from '../terminology/releases/add.js';
import type { OfferedFile } from '../terminology/releases/format.js';
import { isPackage, packageFiles } from '../terminology/releases/package-files.js';

export interface TerminologyRequest {
  readonly folder: string;
  readonly paths: readonly string[];
  /** URI, OID or known name of the system of a table that no format knows. */
  readonly system?: string;
  readonly version?: string;
  readonly clock: Clock;
  readonly onProgress?: (done: number, total: number, note: string) => void;
}

/**
 * Loads official releases from files, folders, zips and FHIR packages into the terminology store. Errors: those of addReleases, gatherFiles and
 * packageFiles, TERMINOLOGY_SYSTEM.
 */
export async function addTerminology({
  folder,
  paths,
  system,
  version,
  clock,
  onProgress,
}: TerminologyRequest): Promise<Added> {
  const { files } = await gatherFiles(paths, 'whole');
  const given = files.map((file) => ({ ...file, changedAt: changedAt(file.path) }));
  const offered: OfferedFile[] = [];
  for (const file of given) offered.push(...(isPackage(file) ? await packageFiles(file) : [file]));
  const table = system === undefined ? null : namedSystem(system);
  return addReleases({
    ...{ folder, files: offered, clock },
    ...(table === null ? {} : { table: { ...table, version: version ?? null } }),
    ...(onProgress ? { onProgress } : {}),
  });
}

const changedAt = (path: string): string | null =>
  statSync(path, { throwIfNoEntry: false })?.mtime.toISOString() ?? null;

/** A system of the user's own must be a URI, so that its codes cannot be taken for another's. */
function namedSystem(given: string): { system: string; name: string } {
  const known = codeSystem(given);
  const uri = known?.uri ?? given;
  if (!/^([a-z][a-z0-9+.-]*:)[^\s]+$/i.test(uri))
    throw new MigrationError('The system is neither known by that name nor a URI', {
      code: 'TERMINOLOGY_SYSTEM',
      kind: 'usage',
      hint: 'Give --system as FHIR names it, e.g. http://loinc.org, or urn:oid: and an OID.',
    });
  const name = basename(uri)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return { system: uri, name: `table-${name || 'codes'}`.slice(0, 60) };
}
