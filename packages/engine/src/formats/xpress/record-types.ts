/** First eight bytes of a compressed or encrypted backup (observed). */
export const CONTAINER_MAGIC = 'MSSQLBAK';

/** Where the version stands in the header (observed). */
export const VERSION_AT = 8;

/** The layout that is known from files: SQL Server 2014 to 2022 (observed). */
export const KNOWN_VERSION = 2;

/** Where the first record stands in version 2; what lies before it is fixed or uninitialised (observed). */
export const FIRST_RECORD_AT = 0x1e0;

/** How the records of a version are laid out. Offsets from the first byte of a record but for `first`. */
export interface RecordLayout {
  /** Where the first record stands in the file. */
  readonly first: number;
  /** u32 checksum of a chunk; records count their length from here. */
  readonly checksum: number;
  /** Content of a chunk. */
  readonly payload: number;
  /** u32 length of a section index. */
  readonly indexBytes: number;
}

const layout = (first: number, checksum: number): RecordLayout =>
  Object.freeze({ first, checksum, payload: checksum + 4, indexBytes: checksum + 8 });

/** Version 2 (observed): between the four bytes that say what a record is and its checksum stand 20 that are not used. */
export const LAYOUT_2 = layout(FIRST_RECORD_AT, 24);

/**
 * Version 1, SQL Server 2008 to 2012, of which no file was at hand: a public note has the checksum directly behind the first four bytes,
 * and does not say where the records begin.
 */
export const layout1 = (first: number): RecordLayout => layout(first, 4);

export type RecordKind = 'chunk' | 'padding' | 'section-index' | 'raw-block';

/** Kinds of record by their first byte (observed). */
export const RECORD_KINDS: Readonly<Record<number, RecordKind>> = Object.freeze({
  33: 'chunk', // 0x21
  36: 'padding', // 0x24
  44: 'section-index', // 0x2C
  83: 'raw-block', // 0x53, the S of an uncompressed SFMB block
});

/** Compressed chunk (observed): u8 type, u8 output / 512, u16 payload bytes, checksum and payload as the layout says. */
export const CHUNK = Object.freeze({ units: 1, payloadBytes: 2 });

/** Padding to the next physical block (observed): u8 type, u8, u16 bytes that follow, from where a chunk has its checksum. */
export const PADDING = Object.freeze({ bytes: 2 });

/** Longest index of the sections near the end of a set: u32 entries and u32 bytes, which count from where a chunk has its checksum (observed). */
export const LONGEST_INDEX = 1 << 20;

/** Unit in which a chunk states its output (observed). */
export const UNIT = 512;

/** Most units of a chunk: 64 KiB (observed). */
export const MAX_UNITS = 128;

/** Bytes that tell what a record is and how long it is. */
export const RECORD_HEAD_BYTES = 52;

/** Start of a Zstandard frame (RFC 8878 3.1.1): SQL Server 2025 WITH COMPRESSION (ALGORITHM = ZSTD). */
export const ZSTD_MAGIC = 0xfd2fb528;
