import type { Lsn } from './fields.js';

export type BackupKind =
  | 'full'
  | 'differential'
  | 'log'
  | 'file'
  | 'file-differential'
  | 'partial'
  | 'partial-differential'
  | 'unknown';

/** Something found wrong in a medium. Holds places and codes, never data. */
export interface MediaProblem {
  /** Offset in the (uncompressed) stream. */
  readonly offset: number;
  readonly code:
    | 'block-checksum'
    | 'block-damaged'
    | 'stream-damaged'
    | 'page-stream-length'
    | 'truncated'
    | 'trailing-bytes'
    | 'media-damaged'
    | 'set-damaged'
    | 'config-damaged'
    | 'config-differs';
  readonly message: string;
}

/** Pages of 8,192 bytes that lie back to back. */
export interface PageRun {
  /** Offset of the first page in the (uncompressed) stream. */
  readonly offset: number;
  readonly pages: number;
  /** Which data block of the set, from 1; later ones hold newer copies of pages. */
  readonly pass: number;
}

/** The backup that a differential builds on, as the differential states it. */
export interface DifferentialBase {
  readonly guid: string;
  readonly lsn: Lsn;
}

export interface Filegroup {
  readonly id: number;
  readonly name: string;
}

export interface DatabaseFile {
  readonly fileId: number;
  /** 0 for log files. */
  readonly filegroupId: number;
  readonly isLog: boolean;
  readonly logicalName: string;
  readonly physicalPath: string;
  /** Pages of this file in the first pass, all families together, as stated; streams may repeat page 0 behind them. */
  readonly statedPages: number;
  readonly guid: string | null;
  /** What this file of a differential builds on; null in a full backup of a file never backed up before. */
  readonly base: DifferentialBase | null;
  /** What later differentials of this file build on, known at the end of a set: itself after a full backup. */
  readonly nextBase: DifferentialBase | null;
}

/** What the configuration of a set (stream MQCI) says of database and backup. */
export interface SetConfig {
  /** Letter of msdb.dbo.backupset.type: D, I, L, F, G, P, Q. */
  readonly typeLetter: string;
  readonly databaseName: string;
  readonly serverName: string;
  readonly copyOnly: boolean;
  /** BACKUP … WITH CHECKSUM. */
  readonly withChecksum: boolean;
  readonly differential: boolean;
  /** The three LSNs are those of the last pass over the data. */
  readonly firstLsn: Lsn;
  readonly lastLsn: Lsn;
  readonly checkpointLsn: Lsn;
  /** Checkpoint of the newest full backup before this one; null for none. */
  readonly previousFullLsn: Lsn | null;
  /** Wall-clock time of the server; null where the end of the set is lost. */
  readonly finishedAt: string | null;
  readonly compatibilityLevel: number;
  /** Internal version of the database: 611 is 2005, 998 is 2025. */
  readonly databaseVersion: number;
  readonly serverBuild: number;
  readonly familyGuid: string | null;
  /** Collation id of the database. */
  readonly collation: number;
  readonly base: DifferentialBase | null;
  readonly filegroups: readonly Filegroup[];
  readonly files: readonly DatabaseFile[];
}

export interface BackupSet {
  /** 1-based place of the set in its medium, as RESTORE … WITH FILE counts. */
  readonly position: number;
  /** Number that the set itself states; null where its head is lost. */
  readonly number: number | null;
  readonly kind: BackupKind;
  readonly copyOnly: boolean;
  readonly name: string;
  readonly description: string;
  readonly hasPassword: boolean;
  /** Wall-clock time of the server, `YYYY-MM-DDTHH:MM:SS`. */
  readonly startedAt: string | null;
  /** 9 is 2005, 17 is 2025; 0 where the head is lost. */
  readonly serverMajor: number;
  readonly serverMinor: number;
  readonly guid: string | null;
  readonly config: SetConfig | null;
  readonly pageRuns: readonly PageRun[];
  /** Pages of all runs. */
  readonly pages: number;
  /** Bytes of transaction log. */
  readonly logBytes: number;
  readonly encryptedStreams: number;
  readonly compressedStreams: number;
  /** Names of blocks and streams that this reader does not know: a sign of FILESTREAM or memory-optimised data. */
  readonly unknownStreams: readonly string[];
  /** True when the end of the set was reached and nothing in between was lost. */
  readonly whole: boolean;
  /** Where the set begins in the stream. */
  readonly offset: number;
}

/** What one file of a backup says of itself. */
export interface MediaDescription {
  readonly mediaSetGuid: string | null;
  /** Media families (stripes) of the set; null where it cannot be told. */
  readonly families: number | null;
  /** Which family this file is, from 1. */
  readonly family: number | null;
  /** Which volume of its family, from 1. */
  readonly sequence: number;
  readonly mirrors: number;
  /** Software that wrote it, as it states. */
  readonly software: string;
  readonly hasPassword: boolean;
  readonly startedAt: string | null;
  readonly sets: readonly BackupSet[];
  readonly blocks: { readonly checked: number; readonly failed: number };
  /** At most 200 are kept. */
  readonly problems: readonly MediaProblem[];
  /** Where the walk ended; the length of the stream when all of it was understood. */
  readonly endedAt: number;
  readonly byteLength: number;
}
