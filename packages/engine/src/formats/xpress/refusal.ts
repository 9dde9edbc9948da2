import { inflateRawSync } from 'node:zlib';
import type { ByteSource } from '../../base/byte-source.js';
import { MigrationError } from '../../base/error.js';
import { DecodeError } from '../mdf/stored-type.js';
import { filemarkBytes, readBlockHeader } from '../mtf/block.js';
import { chunkChecksum } from './chunk-checksum.js';
import { Lz77HuffmanDecoder, MAX_BLOCK_BYTES } from './lz77-huffman.js';
import {
  CHUNK,
  FIRST_RECORD_AT,
  KNOWN_VERSION,
  LAYOUT_2,
  layout1,
  MAX_UNITS,
  RECORD_KINDS,
  type RecordLayout,
  UNIT,
  ZSTD_MAGIC,
} from './record-types.js';

/** What the first chunks of a container turn out to be. */
type Finding = 'xpress' | 'zstd' | 'deflate' | 'other' | 'damaged' | 'unknown-record';

const AGAIN = 'back the database up again with WITH COMPRESSION (ALGORITHM = MS_XPRESS) or WITH NO_COMPRESSION';

const REFUSALS: Readonly<Record<'zstd' | 'deflate' | 'other' | 'unknown-record', readonly [string, string, string]>> =
  Object.freeze({
    zstd: [
      'BACKUP_COMPRESSION_UNSUPPORTED',
      'the backup is compressed with ZSTD (SQL Server 2025), which is not read',
      `Restore it on a SQL Server 2025 and ${AGAIN}.`,
    ],
    deflate: [
      'BACKUP_COMPRESSION_UNSUPPORTED',
      'the backup is compressed with deflate (QAT_DEFLATE, SQL Server 2022), which is not read',
      `Restore it on a SQL Server 2022 or later and ${AGAIN}.`,
    ],
    other: [
      'BACKUP_ENCRYPTED_OR_UNKNOWN',
      'the backup is encrypted (WITH ENCRYPTION) or compressed in a way that is not known',
      'An encrypted backup can only be read with its certificate and key: restore it where the certificate is and back the database up again without ENCRYPTION.',
    ],
    'unknown-record': [
      'BACKUP_ENCRYPTED_OR_UNKNOWN',
      `unknown record type at offset ${FIRST_RECORD_AT}: the backup is encrypted (WITH ENCRYPTION) or of a layout that is not known`,
      'An encrypted backup can only be read with its certificate and key: restore it where the certificate is and back the database up again without ENCRYPTION. Where it is not encrypted, back it up again WITH NO_COMPRESSION.',
    ],
  });

/** Chunks that are tried before the container is judged: the first may be damaged. */
const PROBED_CHUNKS = 4;

function isDeflate(payload: Buffer, outputBytes: number): boolean {
  try {
    return inflateRawSync(payload, { maxOutputLength: MAX_BLOCK_BYTES }).length === outputBytes;
  } catch {
    // Whatever inflate says, it is not deflate.
    return false;
  }
}

function judge(bytes: Buffer, at: number, layout: RecordLayout, decoder: Lz77HuffmanDecoder): Finding {
  const end = at + layout.payload + bytes.readUInt16LE(at + CHUNK.payloadBytes);
  const outputBytes = bytes[at + CHUNK.units]! * UNIT;
  const payload = bytes.subarray(at + layout.payload, end);
  try {
    decoder.decode(bytes, at + layout.payload, end, new Uint8Array(MAX_BLOCK_BYTES), 0, outputBytes);
    return 'xpress';
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
  }
  if (payload.length >= 4 && payload.readUInt32LE(0) === ZSTD_MAGIC) return 'zstd';
  if (isDeflate(payload, outputBytes)) return 'deflate';
  const checksum = bytes.readUInt32LE(at + layout.checksum);
  return chunkChecksum(payload, 0, payload.length) === checksum ? 'other' : 'damaged';
}

