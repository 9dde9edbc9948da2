import type { BuiltDatabase } from './database.js';
import { LOG } from './database-log.js';
import { seededGuid } from './identifiers.js';
import { mtfDate } from './mtf-writer.js';
import type { Lsn } from './page-writer.js';

export type BackupKind = 'full' | 'copy-only' | 'differential' | 'log';

/** One backup set. */
export interface BackupInput {
  readonly database: BuiltDatabase;
  /** Default `full`. */
  readonly kind?: BackupKind;
  /** What a differential builds on: the same database (seed and name) as it was at its full backup. */
  readonly base?: BuiltDatabase;
  /** Sets of the same database that are taken one after the other: gives each its own identity. Default 0. */
  readonly generation?: number;
  /** The generation of the full backup that a differential builds on. Default 0. */
  readonly baseGeneration?: number;
  readonly name?: string;
}

export interface BackupOptions {
  /** Files that the backup is striped over. Default 1. */
  readonly families?: number;
  /** BACKUP WITH CHECKSUM. */
  readonly checksum?: boolean;
  /** Extents repeated behind the others, as changed while the backup ran: the first copies of their data pages are empty. */
  readonly secondPass?: boolean;
  /** Physical block. Default 4096. */
  readonly blockSize?: 512 | 4096 | 65_536;
}

/** Vendor of a Microsoft SQL Server medium (observed). */
export const VENDOR = 0x1200;

/** Wall clock of a backup: one day later for each generation, a differential half an hour after its full backup. */
export function backupTimes(
  kind: BackupKind,
  generation: number,
): { readonly started: Buffer; readonly finished: Buffer } {
  const minute = kind === 'differential' ? 30 : kind === 'log' ? 45 : 0;
  const day = 11 + generation;
  return { started: mtfDate(2024, 3, day, 22, minute, 0), finished: mtfDate(2024, 3, day, 22, minute, 5) };
}

/** Identity of a backup set: what a differential names as its base. */
export function backupSetId(database: BuiltDatabase, kind: BackupKind, generation = 0): Buffer {
  return seededGuid(database.spec.seed, `${kind}-set-${generation}`);
}

/** Checkpoint and end of a backup: later generations lie later in the log. */
export function backupLsns(kind: BackupKind, generation: number): { readonly checkpoint: Lsn; readonly end: Lsn } {
  const later = (lsn: Lsn): Lsn => ({ ...lsn, block: lsn.block + generation * 0x1000 });
  if (kind === 'differential')
    return { checkpoint: later(LOG.differentialCheckpoint), end: later(LOG.differentialEnd) };
  return { checkpoint: later(LOG.checkpoint), end: later(LOG.end) };
}
