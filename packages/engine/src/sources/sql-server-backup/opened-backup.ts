import type { Issue } from '../../base/issue.js';
import type { PageRun } from '../../formats/mdf/page-store.js';
import type { SourceCheck } from '../contract.js';

/** Place in the transaction log: virtual log file, block, slot. */
export interface LogPlace {
  readonly vlf: number;
  readonly block: number;
  readonly slot: number;
}

/** The files of a database, however they came: backup sets in their order of overlay, or bare data files. */
export interface OpenedBackup extends AsyncDisposable {
  /** As the backup names it; null for bare files, whose boot page does. */
  readonly database: string | null;
  /** `SQL Server 2019 (15.0)`; null where only the database's own version tells. */
  readonly product: string | null;
  /** Wall-clock time of the server; null for bare files. */
  readonly takenAt: string | null;
  /** False when a part of it is known to be missing before any page was read. */
  readonly isWhole: boolean;
  readonly runs: readonly PageRun[];
  /** Reads what the pages have left unread of compressed files, so that every checksum of theirs was held against it. */
  verify(signal?: AbortSignal): Promise<void>;
  /** What the containers told of themselves. Called when everything has been read. */
  checks(): readonly SourceCheck[];
  readonly issues: readonly Issue[];
  /** Names of the data files by file id, for locators. */
  readonly fileNames: ReadonlyMap<number, string>;
  /** Where a restore would begin to replay the log; pages written later were written while the backup ran. null for bare files. */
  readonly checkpoint: LogPlace | null;
  /** Last record of the log in the backup: no page of it can be later. null where it is not known. */
  readonly end: LogPlace | null;
  /** Internal version of the database as the backup states it, to hold against the boot page; null where it does not. */
  readonly version: number | null;
  /** True when a transaction was open at the checkpoint. */
  readonly hasOpenTransactions: boolean;
}
