import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, type ZlibOptions } from 'node:zlib';
import type { CellEncoding } from '../../artifacts/document-rules.js';
import { DOCX } from '../../artifacts/scan-document.js';
import type { Cell } from '../../base/cell.js';
import { MigrationError } from '../../base/error.js';
import { mediaTypeOf } from '../../formats/media-type/media-type.js';
import { unzipParts } from '../../formats/zip/zip-parts.js';
import type { ParseLimits } from './parse-document.js';

/** Wrappings inside each other that `auto` opens. */
const MOST_LAYERS = 4;

/**
 * The document that lies in a staged cell: text as UTF-8, bytes unpacked as the rule says. null: the cell is empty. Errors (MigrationError, codes of quarantine):
 * `cell-encoding-wrong`, `cell-expands`, `zip-expands`, `zip-broken`, `zip-not-one`.
 */
export async function cellDocument(
  cell: Cell,
  encoding: CellEncoding | readonly CellEncoding[],
  limits: ParseLimits,
): Promise<Uint8Array | null> {
  if (cell === null || cell === '') return null;
  let bytes: Uint8Array = cell instanceof Uint8Array ? cell : Buffer.from(String(cell), 'utf8');
  if (bytes.length === 0) return null;
  for (const step of typeof encoding === 'string' ? [encoding] : encoding)
    bytes = step === 'auto' ? await unpacked(bytes, limits) : await open(bytes, step, limits);
  return bytes.length === 0 ? null : bytes;
}

async function unpacked(given: Uint8Array, limits: ParseLimits): Promise<Uint8Array> {
  let bytes = given;
  for (let layer = 0; layer < MOST_LAYERS; layer++) {
    const step = await wrappingOf(bytes);
    if (step === null) return bytes;
    if (step === 'gzip' || step === 'zip') bytes = await open(bytes, step, limits);
    else {
      // What only looks like it is left as it is: a note may well begin with these letters.
      const inner = await open(bytes, step, limits).catch((error: unknown) => {
        if (error instanceof MigrationError && error.code === 'cell-expands') throw error;
        return null;
      });
      if (inner === null || (await isNothing(inner))) return bytes;
      bytes = inner;
    }
  }
  return bytes;
}

/** How bytes are packed by what they begin with: gzip (RFC 1952), zlib (RFC 1950: the first two bytes are a multiple of 31), zip, base64 (RFC 4648) or hex of something. */
async function wrappingOf(bytes: Uint8Array): Promise<'gzip' | 'deflate' | 'zip' | 'base64' | 'hex' | null> {
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  if (a === 0x1f && b === 0x8b && c === 8) return 'gzip';
  if (a === 0x78 && ((a << 8) | b) % 31 === 0) return 'deflate';
  if (a === 0x50 && b === 0x4b && c === 3 && d === 4) return (await mediaTypeOf(bytes)) === DOCX ? null : 'zip';
  if (bytes.length < 16) return null;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').trim();
  if (/^(?:0x)?[0-9a-f]+$/i.test(text) && text.length % 2 === 0) return 'hex';
  // Lines of equal length, as encoders break them, or none.
  if (/^[A-Za-z0-9+/_-]+(?:\r?\n[A-Za-z0-9+/_-]+)*={0,2}$/.test(text) && /\d|[+/=]|[a-z][A-Z]/.test(text))
    return 'base64';
  return null;
}

/** Bytes that are no document of any kind: the letters were not meant as an encoding. */
async function isNothing(bytes: Uint8Array): Promise<boolean> {
  if (bytes.length === 0) return true;
  if ((await wrappingOf(bytes)) !== null) return false;
  const type = await mediaTypeOf(bytes);
  if (type === 'application/octet-stream') return true;
  if (type !== 'text/plain') return false;
  // Eight-bit letters in a row are what base64 of no meaning looks like.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text.includes('\ufffd') || !/^[\p{L}\p{M}\p{N}\p{P}\p{S}\s]+$/u.test(text);
}

async function open(bytes: Uint8Array, step: CellEncoding, limits: ParseLimits): Promise<Uint8Array> {
  const most: ZlibOptions = { maxOutputLength: Math.min(limits.bytes, Math.max(bytes.length, 4096) * limits.ratio) };
  try {
    switch (step) {
      case 'base64':
        return strict(bytes, 'base64');
      case 'hex':
        return strict(bytes, 'hex');
      case 'gzip':
        return gunzipSync(bytes, most);
      case 'deflate':
        return inflateSync(bytes, most);
      case 'deflate-raw':
        return inflateRawSync(bytes, most);
      case 'brotli':
        return brotliDecompressSync(bytes, most as { maxOutputLength: number });
      case 'zip':
        return await onlyPart(bytes, limits);
      default:
        return bytes;
    }
  } catch (error) {
    if (error instanceof MigrationError) throw error;
    const expands = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw expands ? cellFault('cell-expands', 'A cell unpacks to far more than it holds') : wrong();
  }
}

function strict(bytes: Uint8Array, encoding: 'base64' | 'hex'): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replace(/\s+/g, '')
    .replace(/^0x/i, '');
  const shape = encoding === 'hex' ? /^(?:[0-9a-f]{2})*$/i : /^[A-Za-z0-9+/_-]*={0,2}$/;
  if (!shape.test(text) || (encoding === 'base64' && text.replace(/=+$/, '').length % 4 === 1)) throw wrong();
  return Buffer.from(text, encoding);
}

async function onlyPart(bytes: Uint8Array, limits: ParseLimits): Promise<Uint8Array> {
  const parts = await unzipParts(bytes, { bytes: limits.bytes, ratio: limits.ratio, parts: 16 });
  const [first, ...others] = parts.values();
  if (first === undefined || others.length > 0)
    throw cellFault('zip-not-one', 'A zip in a cell holds not exactly one file');
  return first;
}

const wrong = (): MigrationError => cellFault('cell-encoding-wrong', 'A cell is not encoded as the rule says');

const cellFault = (code: string, message: string): MigrationError =>
  new MigrationError(message, { code, hint: 'Look at the rule of its column in documents.yaml.' });
