import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { MigrationError } from '../base/error.js';

/** A file to be added. */
export interface FolderFile {
  /** Where it lies on this machine. */
  readonly full: string;
  /** Relative to the folder that was given, with `/`; the name alone where the file itself was given. */
  readonly path: string;
  readonly size: number;
}

export interface FolderFiles {
  /** By path. */
  readonly files: readonly FolderFile[];
  /** Links to other places, which are not followed: they may lead out of the folder. */
  readonly links: number;
  /** Files that systems leave in folders, and what is neither a file nor a folder. */
  readonly ignored: number;
  /** Folders that could not be read. */
  readonly unread: number;
}

const SYSTEM_FILES: ReadonlySet<string> = new Set(['.ds_store', 'thumbs.db', 'desktop.ini']);
const DEEPEST = 64;

/** Every file of folders and files as given. A link that is given by name is followed, one that lies in a folder is not. Error: DOCUMENTS_MISSING. */
export function folderFiles(given: readonly string[]): FolderFiles {
  const files: FolderFile[] = [];
  const count = { links: 0, ignored: 0, unread: 0 };
  const walk = (folder: string, prefix: string, depth: number): void => {
    let entries: ReturnType<typeof list>;
    try {
      entries = list(folder);
    } catch {
      count.unread++;
      return;
    }
    for (const entry of entries) {
      const full = join(folder, entry.name);
      if (entry.isSymbolicLink()) count.links++;
      else if (entry.isDirectory()) {
        if (depth < DEEPEST) walk(full, `${prefix}${entry.name}/`, depth + 1);
        else count.unread++;
      } else if (!entry.isFile() || SYSTEM_FILES.has(entry.name.toLowerCase()) || entry.name.startsWith('._'))
        count.ignored++;
      else files.push({ full, path: `${prefix}${entry.name}`, size: lstatSync(full).size });
    }
  };
  for (const [i, one] of given.entries()) {
    let real: string;
    try {
      real = realpathSync(one);
    } catch (cause) {
      throw new MigrationError('There is no file or folder of this name', {
        code: 'DOCUMENTS_MISSING',
        kind: 'usage',
        // The name may be a patient's.
        where: `argument ${i + 1}`,
        hint: 'Give folders with documents, or files.',
        cause,
      });
    }
    const stat = lstatSync(real);
    if (stat.isDirectory()) walk(real, '', 0);
    else if (stat.isFile()) files.push({ full: real, path: basename(one), size: stat.size });
    else count.ignored++;
  }
  return { files, ...count };
}

const list = (folder: string) =>
  readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));

/** Bytes of a file, or its hash and size where it is larger than `most`; null: it cannot be read. A link that took its place meanwhile is not followed. */
export function readWithin(
  full: string,
  most: number,
): Uint8Array | { readonly id: string; readonly length: number } | null {
  let handle: number;
  try {
    handle = openSync(full, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch {
    return null;
  }
  try {
    const stat = fstatSync(handle);
    if (!stat.isFile()) return null;
    return stat.size > most ? hashed(handle) : whole(handle, stat.size);
  } catch {
    return null;
  } finally {
    closeSync(handle);
  }
}

function whole(handle: number, size: number): Uint8Array {
  const bytes = Buffer.alloc(size);
  let at = 0;
  while (at < size) {
    const read = readSync(handle, bytes, at, size - at, at);
    if (read === 0) break;
    at += read;
  }
  return bytes.subarray(0, at);
}

function hashed(handle: number): { id: string; length: number } {
  const hash = createHash('sha256');
  const piece = Buffer.alloc(4 << 20);
  let length = 0;
  for (
    let read = readSync(handle, piece, 0, piece.length, length);
    read > 0;
    read = readSync(handle, piece, 0, piece.length, length)
  ) {
    hash.update(piece.subarray(0, read));
    length += read;
  }
  return { id: hash.digest('hex'), length };
}
