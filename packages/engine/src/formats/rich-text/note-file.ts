import { isUtf8 } from 'node:buffer';
import { htmlToRich } from '../html-text/html-rich.js';
import { rtfToRich } from '../rtf/rtf-rich.js';
import { charsetOf } from '../text/charset.js';
import { plainToRich, type RichText } from './rich-text.js';

/** Kinds of notes that have text of their own, by media type. */
const READERS: Readonly<Record<string, (source: string) => RichText>> = {
  'text/plain': plainToRich,
  'text/html': htmlToRich,
  'application/xhtml+xml': htmlToRich,
  'text/rtf': rtfToRich,
  'application/rtf': rtfToRich,
  'text/richtext': rtfToRich,
};

const readerOf = (mediaType: string) => (Object.hasOwn(READERS, mediaType) ? READERS[mediaType] : undefined);

/** A note with its formatting, by its media type; null for a type that is no note. */
export const noteBlocks = (source: string, mediaType: string): RichText | null => readerOf(mediaType)?.(source) ?? null;

/** The text of a note's bytes: by its mark, else UTF-8, else Windows-1252. RTF names its own code pages, so its bytes are left to its reader. */
export function noteSource(bytes: Uint8Array, mediaType: string): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return buffer.toString('utf16le', 2);
  if (isUtf8(buffer)) return buffer.toString('utf8').replace(/^\ufeff/, '');
  if (readerOf(mediaType) === rtfToRich)
    return buffer.toString('latin1').replace(/[\x80-\xff]/g, (byte) => `\\'${byte.charCodeAt(0).toString(16)}`);
  return windows1252?.decode(buffer, 0, buffer.length) ?? buffer.toString('latin1');
}

/** Every byte means something in it. */
const windows1252 = charsetOf('windows-1252');
