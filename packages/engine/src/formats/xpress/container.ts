import type { ByteSource } from '../../base/byte-source.js';
import { MigrationError } from '../../base/error.js';
import { DecodeError } from '../mdf/stored-type.js';
import { chunkChecksum } from './chunk-checksum.js';
import { Lz77HuffmanDecoder } from './lz77-huffman.js';
import type { DataRecord } from './record-table.js';
import { CONTAINER_MAGIC, FIRST_RECORD_AT, type RecordLayout, VERSION_AT } from './record-types.js';
import { type ContainerProblem, type RecordWalk, walkRecords } from './record-walk.js';
import { requireReadable } from './refusal.js';

/** Chunks checked and failed so far, each counted once however often it is read. */
export interface ChunkCounts {
  readonly checked: number;
  readonly failed: number;
}

/** The uncompressed MTF stream inside a compressed backup. Bytes of a damaged chunk read as zeros. */
export interface BackupContainer extends ByteSource {
  /** Version that the header states. */
  readonly version: number;
  /** Chunks of the container, raw blocks not counted. */
  readonly chunks: number;
  /** Of these, chunks stored as they are. */
  readonly storedChunks: number;
  /** True when records after the last one read are missing or unknown. */
  readonly truncated: boolean;
  /** What was found wrong so far: of the walk at once, of a chunk when it is first read. At most 1,000 are kept. */
  readonly problems: readonly ContainerProblem[];
  /** Chunks checked so far; {@link verify} completes them. */
  readonly counts: ChunkCounts;
  /** Decodes every chunk that has not been read yet. */
  verify(signal?: AbortSignal): Promise<ChunkCounts>;
}

const CACHED_CHUNKS = 16;
const MAX_PROBLEMS = 1000;
/** Neighbouring records are fetched together up to this many bytes of the file. */
const READ_BYTES = 1 << 20;

class XpressContainer implements BackupContainer {
  readonly byteLength: number;
  readonly chunks: number;
  readonly storedChunks: number;
  readonly truncated: boolean;
  readonly problems: ContainerProblem[];
  readonly #checked: Uint8Array;
  readonly #decoder = new Lz77HuffmanDecoder();
  /** Decoded chunks by ordinal, the one used longest ago first. */
  readonly #cache = new Map<number, Uint8Array>();
  #checkedCount = 0;
  #failedCount = 0;
  #read: { readonly at: number; readonly bytes: Uint8Array } = { at: 0, bytes: new Uint8Array(0) };

  constructor(
    readonly version: number,
    readonly source: ByteSource,
    readonly layout: RecordLayout,
    readonly walk: RecordWalk,
  ) {
    this.byteLength = walk.table.streamBytes;
    this.chunks = walk.chunks;
    this.storedChunks = walk.storedChunks;
    this.truncated = walk.endedAt < source.byteLength;
    this.problems = walk.problems.slice(0, MAX_PROBLEMS);
    this.#checked = new Uint8Array(Math.ceil(walk.table.length / 8));
  }

  get counts(): ChunkCounts {
    return { checked: this.#checkedCount, failed: this.#failedCount };
  }

  async slice(start: number, end: number): Promise<Uint8Array> {
    const stop = Math.min(end, this.byteLength);
    const wanted = Buffer.alloc(Math.max(0, stop - start));
    for (let at = start; at < stop; ) {
      const record = this.walk.table.find(at);
      const decoded = this.#cached(record.ordinal) ?? (await this.#decode(record, stop));
      const from = at - record.streamOffset;
      const count = Math.min(record.streamBytes - from, stop - at);
      wanted.set(decoded.subarray(from, from + count), at - start);
      at += count;
    }
    return wanted;
  }

  async verify(signal?: AbortSignal): Promise<ChunkCounts> {
    const { table } = this.walk;
    for (let ordinal = 0; ordinal < table.length; ordinal++) {
      if (this.#checked[ordinal >>> 3]! & (1 << (ordinal & 7))) continue;
      signal?.throwIfAborted();
      await this.#decode(table.at(ordinal), this.byteLength);
    }
    return this.counts;
  }

  #cached(ordinal: number): Uint8Array | undefined {
    const decoded = this.#cache.get(ordinal);
    if (decoded !== undefined) {
      this.#cache.delete(ordinal);
      this.#cache.set(ordinal, decoded);
    }
    return decoded;
  }

  async #decode(record: DataRecord, wantedEnd: number): Promise<Uint8Array> {
    const bytes = await this.#fetch(record, wantedEnd);
    // Another caller may have decoded it while this one waited for the file.
    const cached = this.#cached(record.ordinal);
    if (cached !== undefined) return cached;
    const decoded = new Uint8Array(record.streamBytes);
    const fault = this.#decodeRecord(record, bytes, decoded);
    if (fault !== null) decoded.fill(0);
    this.#count(record, fault);
    this.#cache.set(record.ordinal, decoded);
    if (this.#cache.size > CACHED_CHUNKS) {
      const [oldest] = this.#cache.keys();
      if (oldest !== undefined) this.#cache.delete(oldest);
    }
    return decoded;
  }

