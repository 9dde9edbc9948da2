/** First eight bytes of a compressed or encrypted backup (observed). */
export const CONTAINER_MAGIC = 'MSSQLBAK';

/** Where the version stands in the header (observed). */
export const VERSION_AT = 8;

/** The layout that this reader knows: SQL Server 2014 to 2022 (observed). */
export const KNOWN_VERSION = 2;

/** Where the first record stands; what lies before it is fixed or uninitialised (observed). */
export const FIRST_RECORD_AT = 0x1e0;

export type RecordKind = 'chunk' | 'padding' | 'section-index' | 'raw-block';

/** Kinds of record by their first byte (observed). */
export const RECORD_KINDS: Readonly<Record<number, RecordKind>> = Object.freeze({
  33: 'chunk', // 0x21
  36: 'padding', // 0x24
  44: 'section-index', // 0x2C
  83: 'raw-block', // 0x53, the S of an uncompressed SFMB block
});

/** Compressed chunk (observed): u8 type, u8 output / 512, u16 payload bytes, 20 unused, u32 checksum, payload. */
export const CHUNK = Object.freeze({ units: 1, payloadBytes: 2, checksum: 24, payload: 28 });

/** Padding to the next physical block (observed): u8 type, u8, u16 bytes that follow the 24 of the header. */
export const PADDING = Object.freeze({ bytes: 2, header: 24 });

/** Index of the sections near the end of a set (observed): u32 entries at 28, u32 bytes at 32, which count from byte 24. */
export const SECTION_INDEX = Object.freeze({ bytes: 32, header: 24, longest: 1 << 20 });

/** Unit in which a chunk states its output (observed). */
export const UNIT = 512;

/** Most units of a chunk: 64 KiB (observed). */
export const MAX_UNITS = 128;

/** Bytes that tell what a record is and how long it is. */
export const RECORD_HEAD_BYTES = 52;

/** Start of a Zstandard frame (RFC 8878 3.1.1): SQL Server 2025 WITH COMPRESSION (ALGORITHM = ZSTD). */
export const ZSTD_MAGIC = 0xfd2fb528;
