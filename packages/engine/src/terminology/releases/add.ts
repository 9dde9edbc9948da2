import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Clock } from '../../base/clock.js';
import { MigrationError } from '../../base/error.js';
import type { LoadedRelease } from '../store/contract.js';
import { lockFolder, type StoreLock } from '../store/install.js';
import type { OfferedFile, ReleaseFormat, ReleasePart } from './format.js';
import { partReader, sampleOf } from './part-reader.js';
import { expectedFiles, recogniseFile } from './registry.js';
import { table } from './table.js';

export interface AddRequest {
  readonly folder: string;
  readonly files: readonly OfferedFile[];
  /** For tables that no format knows: URI of the system, and the version where the user gives one. */
  readonly table?: { readonly system: string; readonly name: string; readonly version: string | null };
  readonly clock: Clock;
  /** `done` of `total` packed bytes. */
  readonly onProgress?: (done: number, total: number, note: string) => void;
}

export interface AddedRelease extends LoadedRelease {
  readonly files: readonly string[];
  /** Places of the first damaged lines. */
  readonly damages: readonly string[];
}

export interface Added {
  readonly added: readonly AddedRelease[];
  /** Files that are no part of a release: manuals, addenda, full histories. */
  readonly left: readonly string[];
}

/** Each is a file that every reader opens. */
const MOST_RELEASES = 200;

interface Group {
  readonly format: ReleaseFormat;
  readonly parts: ReleasePart[];
}

/**
 * Loads every release that the files are, each into one file of the store that appears when it is whole; one of the same name and version is replaced.
 * Errors: TERMINOLOGY_NOT_RECOGNISED, TERMINOLOGY_INCOMPLETE, TERMINOLOGY_AMBIGUOUS, TERMINOLOGY_EMPTY, TERMINOLOGY_CUT, TERMINOLOGY_FHIR,
 * TERMINOLOGY_BUSY, TERMINOLOGY_TOO_MANY.
 */
export async function addReleases(request: AddRequest): Promise<Added> {
  const { groups, left } = await groupFiles(request);
  if (groups.length === 0) throw notRecognised(left);
  for (const group of groups) {
    largestOnly(group, left);
    checkParts(group);
  }
  if (groups.length > MOST_RELEASES) throw tooMany(groups.length);
  using lock = lockFolder(request.folder);
  const added: AddedRelease[] = [];
  let last: unknown = null;
  for (const group of groups) {
    try {
      added.push(await load(group, lock, request));
    } catch (error) {
      if (!isLeft(error, group)) throw error;
      last = error;
      left.push(...group.parts.map(({ file }) => file.name));
    }
  }
  if (added.length === 0) throw last;
  return { added, left };
}

/** A resource among many that holds nothing, or no maps between systems, is no reason to load none of the others. */
const isLeft = (error: unknown, { parts }: Group): boolean =>
  error instanceof MigrationError &&
  (error.code === 'TERMINOLOGY_EMPTY' || error.code === 'TERMINOLOGY_FHIR') &&
  parts.every(({ file, sample }) => !file.isNamed && sample.resource);

/** The zip that a file is in; empty for files of their own. */
const containerOf = ({ name, path }: OfferedFile): string =>
  basename(path).replace(/\.(gz|gzip)$/i, '') === name ? '' : path;

async function groupFiles({ files, table: given }: AddRequest): Promise<{ groups: Group[]; left: string[] }> {
  const groups = new Map<string, Map<string, Group>>();
  const left: string[] = [];
  for (const file of files) {
    const sample = await sampleOf(file);
    let found = given === undefined ? recogniseFile(sample) : null;
    if (given !== undefined) {
      const format = table(given.name, given.system, given.version);
      const part = format.recognise(sample);
      found = part === null ? null : { format, part };
    }
    if (found === null) {
      left.push(file.name);
      continue;
    }
    const { format } = found;
    const ofFormat = groups.get(format.name) ?? new Map<string, Group>();
    groups.set(format.name, ofFormat);
    const part: ReleasePart = { part: found.part, file, sample };
    // Another zip or another version in the name is another release.
    const container = [containerOf(file), format.version([part]) ?? ''].join('\0');
    const group = ofFormat.get(container) ?? { format, parts: [] };
    ofFormat.set(container, group);
    group.parts.push(part);
  }
  return { groups: [...groups.values()].flatMap(joined), left };
}

/** Files of their own that state no version belong to the one other release of their kind, where there is one. */
function joined(ofFormat: Map<string, Group>): Group[] {
  const own = ofFormat.get('\0');
  const others = [...ofFormat.values()].filter((group) => group !== own);
  const only = others[0];
  if (own === undefined || only === undefined || others.length > 1) return [...ofFormat.values()];
  only.parts.push(...own.parts);
  return [only];
}

