import { SeededRandom } from '../random.js';
import { PAGE_BYTES, PAGE_HEADER_BYTES } from './page-writer.js';

/** m_flagBits of a page whose body is cipher text. */
const ENCRYPTED = 0x08;

/** Makes a page look as under transparent data encryption: header plain and flagged, body noise, checksum of the plain text. */
export function scramblePage(page: Buffer, seed: number): void {
  page.writeUInt16LE(page.readUInt16LE(4) | ENCRYPTED, 4);
  const random = new SeededRandom(seed ^ page.readUInt32LE(32));
  for (let at = PAGE_HEADER_BYTES; at < PAGE_BYTES; at++) page[at] = page[at]! ^ random.int(0, 255);
}

/** Beginning of an encrypted backup: the header of the container, then no record that a reader knows. */
export function encryptedBackup(seed: number): Buffer {
  const bytes = Buffer.alloc(0x10000);
  const random = new SeededRandom(seed);
  for (let i = 0; i < bytes.length; i++) bytes[i] = random.int(0, 255);
  bytes.write('MSSQLBAK', 0, 'latin1');
  bytes.writeUInt32LE(2, 8);
  bytes.writeUInt32LE(3, 12);
  // not the first byte of a chunk, of padding, of an index or of a filemark
  bytes[0x1e0] = 0x7f;
  return bytes;
}
