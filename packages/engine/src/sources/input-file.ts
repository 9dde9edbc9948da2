import { createReadStream } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import yauzl from 'yauzl';
import { openByteSource } from '../base/byte-source.js';
import { MigrationError } from '../base/error.js';
import type { Issue } from '../base/issue.js';

/** One logical file of a source: a plain file, the inside of a .gz, or an entry of a zip. */
export interface InputFile {
  /** Path for opening: of the file on disk. */
  readonly path: string;
  /** Name without folder and without .gz: `patients.csv`. */
  readonly name: string;
  /** The name, after the folders between the folder that was named and the file: `1042/summary.xml`. */
  readonly place: string;
  /** True when the user named this very file; false when it was found in a folder or a zip. */
  readonly isNamed: boolean;
  /** Bytes on disk (compressed where it is). */
  readonly byteLength: number;
  /** Content, decompressed. Breaking off releases the handle. A cut or damaged compressed file ends early and says so. */
  read(watch?: ReadWatch): AsyncIterable<Uint8Array>;
}

export interface ReadWatch {
  /** Compressed bytes taken so far. */
  onBytes?: (bytes: number) => void;
  onDamage?: (damage: 'truncated' | 'damaged') => void;
  readonly signal?: AbortSignal;
}

const CHUNK = 1 << 20;
/** Refuse to unpack more than this many times the packed size, once it is more than 256 MiB (security requirement S11). */
const MOST_EXPANSION = 100;
const EXPANSION_FLOOR = 256 << 20;

/** What stands behind the paths of a source. */
export interface Gathered {
  readonly files: InputFile[];
  readonly isFolder: boolean;
  /** Members of a named folder that are not read, whatever the reader. */
  readonly skipped: readonly { readonly name: string; readonly is: 'a folder' | 'a link' | 'not a regular file' }[];
}

/** How far a folder is read: its own files, or those of every folder below it too. */
export type FolderDepth = 'own' | 'whole';

/** Deeper than this nobody sorts documents; a folder mounted into itself would have no end. */
const MOST_LEVELS = 32;

/**
 * The logical files behind the paths, sorted by path below the folder, else by name; a zip gives its entries.
 * Errors: SOURCE_NOT_FOUND, SOURCE_UNREADABLE, SOURCE_NOT_A_FILE, SOURCE_ADDRESS, SOURCE_TOO_DEEP.
 */
export async function gatherFiles(paths: readonly string[], depth: FolderDepth = 'own'): Promise<Gathered> {
  const files: InputFile[] = [];
  const skipped: Gathered['skipped'][number][] = [];
  let isFolder = false;
  const add = async (path: string, isNamed: boolean, below: string): Promise<void> => {
    for (const file of await filesOf(path, isNamed)) files.push({ ...file, place: `${below}${file.name}` });
  };
  const addFolder = async (folder: string, below: string, level: number): Promise<void> => {
    if (level > MOST_LEVELS) throw tooDeep(folder);
    for (const name of (await readdir(folder)).sort()) {
      const inside = join(folder, name);
      // Hidden files are not data; links could lead out of the folder.
      if (name.startsWith('.')) continue;
      const member = await lstat(inside);
      if (member.isFile()) await add(inside, false, below);
      else if (member.isDirectory() && depth === 'whole') await addFolder(inside, `${below}${name}/`, level + 1);
      else {
        const is = member.isDirectory() ? 'a folder' : member.isSymbolicLink() ? 'a link' : 'not a regular file';
        skipped.push({ name, is });
      }
    }
  };
  for (const path of paths) {
    if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) throw isAddress(path);
    const info = await stat(path).catch((cause: unknown) => {
      throw unreadable(path, cause);
    });
    if (info.isDirectory()) {
      isFolder = paths.length === 1;
      await addFolder(path, '', 0);
    } else if (info.isFile()) await add(path, true, '');
    else throw notAFile(path);
  }
  files.sort((a, b) => compare(a.place, b.place) || compare(a.path, b.path));
  return { files, isFolder, skipped };
}

