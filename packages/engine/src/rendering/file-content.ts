import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { isBase64 } from '../base/base64.js';
import type { XmlElement } from '../formats/xml/xml-element.js';

/** A file that an ED element holds (HL7 v3 datatypes R1, 2.4). */
export interface FileContent {
  /** Lower case, without parameters; null where none is stated. */
  readonly mediaType: string | null;
  /** null: only an address is given, or what is there cannot be read. */
  readonly bytes: Buffer | null;
  /** Address outside the document; it is shown and never followed. */
  readonly address: string | null;
}

/** What a compressed file may become at the most. */
const MOST_INFLATED = 64 << 20;

/** Reads an ED element: text as it stands (`TXT`, the default) or B64, compressed (`DF`, `ZL`, `GZ`) or not. */
export function fileContent(element: XmlElement): FileContent {
  const stated = element.attribute('mediaType')?.toLowerCase().split(';')[0]?.trim();
  const reference = element.child('reference')?.attribute('value');
  const address = reference === undefined || reference.startsWith('#') ? null : reference;
  const own = element.nodes.map((node) => (typeof node === 'string' ? node : '')).join('');
  const file = { mediaType: stated ?? null, address };
  if (own.trim() === '') return { ...file, bytes: null };
  if (element.attribute('representation')?.toUpperCase() !== 'B64') return { ...file, bytes: Buffer.from(own, 'utf8') };
  if (!isBase64(own)) return { ...file, bytes: null };
  return { ...file, bytes: inflated(Buffer.from(own, 'base64'), element.attribute('compression')?.toUpperCase()) };
}

function inflated(bytes: Buffer, compression: string | undefined): Buffer | null {
  // A file that was cut is refused: half of it would look like all of it.
  const options = { maxOutputLength: MOST_INFLATED };
  try {
    if (compression === undefined) return bytes;
    if (compression === 'DF') return inflateRawSync(bytes, options);
    if (compression === 'ZL') return inflateSync(bytes, options);
    if (compression === 'GZ') return gunzipSync(bytes, options);
  } catch {
    return null;
  }
  return null;
}

/** Whether bytes begin as a picture of that type does: types that browsers show and that can hold no script. SVG can, and is a file. */
export function isPicture(mediaType: string | null, bytes: Buffer): boolean {
  const head = bytes.subarray(0, 12).toString('latin1');
  if (mediaType === 'image/png') return head.startsWith('\x89PNG\r\n\x1a\n');
  if (mediaType === 'image/jpeg' || mediaType === 'image/jpg') return head.startsWith('\xff\xd8\xff');
  if (mediaType === 'image/gif') return /^GIF8[79]a/.test(head);
  if (mediaType === 'image/bmp') return head.startsWith('BM');
  return mediaType === 'image/webp' && /^RIFF....WEBP/s.test(head);
}
