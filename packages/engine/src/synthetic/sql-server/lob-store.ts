import type { AllocationUnit } from './allocation-unit.js';
import { PAGE_TYPE, type PageWriter, type RowAddress, rowPointer } from './page-writer.js';
import type { TableFeatures } from './spec.js';

/** Bytes of a value that one data record takes: 8,040 (observed). */
export const LOB_PIECE = 8040;
const RECORD_HEAD = 14;
/** Small records are filled up to this (observed). */
const LEAST_RECORD = 84;
const BLOB_RECORD = 0x08;
const ROOT_LINKS = 5;

// u16 at 12 of a LOB record (observed; 2 once).
const SMALL_ROOT = 0;
const INTERNAL = 2;
const DATA = 3;
const OLD_LARGE_ROOT = 4;
const LARGE_ROOT = 5;
const NULL_VALUE = 8;

const VERSION_TAG_BIT = 0x40;
const VERSION_TAG_BYTES = 14;

/** A part of a value: how many bytes, and the record that has them. */
interface Part {
  readonly length: number;
  readonly at: RowAddress;
}

/** Where values go that do not fit into their rows: records on text pages of one allocation unit. */
export class LobStore {
  private mix: PageWriter | undefined;
  private tree: PageWriter | undefined;
  private nextId: number;

  constructor(
    private readonly unit: AllocationUnit,
    private readonly features: TableFeatures,
    firstId = 1,
  ) {
    this.nextId = firstId;
  }

  /** The 16-byte pointer of a text, ntext or image column: u64 id, page, file, slot. */
  storeText(value: Buffer): Buffer {
    const id = this.takeId();
    let at: RowAddress;
    if (value.length === 0 && this.features.oldLobRecords) {
      at = this.place(this.record(id, NULL_VALUE, Buffer.alloc(LEAST_RECORD - RECORD_HEAD)));
    } else if (value.length <= LEAST_RECORD - 20) {
      const body = Buffer.alloc(LEAST_RECORD - RECORD_HEAD);
      body.writeUInt16LE(value.length, 0);
      value.copy(body, 6);
      at = this.place(this.record(id, SMALL_ROOT, body));
    } else {
      const { parts, level } = this.pieces(id, value, ROOT_LINKS);
      at = this.place(this.largeRoot(id, parts, level));
    }
    const pointer = Buffer.alloc(16);
    id.copy(pointer, 0);
    rowPointer(at).copy(pointer, 8);
    return pointer;
  }

  /** The inline root of a (max) value: kind 4, then 12-byte links. */
  storeMax(value: Buffer): Buffer {
    return this.inline(4, value);
  }

  /** The pointer of a row-overflow value: kind 2, one link. */
  storeOverflow(value: Buffer): Buffer {
    return this.inline(2, value);
  }

  private inline(kind: number, value: Buffer): Buffer {
    const id = this.takeId();
    const { parts, level } = this.pieces(id, value, ROOT_LINKS);
    const head = Buffer.alloc(12);
    head[0] = kind;
    head[1] = level;
    // the id without its low 16 bits, which are always zero (observed)
    id.copy(head, 8, 2, 6);
    return Buffer.concat([head, ...this.links(parts)]);
  }

  /** 12-byte links: u32 cumulative end, page, file, slot. */
  private links(parts: readonly Part[]): Buffer[] {
    let end = 0;
    return parts.map(({ length, at }) => {
      end += length;
      const size = Buffer.alloc(4);
      size.writeUInt32LE(end, 0);
      return Buffer.concat([size, rowPointer(at)]);
    });
  }

  private takeId(): Buffer {
    const id = Buffer.alloc(8);
    id.writeUInt32LE(this.nextId++, 2);
    return id;
  }

  private record(id: Buffer, type: number, body: Buffer): Buffer {
    const head = Buffer.alloc(RECORD_HEAD);
    const { lobVersionTags: tagged } = this.features;
    head[0] = BLOB_RECORD | (tagged ? VERSION_TAG_BIT : 0);
    head.writeUInt16LE(RECORD_HEAD + body.length, 2);
    id.copy(head, 4);
    head.writeUInt16LE(type, 12);
    return Buffer.concat([head, body, Buffer.alloc(tagged ? VERSION_TAG_BYTES : 0)]);
  }

  /** The value in data records, under as many inner nodes as it takes to come down to `most` parts. */
  private pieces(id: Buffer, value: Buffer, most: number): { parts: Part[]; level: number } {
    let parts: Part[] = [];
    const size = this.features.lobVersionTags ? LOB_PIECE - VERSION_TAG_BYTES : LOB_PIECE;
    for (let from = 0; from < value.length || from === 0; from += size) {
      const piece = value.subarray(from, from + size);
      parts.push({ length: piece.length, at: this.place(this.record(id, DATA, piece)) });
    }
    const { lobFanOut: fanOut = 501 } = this.features;
    let level = 0;
    while (parts.length > most) {
      const upper: Part[] = [];
      for (let from = 0; from < parts.length; from += fanOut) {
        const group = parts.slice(from, from + fanOut);
        upper.push({ length: group.reduce((sum, { length }) => sum + length, 0), at: this.internal(id, group, level) });
      }
      parts = upper;
      level += 1;
    }
    return { parts, level };
  }

  /** u16 most links, u16 links, u16 level, then 16-byte links with a u64 end. */
  private internal(id: Buffer, parts: readonly Part[], level: number): RowAddress {
    const body = Buffer.alloc(6 + 16 * parts.length);
    body.writeUInt16LE(501, 0);
    body.writeUInt16LE(parts.length, 2);
    body.writeUInt16LE(level, 4);
    let end = 0;
    parts.forEach(({ length, at }, i) => {
      end += length;
      body.writeUInt32LE(end, 6 + 16 * i);
      rowPointer(at).copy(body, 6 + 16 * i + 8);
    });
    const record = this.record(id, INTERNAL, body);
    if (!this.tree || record.length > this.tree.room) this.tree = this.unit.newPage(PAGE_TYPE.textTree);
    return { ...this.tree.address, slot: this.tree.add(record) };
  }

  /** u16 most links (5), u16 links, u16 level, 4 unused, five 12-byte links. */
  private largeRoot(id: Buffer, parts: readonly Part[], level: number): Buffer {
    const body = Buffer.alloc(10 + 12 * ROOT_LINKS);
    body.writeUInt16LE(ROOT_LINKS, 0);
    body.writeUInt16LE(parts.length, 2);
    body.writeUInt16LE(level, 4);
    Buffer.concat(this.links(parts)).copy(body, 10);
    return this.record(id, this.features.oldLobRecords ? OLD_LARGE_ROOT : LARGE_ROOT, body);
  }

  private place(record: Buffer): RowAddress {
    if (!this.mix || record.length > this.mix.room) this.mix = this.unit.newPage(PAGE_TYPE.textMix);
    return { ...this.mix.address, slot: this.mix.add(record) };
  }
}
