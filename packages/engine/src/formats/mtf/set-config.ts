import { isNoLsn, LSN_BYTES, type Lsn, readDate, readGuid, readLsn, readText } from './fields.js';
import type { DatabaseFile, DifferentialBase, Filegroup, SetConfig } from './media-description.js';

/** Record SCIN, one for the set. Offsets from its tag; all observed. */
const SCIN = Object.freeze({
  flags: 8,
  serverBuild: 24,
  firstLsn: 32,
  lastLsn: 42,
  checkpointLsn: 52,
  previousFullLsn: 62,
  finishedAt: 82,
  typeLetter: 87,
  compatibilityLevel: 91,
  databaseVersion: 94,
  databaseName: 104,
  serverName: 108,
  familyGuid: 124,
  collation: 216,
  baseLsn: 260,
  baseGuid: 272,
  leastBytes: 288,
});

/** Flags of SCIN (observed). */
const SET_FLAGS = Object.freeze({ checksum: 0x10, copyOnly: 0x400, differential: 0x800 });

/** Record SFGI, one for each filegroup (observed). */
const SFGI = Object.freeze({ id: 12, name: 16, leastBytes: 20 });

/** Record SFIN, one for each file (observed; the order of msdb.dbo.backupfile). */
const SFIN = Object.freeze({
  fileId: 20,
  statedPages: 24,
  filegroupId: 36,
  logicalName: 48,
  physicalPath: 52,
  baseLsn: 158,
  baseGuid: 170,
  fileGuid: 186,
  leastBytes: 202,
});

const RECORD_HEAD_BYTES = 8;
/** More records than a database can have files and filegroups (32,767 each). */
const MAX_RECORDS = 65_536;

export interface ConfigReading {
  readonly config: SetConfig | null;
  /** Offset in the stream's data where reading failed; null when all was understood. */
  readonly damagedAt: number | null;
}

function readBase(bytes: Buffer, lsnAt: number, guidAt: number): DifferentialBase | null {
  const guid = readGuid(bytes, guidAt);
  return guid === null ? null : { guid, lsn: readLsn(bytes, lsnAt) };
}

function readFile(bytes: Buffer, at: number, end: number): DatabaseFile | null {
  const logicalName = readText(bytes, at + SFIN.logicalName, at, end);
  const physicalPath = readText(bytes, at + SFIN.physicalPath, at, end);
  if (logicalName === null || physicalPath === null) return null;
  const filegroupId = bytes.readUInt16LE(at + SFIN.filegroupId);
  return {
    fileId: bytes.readUInt16LE(at + SFIN.fileId),
    filegroupId,
    isLog: filegroupId === 0,
    logicalName,
    physicalPath,
    statedPages: bytes.readUInt32LE(at + SFIN.statedPages),
    guid: readGuid(bytes, at + SFIN.fileGuid),
    base: readBase(bytes, at + SFIN.baseLsn, at + SFIN.baseGuid),
    nextBase: null,
  };
}

function readSet(bytes: Buffer, end: number): Omit<SetConfig, 'filegroups' | 'files'> | null {
  const databaseName = readText(bytes, SCIN.databaseName, 0, end);
  const serverName = readText(bytes, SCIN.serverName, 0, end);
  if (databaseName === null || serverName === null) return null;
  const flags = bytes.readUInt32LE(SCIN.flags);
  const previous: Lsn = readLsn(bytes, SCIN.previousFullLsn);
  return {
    typeLetter: String.fromCharCode(bytes[SCIN.typeLetter]!),
    databaseName,
    serverName,
    copyOnly: (flags & SET_FLAGS.copyOnly) !== 0,
    withChecksum: (flags & SET_FLAGS.checksum) !== 0,
    differential: (flags & SET_FLAGS.differential) !== 0,
    firstLsn: readLsn(bytes, SCIN.firstLsn),
    lastLsn: readLsn(bytes, SCIN.lastLsn),
    checkpointLsn: readLsn(bytes, SCIN.checkpointLsn),
    previousFullLsn: isNoLsn(previous) ? null : previous,
    finishedAt: readDate(bytes, SCIN.finishedAt),
    compatibilityLevel: bytes[SCIN.compatibilityLevel]!,
    databaseVersion: bytes.readUInt16LE(SCIN.databaseVersion),
    serverBuild: bytes.readUInt16LE(SCIN.serverBuild),
    familyGuid: readGuid(bytes, SCIN.familyGuid),
    collation: bytes.readUInt32LE(SCIN.collation),
    base: readBase(bytes, SCIN.baseLsn, SCIN.baseGuid),
  };
}

/**
 * Reads the data of an MQCI stream: records SCIN, SFGI and SFIN, each with its length (observed). What precedes a damaged
 * record is kept; without its first record there is no configuration.
 */
export function readSetConfig(bytes: Buffer): ConfigReading {
  let set: Omit<SetConfig, 'filegroups' | 'files'> | null = null;
  const filegroups: Filegroup[] = [];
  const files: DatabaseFile[] = [];
  let damagedAt: number | null = null;
  let records = 0;
  for (let at = 0; at + RECORD_HEAD_BYTES <= bytes.length; records++) {
    const tag = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const end = at + length;
    damagedAt = at;
    if (length < RECORD_HEAD_BYTES || end > bytes.length || records >= MAX_RECORDS) break;
    if (tag === 'SCIN' && at === 0 && length >= SCIN.leastBytes) {
      set = readSet(bytes, end);
      if (set === null) break;
    } else if (tag === 'SFGI' && length >= SFGI.leastBytes) {
      const name = readText(bytes, at + SFGI.name, at, end);
      if (name === null) break;
      filegroups.push({ id: bytes.readUInt16LE(at + SFGI.id), name });
    } else if (tag === 'SFIN' && length >= SFIN.leastBytes + LSN_BYTES) {
      const file = readFile(bytes, at, end);
      if (file === null) break;
      files.push(file);
    } else if (tag === 'SCIN' || tag === 'SFGI' || tag === 'SFIN' || set === null) break;
    damagedAt = null;
    at = end;
  }
  if (records === 0) damagedAt = 0;
  return { config: set === null ? null : { ...set, filegroups, files }, damagedAt };
}
