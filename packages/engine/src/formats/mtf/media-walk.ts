import type { ByteSource } from '../../base/byte-source.js';
import { MigrationError } from '../../base/error.js';
import {
  BLOCK_HEADER_BYTES,
  BLOCK_TYPES,
  type BlockHeader,
  filemarkBytes,
  KNOWN_STREAMS,
  readBlockHeader,
  readStreamHeader,
  STREAM_HEADER_BYTES,
  type StreamHeader,
} from './block.js';
import type { BackupSet, MediaProblem } from './media-description.js';
import { findNextBlock, findNextStream } from './resync.js';
import { readSetConfig } from './set-config.js';
import { SetDraft, SSET_BYTES } from './set-draft.js';
import { type MediaFamily, readMediaFamily, readTape, TAPE_BYTES, type TapeHead } from './tape.js';
import { SourceWindow } from './window.js';

const PAGE_BYTES = 8192;
/** Two zero bytes stand in front of the pages of a stream (observed). */
const PAGE_STREAM_PREFIX = 2;
const MAX_PROBLEMS = 200;
const MAX_CONFIG_BYTES = 1 << 26;
/** A file that starts with no TAPE block may still hold sets; beyond this it is none of SQL Server's. */
const FIRST_BLOCK_SEARCH_BYTES = 1 << 16;
/** More sets than one medium is given in practice. */
const MAX_SETS = 10_000;

const align4 = (offset: number): number => Math.ceil(offset / 4) * 4;

/** One walk over the blocks of a medium, and what it found. */
export class MediaWalk {
  readonly problems: MediaProblem[] = [];
  readonly sets: BackupSet[] = [];
  readonly #window: SourceWindow;
  readonly #size: number;
  checked = 0;
  failed = 0;
  tape: TapeHead | null = null;
  family: MediaFamily | null = null;
  #set: SetDraft | null = null;

  constructor(
    readonly source: ByteSource,
    readonly signal: AbortSignal | undefined,
  ) {
    this.#window = new SourceWindow(source);
    this.#size = source.byteLength;
  }

  problem(offset: number, code: MediaProblem['code'], message: string): void {
    if (this.problems.length < MAX_PROBLEMS)
      this.problems.push({ offset, code, message: `${message} at offset ${offset}` });
  }

  async walk(): Promise<number> {
    let at = 0;
    while (at < this.#size) {
      this.signal?.throwIfAborted();
      const bytes = await this.#window.view(at, BLOCK_HEADER_BYTES);
      if (bytes.length < BLOCK_HEADER_BYTES) {
        this.#lose(at, 'truncated', 'the file ends inside a block');
        break;
      }
      const header = readBlockHeader(bytes, 0);
      const known = header !== null && (BLOCK_TYPES.has(header.type) || header.checksumHolds);
      if (header === null || !known || !this.#fits(header, at)) {
        const next = await findNextBlock(this.source, at, this.#searchEnd(), this.signal);
        if (next === null) return this.#end(at);
        this.#lose(at, 'block-damaged', 'no block can be read');
        at = next;
        continue;
      }
      this.checked++;
      if (!header.checksumHolds) {
        this.failed++;
        this.problem(at, 'block-checksum', `the header of block ${header.type} does not have its checksum`);
      }
      const next = await this.#block(header, at);
      if (next === null || next <= at) return this.#end(at);
      at = next;
    }
    this.#close();
    return Math.min(at, this.#size);
  }

  /** A header is believed when its first event lies behind it and, without its checksum, leads to something. */
  #fits(header: BlockHeader, at: number): boolean {
    if (header.type === 'SFMB') return this.#filemark(header) > 0;
    return header.firstEvent >= BLOCK_HEADER_BYTES && at + header.firstEvent <= this.#size;
  }

  /** Bytes of a soft filemark: as it says, else as the medium does. 0 where neither says. */
  #filemark({ firstEvent, checksumHolds }: BlockHeader): number {
    return filemarkBytes(firstEvent) || (checksumHolds ? (this.tape?.filemarkBytes ?? 0) : 0);
  }

