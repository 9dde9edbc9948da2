import { MigrationError } from '../../base/error.js';
import { readDate, readGuid, readText } from './fields.js';

/** Block TAPE (MTF 1.00a, tape header). */
const TAPE = Object.freeze({
  sequence: 60,
  filemark: 64,
  password: 76,
  software: 80,
  vendor: 86,
  startedAt: 88,
  bytes: 94,
});

/** Vendor of SQL Server (observed). */
const SQL_SERVER_VENDOR = 0x1200;
const SQL_SERVER_SOFTWARE = 'Microsoft SQL Server';

/** Stream RAID behind it (observed): which part of a striped or mirrored media set this file is. */
const RAID = Object.freeze({ guid: 0, magic: 16, families: 20, mirrors: 22, family: 24, bytes: 32 });
const RAID_MAGIC = 0xf00000ad;
/** SQL Server takes at most this many devices. */
const MAX_FAMILIES = 64;
/** BACKUP ... MIRROR TO: at most four copies. */
const MAX_MIRRORS = 4;

/** Bytes of a TAPE block that its fixed part and its strings may take. */
export const TAPE_BYTES = 4096;

export interface TapeHead {
  readonly sequence: number;
  /** Bytes of a soft filemark on this medium. */
  readonly filemarkBytes: number;
  readonly software: string;
  readonly hasPassword: boolean;
  readonly startedAt: string | null;
}

export interface MediaFamily {
  readonly mediaSetGuid: string | null;
  readonly families: number;
  readonly family: number;
  readonly mirrors: number;
}

/** Name of a product, without anything that is no letter of one. */
const plain = (software: string): string => software.replace(/[^\w .,()-]/g, '').slice(0, 60);

/**
 * Reads a TAPE block. Errors: {@link MigrationError} `BACKUP_OF_OTHER_SOFTWARE` when neither vendor nor name are those of SQL
 * Server; null where the block is too short.
 */
export function readTape(block: Buffer, unicode: boolean): TapeHead | null {
  if (block.length < TAPE.bytes) return null;
  const software = readText(block, TAPE.software, 0, block.length, unicode) ?? '';
  const vendor = block.readUInt16LE(TAPE.vendor);
  if (vendor !== SQL_SERVER_VENDOR && software !== SQL_SERVER_SOFTWARE) {
    const name = plain(software);
    const by = name === '' ? `vendor 0x${vendor.toString(16)}` : name;
    throw new MigrationError(`a backup in Microsoft Tape Format written by ${by}, not by SQL Server`, {
      code: 'BACKUP_OF_OTHER_SOFTWARE',
      where: 'block TAPE',
      hint: 'Restore it with the software that wrote it; if it holds a .mdf or .bak file, name that file.',
    });
  }
  return {
    sequence: block.readUInt16LE(TAPE.sequence),
    filemarkBytes: block.readUInt16LE(TAPE.filemark) * 512,
    software,
    hasPassword: block.readUInt16LE(TAPE.password) !== 0,
    startedAt: readDate(block, TAPE.startedAt),
  };
}

/** Reads the data of a RAID stream; null where it is not one. */
export function readMediaFamily(data: Buffer): MediaFamily | null {
  if (data.length < RAID.family + 2 || data.readUInt32LE(RAID.magic) !== RAID_MAGIC) return null;
  const families = data.readUInt16LE(RAID.families);
  const mirrors = Math.min(Math.max(1, data.readUInt16LE(RAID.mirrors)), MAX_MIRRORS);
  const place = data.readUInt16LE(RAID.family);
  if (families < 1 || families > MAX_FAMILIES || place < 1 || place > families * mirrors) return null;
  // Whether the families of a mirror are counted on is not known; either way they are those of the first.
  return { mediaSetGuid: readGuid(data, RAID.guid), families, family: ((place - 1) % families) + 1, mirrors };
}
