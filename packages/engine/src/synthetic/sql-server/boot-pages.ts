import type { DataFile } from './data-file.js';
import {
  type Lsn,
  lsnBytes,
  PAGE_TYPE,
  type PageAddress,
  PageWriter,
  type Protection,
  pagePointer,
  protectPage,
} from './page-writer.js';
import { encodeRecord } from './record.js';

export interface BootFacts {
  readonly version: number;
  readonly name: string;
  readonly collation: number;
  readonly familyId: Buffer;
  readonly forkId: Buffer;
  /** Backup set that the next differential will build on; zeros if there is none. */
  readonly differentialBase: Buffer;
  readonly checkpoint: Lsn;
  /** First page of sysallocunits. */
  readonly firstPage: PageAddress;
  readonly protection: Protection;
}

export const BOOT_PAGE = 9;
/** Offset of the differential base in the boot page (observed). */
export const BOOT_DIFFERENTIAL_BASE = 596;
const BOOT_RECORD_BYTES = 1768;

/** Page 9 of file 1: what a server needs to open the database. Offsets from the start of the page, as observed. */
export function bootPage(facts: BootFacts): Buffer {
  const writer = new PageWriter({ file: 1, page: BOOT_PAGE }, PAGE_TYPE.boot).owner(99n << 16n).lsn(facts.checkpoint);
  const record = Buffer.alloc(BOOT_RECORD_BYTES);
  const put = (at: number, bytes: Uint8Array): void => {
    record.set(bytes, at - 96);
  };
  record.writeUInt16LE(record.length, 2);
  record.writeUInt16LE(facts.version, 100 - 96); // current version
  record.writeUInt16LE(facts.version, 102 - 96); // version that made it
  put(148, Buffer.alloc(256, 0x20)); // the name, filled up with bytes 0x20
  put(148, Buffer.from(facts.name, 'utf16le').subarray(0, 256));
  put(444, lsnBytes(facts.checkpoint));
  record.writeUInt32LE(facts.collation, 488 - 96);
  put(500, facts.forkId);
  put(552, facts.forkId);
  put(BOOT_DIFFERENTIAL_BASE, facts.differentialBase);
  put(612, pagePointer(facts.firstPage));
  put(788, facts.familyId);
  writer.add(record);
  return writer.seal(facts.protection);
}

/** Lengths of the variable columns of the file header record, as observed in version 904. */
const FILE_HEADER_LENGTHS: readonly number[] = Object.freeze([
  16, 0, 2, 2, 4, 4, 4, 4, 4, 10, 10, 10, 0, 4, 4, 4, 4, 10, 28, 10, 10, 16, 26, 10,
]);

/** Page 0 of a file. */
export function fileHeaderPage(file: DataFile, familyId: Buffer, lsn: Lsn, protection: Protection): Buffer {
  const writer = new PageWriter({ file: file.id, page: 0 }, PAGE_TYPE.fileHeader).owner(99n << 16n).lsn(lsn);
  const variable = FILE_HEADER_LENGTHS.map((length) => ({ bytes: Buffer.alloc(length), complex: false }));
  familyId.copy(variable[0]!.bytes);
  variable[2]!.bytes.writeUInt16LE(file.id, 0);
  variable[3]!.bytes.writeUInt16LE(1, 0);
  variable[4]!.bytes.writeUInt32LE(file.pageCount, 0);
  variable.push({ bytes: Buffer.from(file.name, 'utf16le'), complex: false });
  const record = { kind: 0, fixed: Buffer.alloc(4), columnCount: 56, nulls: Buffer.alloc(7), variable };
  writer.add(encodeRecord(record));
  const page = writer.seal('none');
  page.writeUInt16LE(0x0008, 4); // set in the file header of every database (observed)
  protectPage(page, protection);
  return page;
}
