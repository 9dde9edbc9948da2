import { isUtf8 } from 'node:buffer';
import { htmlToRich } from '../html-text/html-rich.js';
import { htmlToText } from '../html-text/html-text.js';
import { rtfToRich } from '../rtf/rtf-rich.js';
import { rtfToText } from '../rtf/rtf-text.js';
import { charsetOf } from '../text/charset.js';
import { plainToBlocks } from './plain-structure.js';
import type { RichText } from './rich-text.js';

/** How a kind of note is read, with its formatting and without. */
interface NoteReader {
  readonly toRich: (source: string) => RichText;
  readonly toText: (source: string) => string;
}

const PLAIN: NoteReader = { toRich: plainToBlocks, toText: (source) => source };
const HTML: NoteReader = { toRich: htmlToRich, toText: htmlToText };
const RTF: NoteReader = { toRich: rtfToRich, toText: (source) => rtfToText(source).text };

/** Kinds of notes that have text of their own, by media type. */
const READERS: Readonly<Record<string, NoteReader>> = {
  'text/plain': PLAIN,
  'text/html': HTML,
  'application/xhtml+xml': HTML,
  'text/rtf': RTF,
  'application/rtf': RTF,
  'text/richtext': RTF,
};

const readerOf = (mediaType: string) => (Object.hasOwn(READERS, mediaType) ? READERS[mediaType] : undefined);

/** A note with its formatting, by its media type; null for a type that is no note. */
export const noteBlocks = (source: string, mediaType: string): RichText | null =>
  readerOf(mediaType)?.toRich(source) ?? null;

/** The plain text of a note, by its media type; null for a type that is no note. */
export const noteText = (source: string, mediaType: string): string | null =>
  readerOf(mediaType)?.toText(source) ?? null;

/** The text of a FHIR Attachment with content: Latin-1 where `contentType` says so, else as noteSource reads it. `data` is base64. */
export function attachmentSource(data: string, contentType: string): string {
  const bytes = Buffer.from(data, 'base64');
  const [mediaType = '', ...parameters] = contentType.toLowerCase().split(';');
  if (/charset="?(iso-8859-1|latin1)/.test(parameters.join(';'))) return bytes.toString('latin1');
  return noteSource(bytes, mediaType.trim());
}

/** The text of a note's bytes: by its mark, else UTF-8, else Windows-1252. RTF names its own code pages, so its bytes are left to its reader. */
export function noteSource(bytes: Uint8Array, mediaType: string): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return buffer.toString('utf16le', 2);
  if (isUtf8(buffer)) return buffer.toString('utf8').replace(/^\ufeff/, '');
  if (readerOf(mediaType) === RTF)
    return buffer.toString('latin1').replace(/[\x80-\xff]/g, (byte) => `\\'${byte.charCodeAt(0).toString(16)}`);
  return windows1252?.decode(buffer, 0, buffer.length) ?? buffer.toString('latin1');
}

/** Every byte means something in it. */
const windows1252 = charsetOf('windows-1252');
