import { diskFault } from '../base/disk-fault.js';
import { MigrationError } from '../base/error.js';

/** The vault or a file beside it was changed, swapped, cut or replaced. */
export function tampered(message: string, where: string, hint?: string): MigrationError {
  return new MigrationError(message, {
    code: 'VAULT_TAMPERED',
    kind: 'locked',
    where,
    hint:
      hint ??
      'Put back vault.db, vault.keys.json and vault.anchor together from one backup. Nothing of the damaged vault was used.',
  });
}

/** No slot opens with the key that was given. Says nothing of how near it was. */
export function wrongKey(hint: string): MigrationError {
  return new MigrationError('No key slot of the vault opens with this key', {
    code: 'VAULT_WRONG_KEY',
    kind: 'locked',
    where: 'vault.keys.json',
    hint,
  });
}

/** Another process holds the vault. */
export function lockedBy(message: string, hint: string): MigrationError {
  return new MigrationError(message, { code: 'VAULT_LOCKED', kind: 'locked', where: 'vault.lock', hint });
}

function diskFull(cause: unknown): MigrationError {
  return new MigrationError('The disk of the workspace is full', {
    code: 'DISK_FULL',
    where: 'vault.db',
    hint: 'Free some space and run the same command again: it goes on after the last rows that were made durable.',
    cause,
  });
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/**
 * What an error of SQLite or of the file system means for a person; null when it is none of theirs (a fault of the program).
 * Codes: sqlite.org/rescode.html. A page whose MAC is wrong is SQLITE_CORRUPT, page 1 SQLITE_NOTADB (cipher_sqlcipher.c).
 */
export function vaultFault(error: unknown): MigrationError | null {
  if (error instanceof MigrationError) return error;
  const code = codeOf(error);
  if (code === 'SQLITE_FULL') return diskFull(error);
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || code === 'SQLITE_IOERR_SHORT_READ') {
    return tampered('A page of the vault was changed or is missing', 'vault.db');
  }
  if (code.startsWith('SQLITE_BUSY') || code === 'SQLITE_LOCKED') {
    return lockedBy('Another process is writing to the vault', 'Wait until it has ended, then run this again.');
  }
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY')) {
    return new MigrationError('The vault could not be read or written', {
      code: 'VAULT_IO',
      where: 'vault.db',
      hint: 'Check that the folder is writable and that the disk is sound, then run the same command again.',
      cause: error,
    });
  }
  return diskFault(error);
}

/** Runs `work`; errors of SQLite and of the file system leave as MigrationError. */
export function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw vaultFault(error) ?? error;
  }
}
