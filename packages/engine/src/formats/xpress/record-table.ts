import { UNIT } from './record-types.js';

/** A record that holds bytes of the stream. Offsets and lengths in bytes. */
export interface DataRecord {
  /** 0-based number among the data records of the container. */
  readonly ordinal: number;
  /** Where its header stands in the file. */
  readonly fileOffset: number;
  /** Bytes of it in the file, header included. */
  readonly fileBytes: number;
  readonly streamOffset: number;
  readonly streamBytes: number;
  readonly kind: DataRecordKind;
}

export type DataRecordKind = 'chunk' | 'stored' | 'raw-block';

const KINDS: readonly DataRecordKind[] = ['chunk', 'stored', 'raw-block'];
const BYTES_BITS = 18;
const UNITS_SHIFT = BYTES_BITS;
const KIND_SHIFT = 26;
/** Records of a run: how far a look-up walks after its binary search. */
const RUN_RECORDS = 256;

const grown = <T extends Uint32Array | Float64Array>(array: T, make: (length: number) => T): T => {
  const larger = make(array.length * 2);
  larger.set(array);
  return larger;
};

/**
 * Where each stretch of the uncompressed stream lies in the file: four bytes a record, and two offsets for each run of
 * records that lie back to back, so that 100 GB of chunks need some 30 MB.
 */
export class RecordTable {
  /** File bytes in the low 18 bits, units of 512 stream bytes in the next 8, kind above. */
  #records = new Uint32Array(1024);
  #runFileOffsets = new Float64Array(16);
  #runStreamOffsets = new Float64Array(16);
  #runFirst = new Uint32Array(16);
  #runs = 0;
  #length = 0;
  #streamBytes = 0;
  #fileEnd = -1;

  get length(): number {
    return this.#length;
  }

  /** Bytes of the stream so far. */
  get streamBytes(): number {
    return this.#streamBytes;
  }

  add(fileOffset: number, fileBytes: number, streamBytes: number, kind: DataRecordKind): void {
    const run = this.#runs - 1;
    if (fileOffset !== this.#fileEnd || this.#length - (this.#runFirst[run] ?? 0) >= RUN_RECORDS) {
      if (this.#runs === this.#runFirst.length) {
        this.#runFileOffsets = grown(this.#runFileOffsets, (length) => new Float64Array(length));
        this.#runStreamOffsets = grown(this.#runStreamOffsets, (length) => new Float64Array(length));
        this.#runFirst = grown(this.#runFirst, (length) => new Uint32Array(length));
      }
      this.#runFileOffsets[this.#runs] = fileOffset;
      this.#runStreamOffsets[this.#runs] = this.#streamBytes;
      this.#runFirst[this.#runs] = this.#length;
      this.#runs++;
    }
    if (this.#length === this.#records.length) {
      this.#records = grown(this.#records, (length) => new Uint32Array(length));
    }
    this.#records[this.#length++] =
      fileBytes | ((streamBytes / UNIT) << UNITS_SHIFT) | (KINDS.indexOf(kind) << KIND_SHIFT);
    this.#streamBytes += streamBytes;
    this.#fileEnd = fileOffset + fileBytes;
  }

  /** Takes the newest record back, to add it again with another length. */
  dropLast(): DataRecord | null {
    if (this.#length === 0) return null;
    const last = this.at(this.#length - 1);
    this.#length--;
    this.#streamBytes = last.streamOffset;
    this.#fileEnd = last.fileOffset;
    if (this.#runFirst[this.#runs - 1] === this.#length) {
      this.#runs--;
      this.#fileEnd = -1;
    }
    return last;
  }

  at(ordinal: number): DataRecord {
    return this.#walk(this.#runBefore(this.#runFirst, ordinal), ordinal, Number.POSITIVE_INFINITY);
  }

  /** The record that holds this byte of the stream; the offset must lie in the stream. */
  find(streamOffset: number): DataRecord {
    return this.#walk(this.#runBefore(this.#runStreamOffsets, streamOffset), this.#length, streamOffset);
  }

  #runBefore(starts: Float64Array | Uint32Array, wanted: number): number {
    let low = 0;
    let high = this.#runs - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (starts[middle]! <= wanted) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** From the start of a run to the record of this number or of this stream offset, whichever is first. */
  #walk(run: number, ordinal: number, streamOffset: number): DataRecord {
    let fileAt = this.#runFileOffsets[run]!;
    let streamAt = this.#runStreamOffsets[run]!;
    for (let at = this.#runFirst[run]!; ; at++) {
      const packed = this.#records[at]!;
      const fileBytes = packed & ((1 << BYTES_BITS) - 1);
      const streamBytes = ((packed >>> UNITS_SHIFT) & 0xff) * UNIT;
      if (at === ordinal || streamAt + streamBytes > streamOffset || at + 1 >= this.#length) {
        const kind = KINDS[packed >>> KIND_SHIFT]!;
        return { ordinal: at, fileOffset: fileAt, fileBytes, streamOffset: streamAt, streamBytes, kind };
      }
      fileAt += fileBytes;
      streamAt += streamBytes;
    }
  }
}
