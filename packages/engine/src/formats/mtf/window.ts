import type { ByteSource } from '../../base/byte-source.js';

const WINDOW_BYTES = 1 << 16;

/** Short reads near each other, served from one longer read of the source. */
export class SourceWindow {
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;

  constructor(readonly source: ByteSource) {}

  /** Bytes [at, at + wanted), fewer at the end of the source. Valid until the next call. */
  async view(at: number, wanted: number): Promise<Buffer> {
    const end = Math.min(at + wanted, this.source.byteLength);
    if (end <= at) return Buffer.alloc(0);
    if (at < this.#at || end > this.#at + this.#bytes.length) {
      const read = await this.source.slice(at, Math.min(at + Math.max(wanted, WINDOW_BYTES), this.source.byteLength));
      this.#bytes = Buffer.from(read.buffer, read.byteOffset, read.byteLength);
      this.#at = at;
    }
    return this.#bytes.subarray(at - this.#at, end - this.#at);
  }
}
