import type { ByteSource } from '../../base/byte-source.js';
import { filemarkBytes } from '../mtf/block.js';
import { chunkChecksum, lengthByChecksum } from './chunk-checksum.js';
import { CODE_LENGTHS_BYTES, MAX_BLOCK_BYTES } from './lz77-huffman.js';
import { RecordTable } from './record-table.js';
import {
  CHUNK,
  LAYOUT_2,
  LONGEST_INDEX,
  MAX_UNITS,
  PADDING,
  RECORD_HEAD_BYTES,
  RECORD_KINDS,
  type RecordKind,
  type RecordLayout,
  UNIT,
} from './record-types.js';

/** Something found wrong in a container. Holds places and codes, never data. */
export interface ContainerProblem {
  /** Offset in the file. */
  readonly offset: number;
  readonly code:
    | 'truncated'
    | 'trailing-bytes'
    | 'unknown-record'
    | 'chunk-length-restored'
    | 'record-type-restored'
    | 'padding-damaged'
    | 'chunk-checksum'
    | 'chunk-damaged';
  readonly message: string;
}

export interface RecordWalk {
  readonly table: RecordTable;
  readonly problems: readonly ContainerProblem[];
  /** Where the walk ended in the file; the file's length when all of it was understood. */
  readonly endedAt: number;
  /** Compressed or stored chunks, raw blocks not counted. */
  readonly chunks: number;
  readonly storedChunks: number;
}

/** One read of the file: chunks are some 10 KB, so one long read costs less than a short one for each header. */
const WINDOW_BYTES = 1 << 20;
const MAX_PAYLOAD_BYTES = 0xffff;
const MIN_PAYLOAD_BYTES = CODE_LENGTHS_BYTES + 4;
const SFMB = 0x424d4653;

/** Kind and whole length of the record at `at`; null for bytes that are no record that is known. */
function recordAt(
  bytes: Buffer,
  at: number,
  fileOffset: number,
  layout: RecordLayout,
): { kind: RecordKind; length: number } | null {
  const rest = bytes.length - at;
  const kind = RECORD_KINDS[bytes[at] ?? -1];
  if (kind === undefined) return null;
  if (kind === 'raw-block') {
    if (rest < RECORD_HEAD_BYTES || bytes.readUInt32LE(at) !== SFMB) return null;
    // MTF 1.00a 5.2.1: the checksum is the exclusive or of the words before it.
    let sum = 0;
    for (let word = 0; word < 50; word += 2) sum ^= bytes.readUInt16LE(at + word);
    const length = filemarkBytes(bytes.readUInt16LE(at + 8));
    return sum === bytes.readUInt16LE(at + 50) && length > 0 ? { kind, length } : null;
  }
  if (rest < layout.payload) return null;
  if (kind === 'chunk') {
    const units = bytes[at + CHUNK.units]!;
    const payload = bytes.readUInt16LE(at + CHUNK.payloadBytes);
    if (units === 0 || units > MAX_UNITS || payload < MIN_PAYLOAD_BYTES) return null;
    return { kind, length: layout.payload + payload };
  }
  if (kind === 'padding') {
    const length = layout.checksum + bytes.readUInt16LE(at + PADDING.bytes);
    return (fileOffset + length) % UNIT === 0 ? { kind, length } : null;
  }
  if (rest < layout.indexBytes + 4) return null;
  const size = bytes.readUInt32LE(at + layout.indexBytes);
  return size <= LONGEST_INDEX && size >= layout.indexBytes - layout.checksum
    ? { kind, length: layout.checksum + size }
    : null;
}

class Walker {
  readonly table = new RecordTable();
  readonly problems: ContainerProblem[] = [];
  storedChunks = 0;
  rawBlocks = 0;
  #window: Buffer = Buffer.alloc(0);
  #windowAt = 0;

  constructor(
    readonly source: ByteSource,
    readonly layout: RecordLayout,
    readonly signal: AbortSignal | undefined,
  ) {}

  /** The bytes from `at` on, `wanted` of them or as many as the file has, at {@link #at} of the window. */
  async view(at: number, wanted: number): Promise<Buffer> {
    const end = Math.min(at + wanted, this.source.byteLength);
    if (at < this.#windowAt || end > this.#windowAt + this.#window.length) {
      this.signal?.throwIfAborted();
      const read = await this.source.slice(at, Math.min(at + Math.max(wanted, WINDOW_BYTES), this.source.byteLength));
      this.#window = Buffer.from(read.buffer, read.byteOffset, read.byteLength);
      this.#windowAt = at;
    }
    return this.#window.subarray(at - this.#windowAt, Math.max(0, end - this.#windowAt));
  }

  problem(offset: number, code: ContainerProblem['code'], message: string): void {
    this.problems.push({ offset, code, message });
  }

