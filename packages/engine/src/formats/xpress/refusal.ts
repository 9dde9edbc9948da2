import { inflateRawSync } from 'node:zlib';
import type { ByteSource } from '../../base/byte-source.js';
import { MigrationError } from '../../base/error.js';
import { DecodeError } from '../mdf/stored-type.js';
import { chunkChecksum } from './chunk-checksum.js';
import { Lz77HuffmanDecoder, MAX_BLOCK_BYTES } from './lz77-huffman.js';
import { CHUNK, FIRST_RECORD_AT, KNOWN_VERSION, MAX_UNITS, RECORD_KINDS, UNIT, ZSTD_MAGIC } from './record-types.js';

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

function judge(bytes: Buffer, at: number, decoder: Lz77HuffmanDecoder): Finding {
  const end = at + CHUNK.payload + bytes.readUInt16LE(at + CHUNK.payloadBytes);
  const outputBytes = bytes[at + CHUNK.units]! * UNIT;
  const payload = bytes.subarray(at + CHUNK.payload, end);
  try {
    decoder.decode(bytes, at + CHUNK.payload, end, new Uint8Array(MAX_BLOCK_BYTES), 0, outputBytes);
    return 'xpress';
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
  }
  if (payload.length >= 4 && payload.readUInt32LE(0) === ZSTD_MAGIC) return 'zstd';
  if (isDeflate(payload, outputBytes)) return 'deflate';
  const checksum = bytes.readUInt32LE(at + CHUNK.checksum);
  return chunkChecksum(payload, 0, payload.length) === checksum ? 'other' : 'damaged';
}

/** The findings on the first chunks, as far as the file has them. */
async function probe(source: ByteSource): Promise<Finding[]> {
  const bytes = Buffer.from(
    await source.slice(FIRST_RECORD_AT, FIRST_RECORD_AT + (PROBED_CHUNKS + 2) * MAX_BLOCK_BYTES),
  );
  const decoder = new Lz77HuffmanDecoder();
  const findings: Finding[] = [];
  for (let at = 0; at + CHUNK.payload <= bytes.length && findings.length < PROBED_CHUNKS; ) {
    const kind = RECORD_KINDS[bytes[at]!];
    const stated = bytes.readUInt16LE(at + CHUNK.payloadBytes);
    if (kind === 'raw-block') {
      at += Math.max(UNIT, bytes.readUInt16LE(at + 8));
      continue;
    }
    if (kind === 'padding') {
      at += CHUNK.checksum + stated;
      continue;
    }
    const units = bytes[at + CHUNK.units]!;
    if (kind !== 'chunk' || units === 0 || units > MAX_UNITS) {
      findings.push('unknown-record');
      break;
    }
    if (at + CHUNK.payload + stated > bytes.length) break;
    findings.push(judge(bytes, at, decoder));
    at += CHUNK.payload + stated;
  }
  return findings;
}

/**
 * Refuses a container whose first chunks prove to be another compression or encrypted, or whose version is not known and
 * proves nothing. A chunk that decodes proves the layout whatever the version says.
 */
export async function requireReadable(source: ByteSource, version: number): Promise<void> {
  const findings = await probe(source);
  if (findings.includes('xpress')) return;
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
