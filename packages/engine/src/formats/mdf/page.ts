/** The pages of a SQL Server data file: 8 KiB with a header of 96 bytes (Microsoft, "Pages and extents architecture guide"). */
export const PAGE_SIZE = 8192;
export const PAGES_IN_EXTENT = 8;
export const PAGE_HEADER = 96;

/** m_type of the page header: the kinds that the reader looks at. */
export const PAGE_TYPES = {
  data: 1,
  index: 2,
  textMix: 3,
  textTree: 4,
  gam: 8,
  iam: 10,
  pfs: 11,
  boot: 13,
  fileHeader: 15,
} as const;

/** m_flagBits. */
const TORN_BITS = 0x100;
const CHECKSUM = 0x200;
/** Set on the pages of a database under transparent data encryption, and on a few of others (observed). */
export const ENCRYPTED = 0x08;

// Offsets in the header, as DBCC PAGE names them.
export const pageType = (page: Buffer): number => page[1]!; // m_type
export const pageLevel = (page: Buffer): number => page[3]!; // m_level
export const pageFlags = (page: Buffer): number => page.readUInt16LE(4); // m_flagBits
export const fixedEnd = (page: Buffer): number => page.readUInt16LE(14); // pminlen
export const previousPage = (page: Buffer): PageAddress => ({
  page: page.readUInt32LE(8),
  file: page.readUInt16LE(12),
}); // m_prevPage
export const nextPage = (page: Buffer): PageAddress => ({ page: page.readUInt32LE(16), file: page.readUInt16LE(20) }); // m_nextPage
export const slotCount = (page: Buffer): number => page.readUInt16LE(22); // m_slotCnt
export const pageObjectId = (page: Buffer): number => page.readUInt32LE(24); // m_objId of the allocation unit
export const pageIndexId = (page: Buffer): number => page.readUInt16LE(6); // m_indexId
export const pageId = (page: Buffer): number => page.readUInt32LE(32); // m_pageId
export const pageFile = (page: Buffer): number => page.readUInt16LE(36);

/** Where a page stands in its database. */
export interface PageAddress {
  readonly file: number;
  readonly page: number;
}

/** Offset of a slot's record in its page; 0 for a slot that is not in use. */
export const slotOffset = (page: Buffer, slot: number): number => page.readUInt16LE(PAGE_SIZE - 2 * (slot + 1));

/** True where damage of a page can be told by its checksum. */
export const hasChecksum = (page: Buffer): boolean => (pageFlags(page) & CHECKSUM) !== 0;

/** False for what was never formatted in an allocated extent. */
export const isFormatted = (page: Buffer): boolean => page[0] === 1; // m_headerVersion

/** `unprotected`: the page has neither a checksum nor torn bits, so nothing can be said of it. */
export type PageState = 'sound' | 'damaged' | 'unprotected';

function pageSum(words: Uint32Array, at: number): number {
  let sum = 0;
  for (let sector = 0; sector < 16; sector++) {
    let x = 0;
    const from = at + sector * 128;
    for (let i = from; i < from + 128; i += 4) x ^= words[i]! ^ words[i + 1]! ^ words[i + 2]! ^ words[i + 3]!;
    if (sector === 0) x ^= words[at + 15]!; // the field itself, at 60, counts as zero
    const turn = 15 - sector;
    sum ^= (x << turn) | (x >>> (32 - turn));
  }
  return sum;
}

/**
 * Checks a page's protection; `words` are the 2,048 little-endian words of it. Torn bits are checked, not yet put back.
 * PAGE_VERIFY CHECKSUM: the 128 words of each of 16 sectors are XORed, and the sector's value is turned left by 15 less its number (observed).
 */
export function checkPage(page: Buffer, words: Uint32Array, at = 0): PageState {
  const flags = pageFlags(page);
  if (flags & CHECKSUM) return (pageSum(words, at) ^ words[at + 15]!) === 0 ? 'sound' : 'damaged';
  if (flags & TORN_BITS) {
    const mark = words[at + 15]! & 3;
    for (let sector = 1; sector < 16; sector++) if ((page[sector * 512 + 511]! & 3) !== mark) return 'damaged';
    return 'sound';
  }
  return words[at + 15] === 0 || !hasLostItsFlag(page, words, at) ? 'unprotected' : 'damaged';
}

/** True for a page that is protected by what stands in it and not by its flags: these are damaged. */
function hasLostItsFlag(page: Buffer, words: Uint32Array, at: number): boolean {
  const mark = words[at + 15]! & 3;
  let torn = mark === 1 || mark === 2;
  for (let sector = 1; torn && sector < 16; sector++) torn = (page[sector * 512 + 511]! & 3) === mark;
  // The flags stand in the first sector, whose value is turned left by 15.
  return torn || (pageSum(words, at) ^ (CHECKSUM << 15) ^ words[at + 15]!) === 0;
}

/** True when {@link restoreTornBits} has something to put back. */
export const hasTornBits = (page: Buffer): boolean => (pageFlags(page) & (TORN_BITS | CHECKSUM)) === TORN_BITS;

/** Puts back, in place, the two bits of each sector that torn page detection has replaced; m_tornBits (60) holds them. */
export function restoreTornBits(page: Buffer): void {
  if (!hasTornBits(page)) return;
  const torn = page.readUInt32LE(60);
  for (let sector = 1; sector < 16; sector++) {
    const at = sector * 512 + 511;
    page[at] = (page[at]! & 0xfc) | ((torn >>> (2 * sector)) & 3);
  }
}