/** The issues of what a folder holds beside the files that are read. `left`: files that the reader does not take. */
export function skippedIssues({ skipped }: Gathered, left: readonly InputFile[], kind: string): Issue[] {
  const issue = (where: string, message: string, hint: string): Issue => ({
    severity: 'information',
    code: 'file-skipped',
    where,
    message,
    hint,
  });
  return [
    ...left.map((f) =>
      issue(f.name, `The file is not named like ${kind} and is not read.`, 'Name the file itself if it is one.'),
    ),
    ...skipped.map((s) =>
      issue(s.name, `It is ${s.is} and is not read.`, 'Name it itself if it belongs to the source.'),
    ),
  ];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** First bytes of a file's content, decompressed. */
export async function headOf(file: InputFile, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of file.read()) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= most) break;
  }
  return Buffer.concat(parts).subarray(0, most);
}

async function filesOf(path: string, isNamed: boolean): Promise<Omit<InputFile, 'place'>[]> {
  const size = (await stat(path)).size;
  const magic = await firstBytes(path);
  const base = basename(path);
  if (magic[0] === 0x50 && magic[1] === 0x4b && magic[2] === 3 && magic[3] === 4) return zipEntries(path);
  const isGzip = magic[0] === 0x1f && magic[1] === 0x8b;
  const name = isGzip ? base.replace(/\.(gz|gzip)$/i, '') : base;
  return [{ path, name, isNamed, byteLength: size, read: (watch) => readFile(path, size, isGzip, watch ?? {}) }];
}

async function firstBytes(path: string): Promise<Uint8Array> {
  await using bytes = await openByteSource(path).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  return await bytes.slice(0, 4);
}

async function* readFile(path: string, size: number, isGzip: boolean, watch: ReadWatch): AsyncGenerator<Uint8Array> {
  const raw = createReadStream(path, { highWaterMark: CHUNK });
  let packed = 0;
  raw.on('data', (chunk) => {
    packed += chunk.length;
    watch.onBytes?.(packed);
  });
  if (!isGzip) {
    yield* drain(raw, [raw], watch, () => size);
    return;
  }
  const inflate = createGunzip({ chunkSize: CHUNK });
  raw.on('error', (error) => inflate.destroy(error));
  raw.pipe(inflate);
  yield* drain(inflate, [raw, inflate], watch, () => packed);
}

async function* drain(
  stream: Readable,
  all: readonly Readable[],
  watch: ReadWatch,
  packed: () => number,
): AsyncGenerator<Uint8Array> {
  let unpacked = 0;
  try {
    for await (const chunk of stream) {
      watch.signal?.throwIfAborted();
      unpacked += (chunk as Uint8Array).length;
      if (unpacked > EXPANSION_FLOOR && unpacked > MOST_EXPANSION * packed()) throw tooLarge();
      yield chunk as Uint8Array;
    }
  } catch (error) {
    const damage = damageOf(error);
    if (damage === null) throw error;
    watch.onDamage?.(damage);
  } finally {
    for (const each of all) each.destroy();
  }
}

/** zlib's own codes: Z_BUF_ERROR is a stream that ends early, Z_DATA_ERROR one that contradicts itself. */
function damageOf(error: unknown): 'truncated' | 'damaged' | null {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  if (code === 'Z_BUF_ERROR') return 'truncated';
  if (code === 'Z_DATA_ERROR') return 'damaged';
  if (error instanceof Error && /too (many|few) bytes|crc32|unexpected end/i.test(error.message)) return 'damaged';
  return null;
}

async function zipEntries(path: string): Promise<Omit<InputFile, 'place'>[]> {
  const files: Omit<InputFile, 'place'>[] = [];
  const zip = await openZip(path);
  try {
    for await (const entry of zip.eachEntry()) {
      const base = basename(entry.fileName);
      if (entry.fileName.endsWith('/') || base.startsWith('.') || entry.fileName.startsWith('__MACOSX/')) continue;
      if (entry.isEncrypted()) {
        throw new MigrationError('The zip file is protected by a password', {
          code: 'ZIP_ENCRYPTED',
          where: basename(path),
          hint: 'Unpack it with its password and name the unpacked folder.',
        });
      }
      const inner = entry.fileName;
      files.push({
        path,
        name: base.replace(/\.(gz|gzip)$/i, ''),
        isNamed: false,
        byteLength: entry.compressedSize,
        read: (watch) => readEntry(path, inner, /\.(gz|gzip)$/i.test(base), watch ?? {}),
      });
    }
  } catch (cause) {
    throw cause instanceof MigrationError ? cause : brokenZip(path, cause);
  } finally {
    zip.close();
  }
  return files;
}

