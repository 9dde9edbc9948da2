/** A sliding window over a stream of bytes: parsers work on `bytes[pos, end)` and ask for more when they run out. */
export class ByteWindow {
  bytes: Buffer = Buffer.alloc(0);
  pos = 0;
  /** True once the stream has no more bytes than the window holds. */
  done = false;
  /** Offset in the stream of `bytes[0]`. */
  private base = 0;
  private line = 1;
  /** Window index up to which line ends are counted. */
  private counted = 0;
  private nextLineEnd = -2;
  private readonly chunks: AsyncIterator<Uint8Array>;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.chunks = source[Symbol.asyncIterator]();
  }

  get end(): number {
    return this.bytes.length;
  }

  /** Bytes of the stream before `index`. */
  offsetOf(index: number): number {
    return this.base + index;
  }

  /** 1-based line of the byte at `index`; must not go backwards. */
  lineAt(index: number): number {
    if (this.nextLineEnd === -2) this.nextLineEnd = this.bytes.indexOf(10, this.counted);
    while (this.nextLineEnd !== -1 && this.nextLineEnd < index) {
      this.line++;
      this.counted = this.nextLineEnd + 1;
      this.nextLineEnd = this.bytes.indexOf(10, this.counted);
    }
    return this.line;
  }

  /**
   * Drops what lies before `pos` and appends at least one chunk; the window at least doubles when it is asked for again
   * and again, so that a value of many chunks costs linear time. False at the end of the stream.
   */
  async more(): Promise<boolean> {
    if (this.done) return false;
    this.lineAt(this.pos);
    const rest = this.bytes.subarray(this.pos);
    const parts: Uint8Array[] = rest.length > 0 ? [rest] : [];
    const wanted = rest.length;
    let gained = 0;
    do {
      const next = await this.chunks.next();
      if (next.done) {
        this.done = true;
        break;
      }
      parts.push(next.value);
      gained += next.value.length;
    } while (gained < wanted || gained === 0);
    this.base += this.pos;
    const only = parts.length === 1 ? parts[0]! : null;
    this.bytes = only ? Buffer.from(only.buffer, only.byteOffset, only.length) : Buffer.concat(parts);
    this.counted = Math.max(0, this.counted - this.pos);
    this.pos = 0;
    this.nextLineEnd = -2;
    return gained > 0;
  }

  /** Releases the stream. */
  async close(): Promise<void> {
    this.done = true;
    await this.chunks.return?.();
  }
}