/** The findings on the first chunks, as far as the file has them. */
async function probe(source: ByteSource, layout: RecordLayout): Promise<Finding[]> {
  const bytes = Buffer.from(await source.slice(layout.first, layout.first + (PROBED_CHUNKS + 2) * MAX_BLOCK_BYTES));
  const decoder = new Lz77HuffmanDecoder();
  const findings: Finding[] = [];
  for (let at = 0; at + layout.payload <= bytes.length && findings.length < PROBED_CHUNKS; ) {
    const kind = RECORD_KINDS[bytes[at]!];
    const stated = bytes.readUInt16LE(at + CHUNK.payloadBytes);
    if (kind === 'raw-block') {
      at += filemarkBytes(bytes.readUInt16LE(at + 8)) || UNIT;
      continue;
    }
    if (kind === 'padding') {
      at += layout.checksum + stated;
      continue;
    }
    const units = bytes[at + CHUNK.units]!;
    if (kind !== 'chunk' || units === 0 || units > MAX_UNITS) {
      findings.push('unknown-record');
      break;
    }
    if (at + layout.payload + stated > bytes.length) break;
    findings.push(judge(bytes, at, layout, decoder));
    at += layout.payload + stated;
  }
  return findings;
}

/** How far the first record of version 1 is looked for. */
const FIRST_RECORD_SEARCH = 4096;
const MTF_TAPE = 0x45504154;

/**
 * The layout of version 1 as a public note has it, where the first chunk proves it: its checksum fits, and it decodes, to the byte, to the
 * block that every backup begins with. null where nothing proves it.
 */
async function provenLayout1(source: ByteSource): Promise<RecordLayout | null> {
  const bytes = Buffer.from(await source.slice(0, FIRST_RECORD_SEARCH + 2 * MAX_BLOCK_BYTES));
  const decoder = new Lz77HuffmanDecoder();
  for (let first = 16; first < FIRST_RECORD_SEARCH && first + 64 < bytes.length; first += 4) {
    const layout = layout1(first);
    const units = bytes[first + CHUNK.units]!;
    const [from, to] = [
      first + layout.payload,
      first + layout.payload + bytes.readUInt16LE(first + CHUNK.payloadBytes),
    ];
    if (RECORD_KINDS[bytes[first]!] !== 'chunk' || units === 0 || units > MAX_UNITS || to > bytes.length) continue;
    if (chunkChecksum(bytes, from, to) !== bytes.readUInt32LE(first + layout.checksum)) continue;
    const output = Buffer.alloc(units * UNIT);
    try {
      decoder.decode(bytes, from, to, output, 0, output.length);
    } catch (error) {
      if (error instanceof DecodeError) continue;
      throw error;
    }
    const header = readBlockHeader(output, 0);
    if (output.readUInt32LE(0) === MTF_TAPE && header?.checksumHolds) return layout;
  }
  return null;
}

/**
 * The layout of the records. Refuses a container whose first chunks prove to be another compression or encrypted, or whose version is not
 * known and proves nothing. A chunk that decodes proves the layout whatever the version says.
 */
export async function requireReadable(source: ByteSource, version: number): Promise<RecordLayout> {
  const findings = await probe(source, LAYOUT_2);
  if (findings.includes('xpress')) return LAYOUT_2;
  const older = version < KNOWN_VERSION ? await provenLayout1(source) : null;
  if (older !== null) return older;
  if (version !== KNOWN_VERSION) {
    throw new MigrationError(`compressed backup of container version ${version}, which is not known`, {
      code: 'BACKUP_CONTAINER_VERSION',
      where: `container version ${version}`,
      hint:
        version < KNOWN_VERSION
          ? 'SQL Server 2008 to 2012 wrote this layout: restore it on any SQL Server and back the database up again WITH NO_COMPRESSION.'
          : 'Restore it on the SQL Server that wrote it and back the database up again WITH NO_COMPRESSION.',
    });
  }
  const [first] = findings;
  if (first === undefined) {
    throw new MigrationError('the compressed backup ends before its first chunk is complete', {
      code: 'BACKUP_TRUNCATED',
      hint: 'Copy the whole file again from where the backup was written.',
    });
  }
  if (first === 'damaged') {
    throw new MigrationError('the first chunks of the compressed backup are damaged', {
      code: 'BACKUP_DAMAGED',
      where: `offset ${FIRST_RECORD_AT}`,
      hint: 'Copy the file again from where the backup was written; check the copy with RESTORE VERIFYONLY.',
    });
  }
  const [code, message, hint] = REFUSALS[first === 'xpress' ? 'other' : first];
  throw new MigrationError(message, { code, where: `offset ${FIRST_RECORD_AT}`, hint });
}