  /** Walks to the end of the file, or to the first record that cannot be told. */
  async walk(): Promise<number> {
    let at = this.layout.first;
    const size = this.source.byteLength;
    while (at < size) {
      const head = await this.view(at, RECORD_HEAD_BYTES);
      if (head.length === 0) break;
      const record = recordAt(head, 0, at, this.layout);
      if (record === null) {
        const next = await this.#recover(at);
        if (next === null && (await this.#isBlankFrom(at))) {
          this.problem(at, 'trailing-bytes', `nothing but zeros follows the last record at offset ${at}`);
          return size;
        }
        if (next === null) {
          this.problem(at, 'unknown-record', `unknown record type at offset ${at}: nothing after it can be read`);
          return at;
        }
        at = next;
        continue;
      }
      if (at + record.length > size) {
        this.problem(at, 'truncated', `the file ends inside the record at offset ${at}`);
        return at;
      }
      if (record.kind === 'chunk') this.table.add(at, record.length, head[CHUNK.units]! * UNIT, 'chunk');
      else if (record.kind === 'raw-block') {
        this.table.add(at, record.length, record.length, 'raw-block');
        this.rawBlocks++;
      }
      at += record.length;
    }
    return at;
  }

  /** A file that was made larger than its backup ends in zeros. Whether its last set goes to its end, its own blocks say. */
  async #isBlankFrom(at: number): Promise<boolean> {
    const { byteLength } = this.source;
    for (let from = at; from < byteLength; from += WINDOW_BYTES) {
      this.signal?.throwIfAborted();
      const bytes = await this.source.slice(from, Math.min(from + WINDOW_BYTES, byteLength));
      if (!bytes.every((byte) => byte === 0)) return false;
    }
    return at < byteLength;
  }

  /** Where to go on when the bytes at `at` are no record: damage of one header is undone where a checksum proves how. */
  async #recover(at: number): Promise<number | null> {
    return (await this.#restoreLength(at)) ?? (await this.#restoreType(at)) ?? (await this.#skipPadding(at));
  }

  /** The chunk before may have stated a wrong length: its checksum tells the right one. */
  async #restoreLength(at: number): Promise<number | null> {
    if (this.table.length === 0) return null;
    const last = this.table.at(this.table.length - 1);
    if (last.kind !== 'chunk' || last.fileOffset + last.fileBytes !== at) return null;
    const length = await this.#provenLength(last.fileOffset, MAX_PAYLOAD_BYTES);
    if (length === null || this.layout.payload + length === last.fileBytes) return null;
    this.table.dropLast();
    this.table.add(last.fileOffset, this.layout.payload + length, last.streamBytes, 'chunk');
    this.problem(
      last.fileOffset,
      'chunk-length-restored',
      `the chunk at offset ${last.fileOffset} states a wrong length`,
    );
    return last.fileOffset + this.layout.payload + length;
  }

  /** A record of another type may still be a chunk: one whose type is damaged, or one that is stored as it is. */
  async #restoreType(at: number): Promise<number | null> {
    const head = await this.view(at, this.layout.payload);
    const units = head[CHUNK.units] ?? 0;
    if (head.length < this.layout.payload || units === 0 || units > MAX_UNITS) return null;
    const stated = head.readUInt16LE(CHUNK.payloadBytes);
    const checksum = head.readUInt32LE(this.layout.checksum);
    const payload = (await this.view(at, this.layout.payload + MAX_BLOCK_BYTES)).subarray(this.layout.payload);
    const proves = (length: number): boolean =>
      checksum !== 0 && length <= payload.length && chunkChecksum(payload, 0, length) === checksum;
    const stored = units * UNIT;
    if (proves(stored)) {
      this.table.add(at, this.layout.payload + stored, stored, 'stored');
      this.storedChunks++;
      return at + this.layout.payload + stored;
    }
    const length =
      stated >= MIN_PAYLOAD_BYTES && proves(stated) ? stated : await this.#provenLength(at, MAX_PAYLOAD_BYTES);
    if (length === null) return null;
    this.table.add(at, this.layout.payload + length, stored, 'chunk');
    this.problem(at, 'record-type-restored', `the chunk at offset ${at} states a wrong type or length`);
    return at + this.layout.payload + length;
  }

  async #provenLength(at: number, longest: number): Promise<number | null> {
    const bytes = await this.view(at, this.layout.payload + longest + RECORD_HEAD_BYTES);
    if (bytes.length < this.layout.payload + MIN_PAYLOAD_BYTES) return null;
    const atEnd = at + bytes.length === this.source.byteLength;
    return lengthByChecksum(
      bytes,
      this.layout.payload,
      Math.min(bytes.length, this.layout.payload + longest),
      bytes.readUInt32LE(this.layout.checksum),
      (length) =>
        length >= MIN_PAYLOAD_BYTES &&
        (recordAt(bytes, this.layout.payload + length, at + this.layout.payload + length, this.layout) !== null ||
          (atEnd && this.layout.payload + length === bytes.length)),
    );
  }

  /** Padding and index hold nothing of the stream: with a damaged length they end where the next raw block begins. */
  async #skipPadding(at: number): Promise<number | null> {
    const bytes = await this.view(at, MAX_BLOCK_BYTES);
    const kind = RECORD_KINDS[bytes[0] ?? -1];
    if (kind !== 'padding' && kind !== 'section-index') return null;
    for (let next = at + UNIT - (at % UNIT); next - at + RECORD_HEAD_BYTES <= bytes.length; next += UNIT) {
      if (recordAt(bytes, next - at, next, this.layout)?.kind !== 'raw-block') continue;
      this.problem(at, 'padding-damaged', `the ${kind} at offset ${at} states a wrong length`);
      return next;
    }
    return null;
  }
}

/**
 * Walks the record headers of a container once, in long sequential reads. Damage of single headers is undone where the
 * checksum of the chunk proves how; at anything else the walk stops and says so.
 */
export async function walkRecords(
  source: ByteSource,
  signal?: AbortSignal,
  layout: RecordLayout = LAYOUT_2,
): Promise<RecordWalk> {
  const walker = new Walker(source, layout, signal);
  const endedAt = await walker.walk();
  return {
    table: walker.table,
    problems: walker.problems,
    endedAt,
    chunks: walker.table.length - walker.rawBlocks,
    storedChunks: walker.storedChunks,
  };
}
