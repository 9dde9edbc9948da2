/** A data file is a row of pages of 8 KiB: 96 bytes of header, records, slots from the end (Microsoft, "Pages and extents architecture guide"). */
export const PAGE_BYTES = 8192;
export const PAGE_HEADER_BYTES = 96;
export const EXTENT_PAGES = 8;

/** m_type, as DBCC PAGE names it. */
export const PAGE_TYPE = Object.freeze({
  data: 1,
  index: 2,
  textMix: 3,
  textTree: 4,
  gam: 8,
  sgam: 9,
  iam: 10,
  pfs: 11,
  boot: 13,
  fileHeader: 15,
  differentialMap: 16,
  bulkMap: 17,
});

export type Protection = 'checksum' | 'torn' | 'none';

export interface PageAddress {
  readonly file: number;
  readonly page: number;
}

/** Where a record stands. */
export interface RowAddress extends PageAddress {
  readonly slot: number;
}

export const NOWHERE: PageAddress = Object.freeze({ file: 0, page: 0 });

/** Log sequence number: log file, block, slot. */
export interface Lsn {
  readonly file: number;
  readonly block: number;
  readonly slot: number;
}

/** u32 page, u16 file: the six bytes of a page pointer (observed in sysallocunits and index rows). */
export function pagePointer(address: PageAddress): Buffer {
  const bytes = Buffer.alloc(6);
  bytes.writeUInt32LE(address.page, 0);
  bytes.writeUInt16LE(address.file, 4);
  return bytes;
}

/** u32 page, u16 file, u16 slot. */
export function rowPointer(address: RowAddress): Buffer {
  const bytes = Buffer.alloc(8);
  pagePointer(address).copy(bytes);
  bytes.writeUInt16LE(address.slot, 6);
  return bytes;
}

/** u32 file, u32 block, u16 slot. */
export function lsnBytes(lsn: Lsn): Buffer {
  const bytes = Buffer.alloc(10);
  bytes.writeUInt32LE(lsn.file, 0);
  bytes.writeUInt32LE(lsn.block, 4);
  bytes.writeUInt16LE(lsn.slot, 8);
  return bytes;
}

/** One page under construction. Offsets in its header are those that DBCC PAGE prints the fields of, as observed. */
export class PageWriter {
  readonly bytes = Buffer.alloc(PAGE_BYTES);
  private free = PAGE_HEADER_BYTES;
  private slots = 0;

  constructor(
    readonly address: PageAddress,
    type: number,
  ) {
    this.bytes[0] = 1; // m_headerVersion
    this.bytes[1] = type; // m_type
    this.bytes.writeUInt32LE(address.page, 32); // m_pageId
    this.bytes.writeUInt16LE(address.file, 36);
  }

  get slotCount(): number {
    return this.slots;
  }

  /** Bytes that one more record may have, its slot counted. */
  get room(): number {
    return PAGE_BYTES - 2 * (this.slots + 1) - this.free;
  }

  /** Typeflags, level and the allocation unit: index id in the top 16 bits of its id, object id in the next 32. */
  owner(unit: bigint, level = 0, typeFlags = 0): this {
    this.bytes[2] = typeFlags;
    this.bytes[3] = level; // m_level
    this.bytes.writeUInt16LE(Number(unit >> 48n), 6); // m_indexId
    this.bytes.writeUInt32LE(Number((unit >> 16n) & 0xffffffffn), 24); // m_objId
    return this;
  }

  fixedLength(length: number): this {
    this.bytes.writeUInt16LE(length, 14); // pminlen
    return this;
  }

  previous(address: PageAddress): this {
    pagePointer(address).copy(this.bytes, 8); // m_prevPage
    return this;
  }

  next(address: PageAddress): this {
    pagePointer(address).copy(this.bytes, 16); // m_nextPage
    return this;
  }

  ghosts(count: number): this {
    this.bytes.writeUInt16LE(count, 58); // m_ghostRecCnt
    return this;
  }

  lsn(lsn: Lsn): this {
    lsnBytes(lsn).copy(this.bytes, 40); // m_lsn
    return this;
  }

  /** Adds a record and its slot; -1 if there is no room. */
  add(record: Uint8Array): number {
    if (record.length > this.room) return -1;
    this.bytes.set(record, this.free);
    this.bytes.writeUInt16LE(this.free, PAGE_BYTES - 2 * (this.slots + 1));
    this.free += record.length;
    return this.slots++;
  }

  /** Offset of a slot's record. */
  offsetOf(slot: number): number {
    return this.bytes.readUInt16LE(PAGE_BYTES - 2 * (slot + 1));
  }

  /** Takes over everything behind the header of a page that is otherwise done. */
  adopt(page: Buffer): void {
    page.copy(this.bytes, PAGE_HEADER_BYTES, PAGE_HEADER_BYTES);
    this.slots = page.readUInt16LE(22);
    this.free = page.readUInt16LE(30);
  }

  /** Sets the counts and the protection; nothing may be added after it. */
  seal(protection: Protection): Buffer {
    this.bytes.writeUInt16LE(this.slots, 22); // m_slotCnt
    this.bytes.writeUInt16LE(PAGE_BYTES - 2 * this.slots - this.free, 28); // m_freeCnt
    this.bytes.writeUInt16LE(this.free, 30); // m_freeData
    protectPage(this.bytes, protection);
    return this.bytes;
  }
}

const CHECKSUM_FLAG = 0x200;
const TORN_FLAG = 0x100;
const PROTECTION_AT = 60; // m_tornBits

/** XOR of the 128 words of each of 16 sectors, each turned left by 15 less its number (observed); the field itself counts as zero. */
export function pageChecksum(page: Buffer): number {
  let sum = 0;
  for (let sector = 0; sector < 16; sector++) {
    let x = 0;
    for (let at = sector * 512; at < sector * 512 + 512; at += 4) {
      if (at !== PROTECTION_AT) x ^= page.readUInt32LE(at);
    }
    const turn = 15 - sector;
    sum ^= turn ? (x << turn) | (x >>> (32 - turn)) : x;
  }
  return sum >>> 0;
}

/** Torn bits: the low two bits of the last byte of sectors 1 to 15 move into the header, a pattern takes their place (observed). */
function tear(page: Buffer): void {
  const pattern = 2;
  let word = pattern;
  for (let sector = 1; sector < 16; sector++) {
    const at = sector * 512 + 511;
    const byte = page[at] ?? 0;
    word |= (byte & 3) << (2 * sector);
    page[at] = (byte & 0xfc) | pattern;
  }
  page.writeUInt32LE(word >>> 0, PROTECTION_AT);
}

/** Protects a page that is otherwise finished and not torn yet; a page that has a checksum may be given again. */
export function protectPage(page: Buffer, protection: Protection): void {
  page.writeUInt32LE(0, PROTECTION_AT);
  const flags = page.readUInt16LE(4) & ~(CHECKSUM_FLAG | TORN_FLAG);
  page.writeUInt16LE(flags | (protection === 'checksum' ? CHECKSUM_FLAG : protection === 'torn' ? TORN_FLAG : 0), 4);
  if (protection === 'checksum') page.writeUInt32LE(pageChecksum(page), PROTECTION_AT);
  else if (protection === 'torn') tear(page);
}
