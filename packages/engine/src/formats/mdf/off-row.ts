import { PAGE_SIZE, PAGE_TYPES, type PageAddress, pageType, slotCount, slotOffset } from './page.js';
import type { PageStore } from './page-store.js';
import { DecodeError } from './stored-type.js';

/** First byte of a complex value (observed; Randal, "Inside the storage engine: LOBs"). */
const INLINE_ROOT = 4;
const ROW_OVERFLOW = 2;
const INLINE_HEADER = 12;
const INLINE_LINK = 12;
const TEXT_POINTER = 16;

/** u16 type of a record on a text page (observed). */
const LOB = { smallRoot: 0, largeRootOld: 1, internal: 2, data: 3, largeRoot2000: 4, largeRoot: 5, none: 8 } as const;
const LOB_TYPE = 12;
const LOB_DATA = 14;
const DEEPEST = 8;
/** SQL Server's own limit of a large value (2^31 - 1); what claims more is damage. */
const LONGEST = 0x7fff_ffff;
/** Links of 16 bytes that a page can hold. */
const MOST_LINKS = 512;

/** Parts that may be met beyond one for each byte found. */
const MOST_RECORDS = 1024;

/** What has been collected of one value, and its bounds. */
interface Walk {
  length: number;
  records: number;
  readonly limit: number;
}

interface Link extends PageAddress {
  readonly slot: number;
  /** Length of the value up to the end of this link's part. */
  readonly end: number;
}

/** What a pointer in a row says, before anything is looked up. */
export interface OffRowPointer {
  readonly links: readonly Link[];
  /** null: a text pointer, which does not say it. */
  readonly length: number | null;
}

/** True when a complex value of a variable column points outside its record; false for sparse vectors and back-pointers. */
export const isOffRow = (bytes: Buffer): boolean => bytes[0] === INLINE_ROOT || bytes[0] === ROW_OVERFLOW;

/** A pointer of text, ntext and image (16 bytes), or the inline root of a (max) or overflowing column. Throws DecodeError. */
export function readPointer(bytes: Buffer): OffRowPointer {
  if (bytes.length === TEXT_POINTER) {
    const link = {
      page: bytes.readUInt32LE(8),
      file: bytes.readUInt16LE(12),
      slot: bytes.readUInt16LE(14),
      end: LONGEST,
    };
    return { links: link.page === 0 && link.file === 0 ? [] : [link], length: null };
  }
  const count = (bytes.length - INLINE_HEADER) / INLINE_LINK;
  if (!isOffRow(bytes) || !Number.isInteger(count) || count < 1)
    throw new DecodeError(
      'off-row-pointer-unknown',
      'A value outside its row is pointed to in a way that is not known.',
    );
  const links = readLinks(bytes, INLINE_HEADER, count, INLINE_LINK);
  return { links, length: links.at(-1)!.end };
}

/** Reads values that lie outside their row. Every length on the way must agree. */
export class OffRowReader {
  /** Large values read, and those whose parts do not add up. */
  checked = 0;
  failed = 0;

  constructor(private readonly store: PageStore) {}

  /** The whole value. Throws DecodeError when a part is missing or its length is not what its parent says. */
  async read(pointer: OffRowPointer): Promise<Buffer> {
    this.checked++;
    try {
      const parts: Buffer[] = [];
      const walk: Walk = { length: 0, records: 0, limit: Math.min(pointer.length ?? LONGEST, this.store.bytes) };
      let from = 0;
      for (const link of pointer.links) {
        const before = walk.length;
        await this.#collect(link, parts, walk, 0);
        if (pointer.length !== null && walk.length - before !== link.end - from) throw disagrees();
        from = link.end;
      }
      return Buffer.concat(parts);
    } catch (error) {
      this.failed++;
      throw error;
    }
  }