  #decodeRecord(record: DataRecord, bytes: Buffer, decoded: Uint8Array): ContainerProblem | null {
    const { fileOffset } = record;
    const cut = { offset: fileOffset, code: 'truncated', message: `the file was cut at offset ${fileOffset}` } as const;
    if (bytes.length < record.fileBytes) return cut;
    if (record.kind === 'raw-block') {
      decoded.set(bytes.subarray(0, record.fileBytes));
      return null;
    }
    if (chunkChecksum(bytes, this.layout.payload, record.fileBytes) !== bytes.readUInt32LE(this.layout.checksum)) {
      return {
        offset: fileOffset,
        code: 'chunk-checksum',
        message: `the chunk at offset ${fileOffset} does not have the checksum it states`,
      };
    }
    if (record.kind === 'stored') {
      decoded.set(bytes.subarray(this.layout.payload, record.fileBytes));
      return null;
    }
    try {
      this.#decoder.decode(bytes, this.layout.payload, record.fileBytes, decoded, 0, record.streamBytes);
      return null;
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      const message = `the chunk at offset ${fileOffset} cannot be decompressed: ${error.message}`;
      return { offset: fileOffset, code: 'chunk-damaged', message };
    }
  }

  #count(record: DataRecord, fault: ContainerProblem | null): void {
    const bit = 1 << (record.ordinal & 7);
    if (this.#checked[record.ordinal >>> 3]! & bit) return;
    this.#checked[record.ordinal >>> 3]! |= bit;
    if (record.kind !== 'raw-block') this.#checkedCount++;
    if (fault === null) return;
    this.#failedCount++;
    if (this.problems.length < MAX_PROBLEMS) this.problems.push(fault);
  }

  /** The bytes of a record; its neighbours come in the same read as far as they are wanted too. */
  async #fetch(record: DataRecord, wantedEnd: number): Promise<Buffer> {
    const end = record.fileOffset + record.fileBytes;
    let read = this.#read;
    if (record.fileOffset < read.at || end > read.at + read.bytes.length) {
      let until = end;
      if (wantedEnd > record.streamOffset + record.streamBytes) {
        const last = this.walk.table.find(Math.min(wantedEnd, record.streamOffset + READ_BYTES) - 1);
        until = Math.max(end, Math.min(last.fileOffset + last.fileBytes, record.fileOffset + READ_BYTES));
      }
      read = { at: record.fileOffset, bytes: await this.source.slice(record.fileOffset, until) };
      this.#read = read;
    }
    const from = record.fileOffset - read.at;
    const bytes = read.bytes.subarray(from, from + record.fileBytes);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
}

/** True for the first bytes of a compressed or encrypted SQL Server backup. */
export const isContainer = (head: Uint8Array): boolean =>
  Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1', 0, 8) === CONTAINER_MAGIC;

/**
 * Opens a compressed SQL Server backup as the uncompressed MTF stream that it holds. Reads every record header once; chunks
 * are decoded when they are asked for. Errors: {@link MigrationError}, kind `refused`, for what is not such a backup or
 * holds another compression or encryption; damage is counted and told in `problems` instead.
 */
export async function openContainer(source: ByteSource, signal?: AbortSignal): Promise<BackupContainer> {
  const head = Buffer.from(await source.slice(0, FIRST_RECORD_AT));
  if (!isContainer(head)) {
    throw new MigrationError('not a compressed SQL Server backup', {
      code: 'BACKUP_NOT_A_CONTAINER',
      hint: 'Name the .bak file that SQL Server wrote.',
    });
  }
  if (head.length < FIRST_RECORD_AT) {
    throw new MigrationError('the compressed backup ends inside its header', {
      code: 'BACKUP_TRUNCATED',
      hint: 'Copy the whole file again from where the backup was written.',
    });
  }
  const version = head.readUInt32LE(VERSION_AT);
  const layout = await requireReadable(source, version);
  return new XpressContainer(version, source, layout, await walkRecords(source, signal, layout));
}