  /** Nothing more can be read from here. */
  #end(at: number): number {
    if (this.#set === null && this.sets.length > 0) {
      this.problem(at, 'trailing-bytes', 'bytes that are no block follow the last set');
    } else this.#lose(at, 'block-damaged', 'no block can be read, nor any after it');
    this.#close();
    return at;
  }

  #searchEnd(): number {
    const nothingYet = this.sets.length === 0 && this.#set === null && this.tape === null;
    return nothingYet ? Math.min(FIRST_BLOCK_SEARCH_BYTES, this.#size) : this.#size;
  }

  #lose(at: number, code: MediaProblem['code'], message: string): void {
    if (this.#set !== null) this.#set.damaged = true;
    this.problem(at, code, message);
  }

  #close(): void {
    if (this.#set !== null) this.sets.push(this.#set.finish());
    this.#set = null;
  }

  #open(at: number): SetDraft {
    this.#close();
    if (this.sets.length >= MAX_SETS) {
      throw new MigrationError('the file holds more backup sets than a medium can', {
        code: 'BACKUP_TOO_MANY_SETS',
        where: `offset ${at}`,
        hint: 'The file is damaged or made up: copy it again from where the backup was written.',
      });
    }
    this.#set = new SetDraft(this.sets.length + 1, at);
    return this.#set;
  }

  /** The set that a block belongs to; one without a head where the head is lost. */
  #setFor(at: number): SetDraft {
    if (this.#set !== null) return this.#set;
    const set = this.#open(at);
    set.damaged = true;
    this.problem(at, 'set-damaged', 'a set begins without its head');
    return set;
  }

  /** Takes a block; the offset of the next, or null where there is none to be found. */
  async #block(header: BlockHeader, at: number): Promise<number | null> {
    switch (header.type) {
      case 'SFMB': {
        const end = at + this.#filemark(header);
        if (this.#set?.reachedEnd && end <= this.#size) {
          this.#set.reachedFilemark = true;
          this.#close();
        }
        // Its only content is its length, which the checksum vouches for.
        return header.checksumHolds ? end : findNextBlock(this.source, at, this.#searchEnd(), this.signal);
      }
      case 'TAPE': {
        const block = await this.#window.view(at, Math.min(TAPE_BYTES, header.firstEvent));
        if (at === 0) this.tape = readTape(block, header.unicode);
        break;
      }
      case 'SSET': {
        const set = this.#open(at);
        const block = await this.#window.view(at, Math.min(SSET_BYTES, header.firstEvent));
        if (!set.takeHead(block, header.unicode)) this.#lose(at, 'set-damaged', 'the head of a set is too short');
        break;
      }
      case 'VOLB':
      case 'MSCI':
        // A second configuration without a head before it: the head was lost.
        if (this.#set?.hasContent) this.#close();
        this.#setFor(at);
        break;
      case 'MSDA':
        this.#setFor(at).beginPass();
        break;
      case 'MSTL':
      case 'MSLS':
        this.#setFor(at);
        break;
      case 'ESET':
        if (this.#set !== null) this.#set.reachedEnd = true;
        break;
      default:
        this.#set?.addUnknown(header.type);
    }
    return this.#streams(header, at);
  }

  async #streams(header: BlockHeader, block: number): Promise<number | null> {
    let at = block + header.firstEvent;
    for (;;) {
      const bytes = await this.#window.view(at, STREAM_HEADER_BYTES);
      if (bytes.length < STREAM_HEADER_BYTES) {
        this.#lose(at, 'truncated', `the file ends inside block ${header.type}`);
        return this.#size;
      }
      const stream = readStreamHeader(bytes, 0);
      if (stream === null) {
        this.#lose(at, 'stream-damaged', `a stream header of block ${header.type} is damaged`);
        const headerDamaged = at === block + header.firstEvent && !header.checksumHolds;
        const nextStream = await findNextStream(this.source, headerDamaged ? block + BLOCK_HEADER_BYTES - 4 : at);
        if (nextStream !== null) {
          at = nextStream;
          continue;
        }
        const nextBlock = await findNextBlock(this.source, at, this.#searchEnd(), this.signal);
        // The pages of a stream whose length is lost reach to the next block; each proves itself by its own header.
        if (header.type === 'MSDA') this.#addPages(at, (nextBlock ?? this.#size) - at - STREAM_HEADER_BYTES);
        return nextBlock;
      }
      const dataAt = at + STREAM_HEADER_BYTES;
      const length = Math.min(stream.length, this.#size - dataAt);
      await this.#stream(header, stream, at, length);
      if (length < stream.length) {
        this.#lose(at, 'truncated', `the file ends inside stream ${stream.id}`);
        return this.#size;
      }
      at = align4(dataAt + length);
      if (stream.id === 'SPAD') return at;
    }
  }

  async #stream(header: BlockHeader, stream: StreamHeader, at: number, length: number): Promise<void> {
    const set = this.#set;
    if (set !== null && stream.encrypted) set.encryptedStreams++;
    if (set !== null && stream.compressed) set.compressedStreams++;
    // Files of other kinds (FILESTREAM, memory-optimised) have no pages, whatever their streams are called.
    if (stream.id === 'MQDA' && header.type === 'MSDA') this.#addPages(at, length);
    else if (stream.id === 'MQTL' && set !== null) set.logBytes += Math.max(0, length - PAGE_STREAM_PREFIX);
    else if (stream.id === 'MQCI' && set !== null) await this.#config(set, at, length);
    else if (stream.id === 'RAID' && header.type === 'TAPE') {
      const data = await this.#window.view(at + STREAM_HEADER_BYTES, Math.min(length, TAPE_BYTES));
      this.family ??= readMediaFamily(data);
      if (this.family === null) this.problem(at, 'media-damaged', 'the description of the media set cannot be read');
    } else if (!KNOWN_STREAMS.has(stream.id) || stream.id === 'MQDA') set?.addUnknown(stream.id);
  }

  #addPages(at: number, length: number): void {
    const set = this.#set;
    if (set === null || length <= 0) return;
    // A stream that goes on another has no prefix of its own (not seen yet); either way whole pages must follow.
    const prefix = length % PAGE_BYTES === 0 ? 0 : PAGE_STREAM_PREFIX;
    const pages = Math.max(0, Math.floor((length - prefix) / PAGE_BYTES));
    if ((length - prefix) % PAGE_BYTES !== 0 && !set.damaged) {
      const cut = at + STREAM_HEADER_BYTES + length >= this.#size;
      if (!cut) this.#lose(at, 'page-stream-length', 'a stream of pages does not hold whole pages');
    }
    if (!set.addRun(at + STREAM_HEADER_BYTES + prefix, pages)) {
      this.#lose(at, 'page-stream-length', 'more streams of pages than a backup can have');
    }
  }

  async #config(set: SetDraft, at: number, length: number): Promise<void> {
    if (length > MAX_CONFIG_BYTES) {
      this.#lose(at, 'config-damaged', 'the configuration is longer than any can be');
      return;
    }
    const read = await this.source.slice(at + STREAM_HEADER_BYTES, at + STREAM_HEADER_BYTES + length);
    const data = Buffer.from(read.buffer, read.byteOffset, read.byteLength);
    const reading = readSetConfig(data);
    if (reading.damagedAt !== null) this.problem(at, 'config-damaged', 'the configuration of a set is damaged');
    const fit = set.takeConfig(reading.config);
    if (fit === 'differs') this.problem(at, 'config-differs', 'the two configurations of the set differ');
    if (fit === 'stranger') this.#lose(at, 'set-damaged', 'the two configurations of the set cannot be of one backup');
  }
}
