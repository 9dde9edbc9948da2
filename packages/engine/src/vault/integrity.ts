import { existsSync, statSync } from 'node:fs';
import { type Anchor, readAnchor } from './anchor.js';
import type { VaultDatabase } from './database.js';
import { tampered } from './faults.js';
import type { VaultFiles } from './files.js';
import type { KeyRing } from './key-ring.js';
import { isLocked } from './lock.js';
import { checkPages, PAGE_SIZE, type PageReport, readSalt } from './page-mac.js';

/**
 * Vaults up to this size have every page checked when they are opened for reading: about a second (measured 430-480 MB/s). Beyond,
 * pages are checked as SQLite reads them, and all on demand.
 */
export const VERIFY_ON_READ_BYTES = 512 * 1024 * 1024;
/** Writers work for minutes on vaults of this size: ten seconds do not matter. */
export const VERIFY_ON_WRITE_BYTES = 4 * 1024 * 1024 * 1024;

const sizeOf = (path: string): number => (existsSync(path) ? statSync(path).size : 0);

/** What can be said before the file is opened: it is there, it is whole pages, it is the file that the key slots speak of. */
export function checkFile(files: VaultFiles, ring: KeyRing): void {
  if (!existsSync(files.db)) throw tampered('The vault file is gone', 'vault.db');
  const salt = readSalt(files.db);
  if (salt === null) throw tampered('The vault file was cut', 'vault.db');
  if (salt !== ring.salt || ring.pageSize !== PAGE_SIZE) {
    throw tampered('The vault file was changed or belongs to other key slots', 'vault.db, page 1');
  }
}

/** After kill -9 the newest pages are in the WAL: bring them into the file, so that the file can be judged as a whole. */
export function recoverWal(db: VaultDatabase, files: VaultFiles, isWriter: boolean): void {
  db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  if (sizeOf(files.wal) > 0 && (isWriter || !isLocked(files.lock))) db.pragma('wal_checkpoint(TRUNCATE)');
}

/**
 * Checks every page's MAC, that no page is missing at the end, and, where the last writer closed the vault in order, that no page
 * is an older version of itself. Error: VAULT_TAMPERED.
 */
export function checkContent(
  db: VaultDatabase,
  files: VaultFiles,
  ring: KeyRing,
  key: Uint8Array,
  anchor: Anchor,
): PageReport {
  const report = checkPages(files.db, key, ring.salt, { isShared: isLocked(files.lock) });
  if (report.damaged.length > 0) throw damaged(report);
  if (report.blank.length > 0) checkBlank(db, report);
  if (anchor.pages !== null && anchor.pages !== report.digest) {
    // A writer may have come in since the anchor was read; then its marks in the anchor differ.
    const now = readAnchor(files, key);
    if (now.pages === anchor.pages && now.auditSeq === anchor.auditSeq && !isLocked(files.lock)) {
      throw tampered('The vault file is not the one that was last closed', 'vault.db');
    }
  }
  return report;
}

function damaged(report: PageReport): Error {
  const shown = report.damaged.slice(0, 5).join(', ');
  const more = report.damaged.length > 5 ? ' ...' : '';
  const which = report.damaged.length === 1 ? 'page' : 'pages';
  return tampered(
    `The vault file was changed: ${report.damaged.length} of ${report.pages} pages fail their check`,
    `vault.db, ${which} ${shown}${more}`,
  );
}

/** A page of zeros has no MAC. It may only be one that SQLite does not use: then no walk through the database meets it. */
function checkBlank(db: VaultDatabase, report: PageReport): void {
  const verdict = db.pragma('quick_check(1)', { simple: true });
  if (verdict !== 'ok') throw damaged({ ...report, damaged: report.blank });
}

/** The length of the file is the one its header states, once there is no WAL. */
export function checkLength(db: VaultDatabase, files: VaultFiles): void {
  if (sizeOf(files.wal) > 0) return;
  const pages = Number(db.pragma('page_count', { simple: true }));
  if (pages * PAGE_SIZE === statSync(files.db).size || sizeOf(files.wal) > 0) return;
  throw tampered('The vault file is shorter or longer than it states', 'vault.db');
}
