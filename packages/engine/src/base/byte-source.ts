/** Random-access bytes: a file, a buffer, a decompressed view. Two members, after hyparquet's AsyncBuffer. */
export interface ByteSource {
  /** Total length in bytes. */
  readonly byteLength: number;
  /** Bytes [start, end); shorter only at the end of the source. */
  slice(start: number, end: number): Promise<Uint8Array>;
}
