import { open } from 'node:fs/promises';

/** Random-access bytes: a file, a buffer, a decompressed view. Two members, after hyparquet's AsyncBuffer. */
export interface ByteSource {
  /** Total length in bytes. */
  readonly byteLength: number;
  /** Bytes [start, end); shorter only at the end of the source. */
  slice(start: number, end: number): Promise<Uint8Array>;
}

/** A file as a byte source; disposing it closes the file. Errors: those of the file system, as they are. */
export async function openByteSource(path: string): Promise<ByteSource & AsyncDisposable> {
  const handle = await open(path, 'r');
  const { size } = await handle.stat();
  return {
    byteLength: size,
    async slice(start, end) {
      // Only what was filled is given out.
      const wanted = Buffer.allocUnsafeSlow(Math.max(0, Math.min(end, size) - start));
      let filled = 0;
      while (filled < wanted.length) {
        const { bytesRead } = await handle.read(wanted, filled, wanted.length - filled, start + filled);
        // The file was cut since it was opened.
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return wanted.subarray(0, filled);
    },
    [Symbol.asyncDispose]: () => handle.close(),
  };
}