/** Of parts that come twice in a folder or zip the largest counts: RxNorm's full release has its prescribable part beside it, LOINC's the codes of its panels. */
function largestOnly(group: Group, left: string[]): void {
  for (const { part, many } of group.format.parts) {
    const same = group.parts.filter((one) => one.part === part);
    if (many || same.length < 2 || same.every(({ file }) => file.isNamed)) continue;
    if (new Set(same.map(({ file }) => file.name.toLowerCase())).size > 1) continue;
    const [, ...others] = same.sort((a, b) => b.file.byteLength - a.file.byteLength);
    for (const other of others) {
      left.push(other.file.name);
      group.parts.splice(group.parts.indexOf(other), 1);
    }
  }
}

function checkParts({ format, parts }: Group): void {
  for (const { part, needs, many } of format.parts) {
    const found = parts.filter((one) => one.part === part);
    if (needs && found.length === 0)
      throw new MigrationError(`A file of ${format.title} is missing`, {
        code: 'TERMINOLOGY_INCOMPLETE',
        where: parts.map(({ file }) => file.name).join(', '),
        hint: `Give them together: ${format.expects}.`,
      });
    if (!many && found.length > 1)
      throw new MigrationError(`Two files are the same part of ${format.title}`, {
        code: 'TERMINOLOGY_AMBIGUOUS',
        where: found.map(({ file }) => file.name).join(', '),
        hint: 'Add one release after the other; versions are kept side by side.',
      });
  }
  const order = format.parts.map(({ part }) => part);
  parts.sort((a, b) => order.indexOf(a.part) - order.indexOf(b.part) || (a.file.name < b.file.name ? -1 : 1));
}

async function load(group: Group, lock: StoreLock, { clock, onProgress }: AddRequest): Promise<AddedRelease> {
  const { format } = group;
  const { parts, fingerprint } = hashing(group.parts);
  const total = parts.reduce((sum, { file }) => sum + file.byteLength, 0);
  const writer = lock.begin();
  try {
    const read = partReader(writer, (bytes) => onProgress?.(bytes, total, format.title));
    const stated = await format.load({ writer, parts, read });
    const counts = writer.counts();
    if (counts.concepts + counts.mappings === 0)
      throw new MigrationError(`There is nothing of ${format.title} in the file`, {
        code: 'TERMINOLOGY_EMPTY',
        where: parts.map(({ file }) => file.name).join(', '),
        hint: `Download it again. Expected: ${format.expects}.`,
      });
    const loadedAt = new Date(clock.now()).toISOString();
    const version = format.version(parts) ?? stated ?? fileDate(parts) ?? loadedAt.slice(0, 10);
    const facts = { name: format.name, system: format.system, version, loadedAt, fingerprint: fingerprint() };
    onProgress?.(total, total, `${format.title}: index`);
    writer.finish(facts);
    lock.publish(writer, format.name, version);
    return { ...facts, ...counts, files: parts.map(({ file }) => file.name), damages: writer.damages };
  } catch (error) {
    lock.discard(writer);
    throw error;
  }
}

/** Files that are hashed while they are read; what a format does not read is no part of the release's fingerprint. */
function hashing(parts: readonly ReleasePart[]): { parts: ReleasePart[]; fingerprint: () => string } {
  const hashes = new Map<string, string>();
  const watched = parts.map((part) => {
    const { file } = part;
    async function* read(watch?: Parameters<OfferedFile['read']>[0]) {
      const hash = createHash('sha256');
      for await (const chunk of file.read(watch)) {
        hash.update(chunk);
        yield chunk;
      }
      hashes.set(file.name, hash.digest('hex'));
    }
    return { ...part, file: { ...file, read } };
  });
  const fingerprint = (): string => {
    const all = createHash('sha256');
    for (const name of [...hashes.keys()].sort()) all.update(`${name}\0${hashes.get(name)}\n`);
    return all.digest('hex');
  };
  return { parts: watched, fingerprint };
}

function fileDate(parts: readonly ReleasePart[]): string | null {
  const dates = parts.map(({ file }) => file.changedAt ?? '').filter((date) => date !== '');
  return dates.sort().at(-1)?.slice(0, 10) ?? null;
}

const tooMany = (count: number): MigrationError =>
  new MigrationError('The files are more code systems and maps than one store holds well', {
    code: 'TERMINOLOGY_TOO_MANY',
    where: `${count} releases`,
    hint: `Unpack what you need and give at most ${MOST_RELEASES} at once.`,
  });

function notRecognised(left: readonly string[]): MigrationError {
  return new MigrationError('No file here is one of a release that is known', {
    code: 'TERMINOLOGY_NOT_RECOGNISED',
    where: left.slice(0, 6).join(', '),
    hint: `Expected is one of these, plain, as .gz or in a .zip:\n     ${expectedFiles().join('\n     ')}\n     Any other list: --system URI with a table that has the columns code and display.`,
  });
}