  async #collect(
    address: PageAddress & { readonly slot: number },
    parts: Buffer[],
    walk: Walk,
    depth: number,
  ): Promise<void> {
    // Parts without content must not multiply on every level.
    if (depth > DEEPEST || ++walk.records > MOST_RECORDS + walk.length)
      throw new DecodeError('off-row-too-deep', 'The parts of a large value lead in a circle.');
    const record = await this.#record(address);
    const type = record.readUInt16LE(LOB_TYPE);
    switch (type) {
      case LOB.data:
      case LOB.smallRoot: {
        const part =
          type === LOB.data ? record.subarray(LOB_DATA) : record.subarray(20, 20 + record.readUInt16LE(LOB_DATA));
        if (type === LOB.smallRoot && part.length !== record.readUInt16LE(LOB_DATA)) throw disagrees();
        walk.length += part.length;
        if (walk.length > walk.limit) throw disagrees();
        parts.push(Buffer.from(part));
        return;
      }
      case LOB.none:
        return;
      case LOB.largeRootOld:
      case LOB.internal:
        return this.#children(readLinks(record, 20, record.readUInt16LE(16), 16), parts, walk, depth);
      case LOB.largeRoot2000:
      case LOB.largeRoot:
        return this.#children(readLinks(record, 24, record.readUInt16LE(16), 12), parts, walk, depth);
      default:
        throw new DecodeError(
          'off-row-type-unknown',
          `A part of a large value has the type ${type}, which is not known.`,
        );
    }
  }

  async #children(links: readonly Link[], parts: Buffer[], walk: Walk, depth: number): Promise<void> {
    let from = 0;
    for (const link of links) {
      const before = walk.length;
      await this.#collect(link, parts, walk, depth + 1);
      if (walk.length - before !== link.end - from) throw disagrees();
      from = link.end;
    }
  }

  async #record(address: PageAddress & { readonly slot: number }): Promise<Buffer> {
    const page = await this.store.page(address);
    if (page === null) throw new DecodeError('off-row-page-missing', 'A page of a large value is missing.');
    const type = pageType(page);
    if ((type !== PAGE_TYPES.textMix && type !== PAGE_TYPES.textTree) || address.slot >= slotCount(page))
      throw elsewhere();
    const at = slotOffset(page, address.slot);
    const limit = PAGE_SIZE - 2 * slotCount(page);
    // 0x08: a blob record; 0x40 with a version tag, which lies behind the stated length (observed).
    if (at < 96 || at + LOB_DATA > limit || (page[at]! & 0x0e) !== 0x08) throw elsewhere();
    const length = page.readUInt16LE(at + 2);
    if (length < LOB_DATA || at + length > limit) throw elsewhere();
    const record = page.subarray(at, at + length);
    const kind = record.readUInt16LE(LOB_TYPE);
    if (length < 20 && kind !== LOB.data && kind !== LOB.none) throw elsewhere();
    return record;
  }
}

function readLinks(bytes: Buffer, at: number, count: number, size: number): Link[] {
  if (count > MOST_LINKS || at + count * size > bytes.length) throw elsewhere();
  const links: Link[] = [];
  let from = 0;
  for (let i = at; i < at + count * size; i += size) {
    const wide = size === 16;
    const end = wide ? Number(bytes.readBigUInt64LE(i)) : bytes.readUInt32LE(i);
    if (end < from || end > LONGEST) throw disagrees();
    from = end;
    const rest = i + (wide ? 8 : 4);
    links.push({
      end,
      page: bytes.readUInt32LE(rest),
      file: bytes.readUInt16LE(rest + 4),
      slot: bytes.readUInt16LE(rest + 6),
    });
  }
  return links;
}

const disagrees = (): DecodeError =>
  new DecodeError('off-row-length-disagrees', 'The parts of a large value are not as long as their parent says.');
const elsewhere = (): DecodeError =>
  new DecodeError('off-row-pointer-astray', 'A pointer to a large value does not lead to a part of one.');
