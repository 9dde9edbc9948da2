/** Bytes of the header that all descriptor blocks share (MTF 1.00a 5.2.1). */
export const BLOCK_HEADER_BYTES = 52;

/** Bytes of a stream header (MTF 1.00a 6.1). */
export const STREAM_HEADER_BYTES = 22;

/** Blocks begin at multiples of this (observed; the logical block is 1,024, soft filemarks may be 512). */
export const BLOCK_ALIGNMENT = 512;

/** Descriptor blocks of MTF 1.00a 5.2 and those that SQL Server adds (observed). */
export const BLOCK_TYPES: ReadonlySet<string> = new Set([
  'TAPE',
  'SSET',
  'VOLB',
  'DIRB',
  'FILE',
  'CFIL',
  'ESPB',
  'ESET',
  'EOTM',
  'SFMB',
  'MSCI',
  'MSDA',
  'MSTL',
  'MSLS',
]);

/** Streams of MTF 1.00a and of SQL Server that are understood or safely passed over (observed). */
export const KNOWN_STREAMS: ReadonlySet<string> = new Set([
  'RAID',
  'SPAD',
  'APAD',
  'MQCI',
  'MQDA',
  'MQTL',
  'CSUM',
  'OTCP',
  'TSMP',
]);

/** Attributes of a stream on the medium (MTF 1.00a 6.1.2); 0x80 and 0x100 observed. */
export const STREAM_MEDIA = Object.freeze({ encrypted: 0x08, compressed: 0x10 });

export interface BlockHeader {
  readonly type: string;
  /** Offset of the first stream, or of the next block after a soft filemark. */
  readonly firstEvent: number;
  readonly checksumHolds: boolean;
  readonly unicode: boolean;
}

export interface StreamHeader {
  readonly id: string;
  readonly media: number;
  /** Bytes of data after the header. */
  readonly length: number;
  readonly encrypted: boolean;
  readonly compressed: boolean;
}

/** Exclusive or of the 16-bit words of [start, end): the header checksum of MTF 1.00a 5.2.1 and 6.1. */
export function wordChecksum(bytes: Buffer, start: number, end: number): number {
  let sum = 0;
  for (let at = start; at < end; at += 2) sum ^= bytes.readUInt16LE(at);
  return sum;
}

/**
 * Bytes of a soft filemark: it states its length where others state their first event (observed). The largest block, 65,536, does not fit
 * its 16 bits. 0: no length that one can have.
 */
export function filemarkBytes(firstEvent: number): number {
  if (firstEvent === 0) return 0x10000;
  return firstEvent % BLOCK_ALIGNMENT === 0 ? firstEvent : 0;
}

/** Four capital letters or digits, as every block and stream is named. */
function nameAt(bytes: Buffer, at: number): string | null {
  for (let byte = at; byte < at + 4; byte++) {
    const value = bytes[byte]!;
    if (!((value >= 0x41 && value <= 0x5a) || (value >= 0x30 && value <= 0x39))) return null;
  }
  return bytes.toString('latin1', at, at + 4);
}

/** The header at `at`, which must have 52 bytes; null for bytes that name no block. */
export function readBlockHeader(bytes: Buffer, at: number): BlockHeader | null {
  const type = nameAt(bytes, at);
  if (type === null) return null;
  return {
    type,
    firstEvent: bytes.readUInt16LE(at + 8),
    unicode: bytes[at + 48] === 2,
    checksumHolds: wordChecksum(bytes, at, at + 50) === bytes.readUInt16LE(at + 50),
  };
}

/** True where a block begins beyond reasonable doubt: known name, checksum, a first event that fits. */
export function isPlausibleBlock(bytes: Buffer, at: number): boolean {
  const header = readBlockHeader(bytes, at);
  if (header === null || !BLOCK_TYPES.has(header.type) || !header.checksumHolds) return false;
  return header.type === 'SFMB' ? filemarkBytes(header.firstEvent) > 0 : header.firstEvent >= BLOCK_HEADER_BYTES;
}

/** The stream header at `at`, which must have 22 bytes; null where its name or checksum is wrong. */
export function readStreamHeader(bytes: Buffer, at: number): StreamHeader | null {
  const id = nameAt(bytes, at);
  if (id === null || wordChecksum(bytes, at, at + 20) !== bytes.readUInt16LE(at + 20)) return null;
  const media = bytes.readUInt16LE(at + 6);
  return {
    id,
    media,
    length: Number(bytes.readBigUInt64LE(at + 8)),
    encrypted: (media & STREAM_MEDIA.encrypted) !== 0 || bytes.readUInt16LE(at + 16) !== 0,
    compressed: (media & STREAM_MEDIA.compressed) !== 0 || bytes.readUInt16LE(at + 18) !== 0,
  };
}
