import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { MigrationError } from '../../base/error.js';
import { ENDING, openReleases, releaseFile } from './folder.js';
import { ReleaseWriter } from './release-writer.js';

const PARTIAL = '.partial-';

/** The one who may write in the folder of releases. */
export interface StoreLock extends Disposable {
  /** A new, hidden file; nothing reads it before {@link publish}. */
  begin(): ReleaseWriter;
  /** Puts a finished release in its place, of which it takes that of the same name and version. */
  publish(writer: ReleaseWriter, name: string, version: string): string;
  discard(writer: ReleaseWriter): void;
}

/**
 * Takes the folder for writing; made where it is absent. The lock is a transaction of SQLite, so the system itself lets go of it when a process ends,
 * however it ends; what such a process left half-written is removed here. Error: TERMINOLOGY_BUSY.
 */
export function lockFolder(folder: string): StoreLock {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const lock = new Database(join(folder, '.lock'), { timeout: 1000 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    if ((cause as { code?: string }).code !== 'SQLITE_BUSY') throw cause;
    throw new MigrationError('Another process is adding a release', {
      code: 'TERMINOLOGY_BUSY',
      kind: 'locked',
      where: folder,
      hint: 'Wait until it has ended, then run this again.',
      cause,
    });
  }
  for (const file of readdirSync(folder)) if (file.startsWith(PARTIAL)) rmSync(join(folder, file), { force: true });
  let count = 0;
  return {
    begin: () => {
      count += 1;
      return new ReleaseWriter(join(folder, `${PARTIAL}${process.pid}-${count}`));
    },
    publish: (writer, name, version) => {
      const file = join(folder, releaseFile(name, version));
      // The file was written without waiting for the disk; it must be there before its name is.
      const handle = openSync(writer.path, 'r+');
      try {
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      renameSync(writer.path, file);
      return file;
    },
    discard: (writer) => {
      writer.abandon();
      rmSync(writer.path, { force: true });
    },
    [Symbol.dispose]: () => lock.close(),
  };
}

/** Takes releases out: one version, or all of a name. Gives the files removed. Errors: TERMINOLOGY_BUSY, TERMINOLOGY_NOT_LOADED. */
export function removeReleases(folder: string, name: string, version: string | null): string[] {
  using _lock = lockFolder(folder);
  const opened = openReleases(folder);
  const chosen = opened.filter(({ meta }) => meta.name === name && (version === null || meta.version === version));
  for (const { db } of opened) db.close();
  if (chosen.length === 0)
    throw new MigrationError('There is no such release', {
      code: 'TERMINOLOGY_NOT_LOADED',
      where: version === null ? name : `${name} ${version}`,
      kind: 'usage',
      hint: 'See chartlift terminology list for what is loaded.',
    });
  for (const { file } of chosen) if (file.endsWith(ENDING)) rmSync(join(folder, file));
  return chosen.map(({ file }) => file);
}
