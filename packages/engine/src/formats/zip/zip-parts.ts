import yauzl from 'yauzl';
import { MigrationError } from '../../base/error.js';

export interface ZipLimits {
  /** Bytes of all parts together. */
  readonly bytes: number;
  /** Unpacked bytes for one packed byte, of the whole archive. */
  readonly ratio: number;
  readonly parts: number;
}

/** Names of the parts of a zip in memory, in the order of its directory; null: it is none. Unpacks nothing. */
export async function zipNames(bytes: Uint8Array): Promise<readonly string[] | null> {
  try {
    const names: string[] = [];
    const zip = await open(bytes);
    for await (const entry of zip.eachEntry()) {
      names.push(entry.fileName);
      if (names.length >= 10_000) break;
    }
    return names;
  } catch {
    return null;
  }
}

/**
 * All parts of a zip in memory, unpacked there and nowhere else, within limits that hold for what really comes out, whatever the directory says.
 * Names are only names: no path is made of them. Errors: `zip-expands`, `zip-encrypted`, `zip-broken`.
 */
export async function unzipParts(bytes: Uint8Array, limits: ZipLimits): Promise<ReadonlyMap<string, Uint8Array>> {
  const most = Math.min(limits.bytes, Math.max(bytes.length, 4096) * limits.ratio);
  const parts = new Map<string, Uint8Array>();
  let total = 0;
  try {
    const zip = await open(bytes);
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      // General purpose bit 0 (APPNOTE 4.4.4).
      if ((entry.generalPurposeBitFlag & 1) !== 0) throw zipFault('zip-encrypted', 'The archive is encrypted');
      if (parts.size >= limits.parts || parts.has(entry.fileName)) throw broken();
      const pieces: Buffer[] = [];
      for await (const piece of await zip.openReadStreamPromise(entry)) {
        total += (piece as Buffer).length;
        if (total > most) throw zipFault('zip-expands', 'The archive unpacks to far more than it holds');
        pieces.push(piece as Buffer);
      }
      parts.set(entry.fileName, Buffer.concat(pieces));
    }
  } catch (error) {
    throw error instanceof MigrationError ? error : broken();
  }
  return parts;
}

const open = (bytes: Uint8Array): Promise<yauzl.ZipFile> =>
  yauzl.fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { strictFileNames: false });

const broken = (): MigrationError => zipFault('zip-broken', 'The archive is damaged');

const zipFault = (code: string, message: string): MigrationError =>
  new MigrationError(message, { code, hint: 'Save the document anew in the program that made it, and add it again.' });
