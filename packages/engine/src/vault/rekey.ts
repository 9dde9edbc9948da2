import { closeSync, constants, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { writeAnchor } from './anchor.js';
import { type AuditHead, AuditLog } from './audit-log.js';
import type { VaultContext } from './context.js';
import { openDatabase, rawKeyText, type VaultDatabase } from './database.js';
import { lockedBy, tampered } from './faults.js';
import type { VaultFiles } from './files.js';
import { type KeyRing, writeKeyRing } from './key-ring.js';
import { acquireLock, type Lock } from './lock.js';
import { checkPages, digestPages, readSalt } from './page-mac.js';
import { createSchema } from './schema.js';
import { syncFolder } from './sealed-file.js';

/**
 * The vault key is exchanged in this order, so that a crash at any moment leaves a vault that opens with the old or the new key:
 *  1. `vault.db.rekey`: a copy, re-keyed by SQLite (never in place: sqlite3mc does not re-key in WAL mode), every page checked;
 *  2. `vault.keys.json` with the new slots and a `rotation` mark: from here on only the new key counts;
 *  3. the copy is renamed over vault.db, the anchor is written under the new key, the mark is removed.
 * Every open that finds the mark does step 3 again.
 */
export function rekeyCopy(files: VaultFiles, oldKey: Uint8Array, newKey: Uint8Array): string {
  if (existsSync(files.wal)) {
    throw lockedBy(
      'Another process has the vault open',
      'End every chartlift command on this workspace and run this again.',
    );
  }
  removeRekeyed(files);
  copyFileSync(files.db, files.rekeyed, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  const db = openDatabase(files.rekeyed, oldKey, 'write');
  try {
    db.pragma('journal_mode=DELETE');
    db.pragma(`rekey=${rawKeyText(newKey)}`);
    db.pragma('journal_mode=WAL');
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
  const salt = readSalt(files.rekeyed) ?? '';
  if (checkPages(files.rekeyed, newKey, salt).damaged.length > 0) {
    throw tampered(
      'The re-keyed copy of the vault does not check',
      'vault.db.rekey',
      'Nothing was changed; run this again.',
    );
  }
  const fd = openSync(files.rekeyed, 'r+');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  return salt;
}

/** The file of a new vault, empty and closed; it becomes vault.db by {@link finishRotation}. */
export function createFile(
  path: string,
  key: Uint8Array,
  vaultId: string,
  identity: { keep(db: VaultDatabase): void },
  context: VaultContext,
): { readonly salt: string; readonly head: AuditHead } {
  // SQLite gives the -wal and -shm files the mode of the database file.
  closeSync(openSync(path, 'wx', 0o600));
  const db = openDatabase(path, key, 'create');
  try {
    createSchema(db, vaultId);
    identity.keep(db);
    const head = new AuditLog(db, vaultId, context).head();
    db.pragma('wal_checkpoint(TRUNCATE)');
    return { salt: readSalt(path) ?? '', head };
  } finally {
    db.close();
  }
}

/** Remains of a rotation that never reached step 2. */
export function removeRekeyed(files: VaultFiles): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(files.rekeyed + suffix, { force: true });
}

/** Step 2. */
export function commitRotation(
  files: VaultFiles,
  newKey: Uint8Array,
  ring: Omit<KeyRing, 'mac'>,
  audit: AuditHead,
): KeyRing {
  return writeKeyRing(files, newKey, { ...ring, rotation: { auditSeq: audit.seq, auditHead: audit.head } });
}

/** Step 3; does nothing when no rotation is under way. A reader takes the lock for it. */
export function finishRotation(
  files: VaultFiles,
  ring: KeyRing,
  key: Uint8Array,
  held: Lock | null,
  context: VaultContext,
): KeyRing {
  if (!ring.rotation) {
    if (held) removeRekeyed(files);
    return ring;
  }
  const lock = held ?? acquireLock(files.lock, context);
  try {
    const isNew = (path: string): boolean =>
      existsSync(path) && readSalt(path) !== null && checkPages(path, key, ring.salt, { most: 1 }).damaged.length === 0;
    if (isNew(files.rekeyed)) {
      // Remains of the old file must not be taken for the new one's.
      for (const path of [files.wal, files.shm]) rmSync(path, { force: true });
      renameSync(files.rekeyed, files.db);
      syncFolder(files.folder);
    } else if (!isNew(files.db)) {
      throw tampered('The vault key was exchanged, but the vault file is neither the old nor the new one', 'vault.db');
    }
    const { rotation, mac: _, ...rest } = ring;
    const generation = ring.generation + 1;
    writeAnchor(files, key, {
      chartlift: 'vault-anchor/1',
      vaultId: ring.vaultId,
      keysGeneration: ring.generation,
      ...rotation,
      pages: digestPages(files.db).digest,
    });
    const done = writeKeyRing(files, key, { ...rest, generation });
    return done;
  } finally {
    if (!held) lock.release();
  }
}
