import { existsSync, mkdirSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { MigrationError } from '../base/error.js';
import { ageIdentity } from './age-identity.js';
import { type Anchor, readAnchor } from './anchor.js';
import { AuditLog } from './audit-log.js';
import { systemContext, type VaultContext } from './context.js';
import { openDatabase, type VaultDatabase } from './database.js';
import { guarded, tampered } from './faults.js';
import { type VaultFiles, vaultFiles } from './files.js';
import {
  checkContent,
  checkFile,
  checkLength,
  recoverWal,
  VERIFY_ON_READ_BYTES,
  VERIFY_ON_WRITE_BYTES,
} from './integrity.js';
import { checkSeal, type KeyRing, makeSlot, newKeyRing, openKeyRing, readKeyRing } from './key-ring.js';
import { acquireLock, type Lock } from './lock.js';
import { PAGE_SIZE } from './page-mac.js';
import { refuseDebugger } from './process-guard.js';
import { commitRotation, createFile, finishRotation, removeRekeyed } from './rekey.js';
import { checkSchema, upgradeSchema } from './schema.js';
import { KEY_BYTES, type Unlock } from './unlock.js';

export interface OpenOptions {
  /**
   * auto (default): every page, of vaults up to 512 MiB for reading and 4 GiB for writing; full: every page whatever the size; none: pages are
   * checked as SQLite reads them.
   */
  readonly verify?: 'auto' | 'full' | 'none';
  /** enforce (default): a vault that is older than its anchor is refused; report: it opens, and `verifyAudit` says so. */
  readonly anchor?: 'enforce' | 'report';
  /** How long to wait, in milliseconds, for another process that is writing to end; absent: VAULT_LOCKED at once. For short work that several people do beside each other. */
  readonly wait?: number;
}

/** What an open vault is made of. */
export interface VaultParts {
  readonly files: VaultFiles;
  readonly db: VaultDatabase;
  readonly key: Buffer;
  readonly mode: 'read' | 'write' | 'worker';
  readonly context: VaultContext;
  /** null in workers. */
  readonly ring: KeyRing | null;
  /** As it was when the vault was opened; null in workers. */
  readonly anchor: Anchor | null;
  readonly lock: Lock | null;
}

/** A new vault in `dir`, which is made where it is not there. Throws VAULT_EXISTS: a vault is never replaced. */
export async function createParts(dir: string, unlock: Unlock, context: VaultContext): Promise<VaultParts> {
  refuseDebugger();
  const files = vaultFiles(dir);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  if (existsSync(files.keys) || existsSync(files.db)) {
    throw new MigrationError('There is a vault here already', {
      code: 'VAULT_EXISTS',
      where: dir,
      hint: 'Take another folder; an existing vault is never replaced.',
    });
  }
  const vaultId = Buffer.from(context.randomBytes(16)).toString('hex');
  const key = Buffer.from(unlock.kind === 'raw' ? unlock.key : context.randomBytes(KEY_BYTES));
  const slots = unlock.kind === 'raw' ? [] : [await makeSlot('s1', vaultId, key, unlock, null, context)];
  const identity = await ageIdentity();
  return guarded(() => {
    const lock = acquireLock(files.lock, context);
    try {
      // As a rotation from nothing: until the key slots are written there is no vault, from then on every open completes it.
      removeRekeyed(files);
      const { salt, head } = createFile(files.rekeyed, key, vaultId, identity, context);
      const slotsWritten = commitRotation(files, key, newKeyRing(vaultId, salt, slots), head);
      const ring = finishRotation(files, slotsWritten, key, lock, context);
      const db = openDatabase(files.db, key, 'write');
      return { files, db, key, mode: 'write', context, ring, anchor: readAnchor(files, key), lock };
    } catch (error) {
      lock.release();
      throw error;
    }
  });
}

/** Opens a vault. Key ring and anchor, the pages as `options.verify` says, and the end of the audit log are checked first. Throws MigrationError with what is wrong. */
export async function openParts(
  dir: string,
  unlock: Unlock,
  mode: 'read' | 'write',
  context: VaultContext,
  options: OpenOptions,
): Promise<VaultParts> {
  refuseDebugger();
  const files = vaultFiles(dir);
  const key = await openKeyRing(readKeyRing(files), unlock);
  const lock = mode === 'write' ? await lockWithin(files.lock, context, options.wait ?? 0) : null;
  return guarded(() => {
    let db: VaultDatabase | undefined;
    try {
      // Read again under the lock: the slots may have changed since.
      let ring = finishRotation(files, checkSeal(readKeyRing(files), key), key, lock, context);
      const anchor = readAnchor(files, key);
      const enforced = options.anchor !== 'report';
      // Slots are written before the anchor: a reader between the two sees the newer slots on a second look.
      if (ring.generation < anchor.keysGeneration) ring = checkSeal(readKeyRing(files), key);
      if (enforced && ring.generation < anchor.keysGeneration) {
        throw tampered('An older version of the key slots was put back', 'vault.keys.json');
      }
      checkFile(files, ring);
      db = openDatabase(files.db, key, mode);
      recoverWal(db, files, lock !== null);
      checkLength(db, files);
      checkSchema(db, mode);
      checkAgainstAnchor(db, files, ring, key, anchor, mode, options);
      if (mode === 'write') upgradeSchema(db);
      return { files, db, key, mode, context, ring, anchor, lock };
    } catch (error) {
      db?.close();
      lock?.release();
      key.fill(0);
      throw error;
    }
  });
}

/** The writer's lock, tried again until `wait` milliseconds have passed. */
async function lockWithin(path: string, context: VaultContext, wait: number): Promise<Lock> {
  const end = performance.now() + wait;
  for (;;) {
    try {
      return guarded(() => acquireLock(path, context));
    } catch (error) {
      const isBusy = error instanceof MigrationError && error.code === 'VAULT_LOCKED';
      if (!isBusy || performance.now() >= end) throw error;
    }
    // Uneven, so that processes which wait together do not ask together.
    await setTimeout(15 + ((context.randomBytes(1)[0] ?? 0) % 32));
  }
}

function checkAgainstAnchor(
  db: VaultDatabase,
  files: VaultFiles,
  ring: KeyRing,
  key: Uint8Array,
  anchor: Anchor,
  mode: 'read' | 'write',
  { verify = 'auto', anchor: strictness = 'enforce' }: OpenOptions,
): void {
  const enforced = strictness === 'enforce';
  const log = new AuditLog(db, ring.vaultId, systemContext);
  const size = Number(db.pragma('page_count', { simple: true })) * PAGE_SIZE;
  const most = mode === 'write' ? VERIFY_ON_WRITE_BYTES : VERIFY_ON_READ_BYTES;
  if (verify === 'full' || (verify === 'auto' && size <= most)) {
    // Events beyond the anchor mean that the vault was written to since; then the anchor says nothing of its pages.
    const comparable = enforced && log.head().seq === anchor.auditSeq;
    checkContent(db, files, ring, key, comparable ? anchor : { ...anchor, pages: null });
  }
  if (enforced && log.hashAt(anchor.auditSeq) !== anchor.auditHead) {
    throw tampered('The vault is older than it was, or its audit log was cut', 'vault.db');
  }
}

/** Read-only parts for a worker of a process that has checked the vault; takes the 32-byte vault key itself and checks nothing again. */
export function workerParts(dir: string, rawKey: Uint8Array): VaultParts {
  const files = vaultFiles(dir);
  const key = Buffer.from(rawKey);
  const db = guarded(() => openDatabase(files.db, key, 'read'));
  return { files, db, key, mode: 'worker', context: systemContext, ring: null, anchor: null, lock: null };
}
