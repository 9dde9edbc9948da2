import type { Cell } from '../base/cell.js';
import { charsetOf } from '../formats/text/charset.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });
const utf16le = new TextDecoder('utf-16le');
/** Not a TextDecoder: Node 20's reads windows-1252 as ISO 8859-1. Every byte means something here, so it never gives null. */
const windows1252 = charsetOf('windows-1252')!;

/** A note cell as text. Bytes are UTF-8 or UTF-16 by their mark, else UTF-8, else Windows-1252 (every byte means something there): `guessed`. */
export function noteCell(cell: Cell | undefined): { readonly text: string; readonly guessed: boolean } {
  if (cell === null || cell === undefined) return { text: '', guessed: false };
  if (!(cell instanceof Uint8Array)) return { text: String(cell), guessed: false };
  if (cell[0] === 0xff && cell[1] === 0xfe) return { text: utf16le.decode(cell), guessed: false };
  try {
    return { text: utf8.decode(cell), guessed: false };
  } catch {
    const bytes = Buffer.from(cell.buffer, cell.byteOffset, cell.byteLength);
    return { text: windows1252.decode(bytes, 0, bytes.length)!, guessed: true };
  }
}

export type NoteFormat = 'text/rtf' | 'text/html' | 'text/plain';

const tags =
  /<(?:p|br|div|span|table|tr|td|ul|ol|li|b|i|u|strong|em|font|h[1-6]|a|img|pre|body|head)(?:\s[^<>]*)?\/?>/i;

/** What a note is written in, by its own marks: an RTF header, an HTML start or well-known tags, else plain text. */
export function noteFormat(text: string): NoteFormat {
  const start = text.slice(0, 2000).trimStart();
  if (/^\{\s*\\rtf/.test(start)) return 'text/rtf';
  if (/^<(?:!doctype\s+html|html|\?xml[^>]*>\s*<html|body)\b/i.test(start)) return 'text/html';
  return tags.test(text.slice(0, 100_000)) &&
    /<\/(?:p|div|span|table|tr|td|ul|ol|li|b|i|u|strong|em|font|h[1-6]|a|pre)\s*>|<br\s*\/?>/i.test(
      text.slice(0, 100_000),
    )
    ? 'text/html'
    : 'text/plain';
}
