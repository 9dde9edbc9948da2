import type { DataFile } from './data-file.js';
import { u16, u32 } from './mtf-writer.js';
import { type Lsn, lsnBytes } from './page-writer.js';

/** A backup set that a differential builds on, and its checkpoint. */
export interface ConfigBase {
  readonly base: Buffer;
  readonly lsn: Lsn;
}

/** What the configuration stream of a backup set says. Offsets count from the tag of each record, as observed. */
export interface BackupConfig {
  readonly databaseName: string;
  readonly serverName: string;
  readonly version: number;
  readonly compatibility: number;
  readonly serverVersion: number;
  readonly collation: number;
  readonly flags: number;
  readonly first: Lsn;
  readonly last: Lsn;
  readonly checkpoint: Lsn;
  /** Checkpoint of the newest full backup before; undefined if there is none. */
  readonly previousFull: Lsn | undefined;
  readonly started: Buffer;
  readonly finished: Buffer;
  /** Pages of a data file that the set carries. */
  readonly pagesOf: (file: DataFile) => number;
  readonly familyId: Buffer;
  readonly forkId: Buffer;
  /** D full, I differential, L log. */
  readonly letter: 'D' | 'I' | 'L';
  readonly differential: ConfigBase | undefined;
  /** Backup that the next differential of a file builds on: its own base in a differential, itself behind the data of a full backup. */
  readonly fileBase: ConfigBase | undefined;
  readonly files: readonly DataFile[];
}

export const CONFIG_FLAG = Object.freeze({ always: 0x200, checksum: 0x10, copyOnly: 0x400, differential: 0x800 });

const NO_LSN: Lsn = Object.freeze({ file: 0, block: 0, slot: 0 });
/** Sort id and LCID of the default collation in the old form that stands here (observed). */
const OLD_COLLATION = Buffer.of(0x09, 0x04, 0xd0, 0x00, 0x34);

/** The data of the MQCI stream: SCIN for the set, SFGI for its filegroup, SFIN for each file. */
export function backupConfig(config: BackupConfig): Buffer {
  return Buffer.concat([
    setRecord(config),
    filegroupRecord(config),
    ...config.files.map((file) => fileRecord(file, config)),
    logRecord(config),
  ]);
}

function put(record: Buffer, at: number, bytes: Uint8Array): void {
  record.set(bytes, at);
}

/** A record: tag, u32 length, fixed part, texts whose size and offset stand at `at`. */
function withTexts(tag: string, fixed: Buffer, texts: readonly (readonly [at: number, text: string])[]): Buffer {
  const bodies = texts.map(([, text]) => Buffer.from(text, 'utf16le'));
  let end = fixed.length;
  texts.forEach(([at], i) => {
    fixed.writeUInt16LE(bodies[i]!.length, at);
    fixed.writeUInt16LE(end, at + 2);
    end += bodies[i]!.length;
  });
  fixed.write(tag, 0, 'latin1');
  fixed.writeUInt32LE(end, 4);
  return Buffer.concat([fixed, ...bodies]);
}

function setRecord(config: BackupConfig): Buffer {
  const r = Buffer.alloc(config.version >= 782 ? 400 : 364);
  put(r, 8, u32(config.flags));
  put(r, 12, u32(1));
  put(r, 16, u32(1));
  put(r, 24, u32(config.serverVersion));
  put(r, 28, u32(9));
  put(r, 32, lsnBytes(config.first));
  put(r, 42, lsnBytes(config.last));
  put(r, 52, lsnBytes(config.checkpoint));
  put(r, 62, lsnBytes(config.previousFull ?? NO_LSN));
  put(r, 72, config.started);
  put(r, 77, config.finished);
  put(r, 87, Buffer.from(config.letter, 'latin1'));
  put(r, 88, Buffer.of(0x34, 1, 0));
  put(r, 91, u16(config.compatibility));
  put(r, 94, u16(config.version));
  const pages = config.files.reduce((sum, file) => sum + config.pagesOf(file), 0);
  put(r, 97, u32((pages * 8192) / 256));
  put(r, 116, u32(0x0409));
  put(r, 120, u32(0x00030001));
  put(r, 124, config.familyId);
  put(r, 144, lsnBytes(config.last));
  put(r, 168, config.forkId);
  put(r, 216, OLD_COLLATION);
  put(r, 224, config.forkId);
  put(r, 248, lsnBytes(config.first));
  if (config.differential) {
    put(r, 200, config.differential.base);
    put(r, 260, lsnBytes(config.differential.lsn));
    put(r, 272, config.differential.base);
  }
  return withTexts('SCIN', r, [
    [104, config.databaseName],
    [108, config.serverName],
  ]);
}

function filegroupRecord(config: BackupConfig): Buffer {
  const r = Buffer.alloc(224);
  put(r, 8, u32(0x10));
  put(r, 12, u32(1));
  put(r, 20, u32(1));
  put(r, 58, lsnBytes(config.checkpoint));
  return withTexts('SFGI', r, [[16, 'PRIMARY']]);
}

/** Bytes of the fixed part of SFIN: the first text stood here in versions 904 and 957. */
const FILE_FIXED = 1028;

function fileRecord(file: DataFile, config: BackupConfig): Buffer {
  const r = Buffer.alloc(FILE_FIXED);
  put(r, 8, u32(0x84));
  put(r, 16, u32(8192));
  put(r, 20, u32(file.id));
  put(r, 24, u32(config.pagesOf(file)));
  put(r, 28, u32(file.id));
  put(r, 32, u32(0x1000));
  put(r, 36, u32(1));
  put(r, 40, u32(0x800000));
  if (config.fileBase) {
    put(r, 158, lsnBytes(config.fileBase.lsn));
    put(r, 170, config.fileBase.base);
  }
  return withTexts('SFIN', r, [
    [48, file.name],
    [52, file.path],
  ]);
}

function logRecord(config: BackupConfig): Buffer {
  const r = Buffer.alloc(FILE_FIXED);
  put(r, 8, u32(0x04));
  put(r, 16, u32(8192));
  put(r, 20, u32(2));
  put(r, 28, u32(2));
  put(r, 32, u32(0x1000));
  return withTexts('SFIN', r, [
    [48, `${config.databaseName}_log`],
    [52, `C:\\Synthetic\\${config.databaseName}_log.ldf`],
  ]);
}