async function openZip(path: string): Promise<yauzl.ZipFile> {
  try {
    return await yauzl.openPromise(path, { autoClose: false });
  } catch (cause) {
    throw brokenZip(path, cause);
  }
}

async function* readEntry(path: string, inner: string, isGzip: boolean, watch: ReadWatch): AsyncGenerator<Uint8Array> {
  const zip = await openZip(path);
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName !== inner) continue;
      const raw = await zip.openReadStreamPromise(entry);
      let unpacked = 0;
      raw.on('data', (chunk: Uint8Array) => {
        unpacked += chunk.length;
        const share = entry.uncompressedSize > 0 ? unpacked / entry.uncompressedSize : 1;
        watch.onBytes?.(Math.round(entry.compressedSize * share));
      });
      if (isGzip) {
        const inflate = createGunzip({ chunkSize: CHUNK });
        raw.on('error', (error: Error) => inflate.destroy(error));
        raw.pipe(inflate);
        yield* drain(inflate, [raw, inflate], watch, () => entry.compressedSize);
      } else yield* drain(raw, [raw], watch, () => entry.compressedSize);
      return;
    }
  } finally {
    zip.close();
  }
}

/** An address may hold a password, so only its scheme is named. */
function isAddress(path: string): MigrationError {
  return new MigrationError('A database address is not yet supported by this build', {
    code: 'SOURCE_ADDRESS',
    where: path.slice(0, path.indexOf(':')),
    hint: 'Dump the database into a file (for MySQL and MariaDB: mysqldump --single-transaction --complete-insert NAME) and name that.',
  });
}

function tooDeep(folder: string): MigrationError {
  return new MigrationError(`Folders lie more than ${MOST_LEVELS} deep in each other`, {
    code: 'SOURCE_TOO_DEEP',
    where: basename(folder),
    hint: 'Name the folder that holds the documents itself.',
  });
}

/** A source is read more than once, which a pipe does not allow. */
function notAFile(path: string): MigrationError {
  return new MigrationError('This is neither a file nor a folder', {
    code: 'SOURCE_NOT_A_FILE',
    where: basename(path),
    hint: 'Write what comes out of a pipe into a file, and name that.',
  });
}

function unreadable(path: string, cause: unknown): MigrationError {
  const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
  return new MigrationError(code === 'ENOENT' ? 'There is no such file or folder' : 'The file cannot be read', {
    code: code === 'ENOENT' ? 'SOURCE_NOT_FOUND' : 'SOURCE_UNREADABLE',
    where: basename(path),
    hint: code === 'ENOENT' ? 'Check the path.' : `Check that this user may read it (${code ?? 'unknown cause'}).`,
    cause,
  });
}

function brokenZip(path: string, cause: unknown): MigrationError {
  return new MigrationError('The zip file cannot be read', {
    code: 'ZIP_DAMAGED',
    where: basename(path),
    hint: 'Its directory is missing or contradicts itself: copy it again from where it came from, or unpack it and name the folder.',
    cause,
  });
}

/** The second pass over a file found other rows than the first. */
export function changedWhileRead(name: string): MigrationError {
  return new MigrationError('The source changed while it was read', {
    code: 'SOURCE_CHANGED',
    where: name,
    hint: 'Take a copy that nothing writes to and read that.',
  });
}

function tooLarge(): MigrationError {
  return new MigrationError(`The file unpacks to more than ${MOST_EXPANSION} times its size`, {
    code: 'SOURCE_EXPANSION',
    hint: 'If this is expected, unpack it yourself and name the unpacked file.',
  });
}
