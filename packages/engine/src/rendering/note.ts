import { isUtf8 } from 'node:buffer';
import { MigrationError } from '../base/error.js';
import { htmlToRich } from '../formats/html-text/html-rich.js';
import { plainToRich, type RichText } from '../formats/rich-text/rich-text.js';
import { rtfToRich } from '../formats/rtf/rtf-rich.js';
import { fileText } from './file-content.js';
import { page, text } from './page.js';
import { richHtml } from './rich-html.js';

/** Kinds of notes that have text of their own, by media type. */
const READERS: Readonly<Record<string, (source: string) => RichText>> = {
  'text/plain': plainToRich,
  'text/html': htmlToRich,
  'application/xhtml+xml': htmlToRich,
  'text/rtf': rtfToRich,
  'application/rtf': rtfToRich,
  'text/richtext': rtfToRich,
};

/** Whether a file of that type is a note that {@link noteHtml} can show. */
export const isNote = (mediaType: string | null): boolean => mediaType !== null && Object.hasOwn(READERS, mediaType);

/** A note with its formatting; null for a type that is no note. */
export const noteBlocks = (source: string, mediaType: string): RichText | null =>
  Object.hasOwn(READERS, mediaType) ? (READERS[mediaType]?.(source) ?? null) : null;

/**
 * A note of a source as HTML with its formatting: bold, italics, underline, lists, tables, line breaks; nothing of it that runs, loads or styles.
 * `mediaType`: text/plain, text/html, text/rtf. null for any other. `level` is the level of its first heading.
 */
export function noteHtml(source: string, mediaType: string, level = 2): string | null {
  const blocks = noteBlocks(source, mediaType);
  return blocks === null ? null : `<div class="rich">${richHtml(blocks, level)}</div>`;
}

/**
 * A note as a whole page. Bytes are read as UTF-8 or UTF-16 by their mark, else UTF-8, else Windows-1252; RTF names its own code pages.
 * Throws MigrationError `NOTE_FORMAT` for a type that {@link noteHtml} does not show.
 */
export function renderNote(source: string | Uint8Array, mediaType: string, title: string): string {
  const html = noteHtml(typeof source === 'string' ? source : noteSource(source, mediaType), mediaType);
  if (html === null)
    throw new MigrationError('Notes of this type are not rendered.', {
      code: 'NOTE_FORMAT',
      hint: 'Give text/plain, text/html or text/rtf.',
    });
  return page(title, `<div class="page bare"><main class="section"><h1>${text(title)}</h1>${html}</main></div>`);
}

/** RTF has one byte for each character; its reader knows what the bytes mean. */
export const noteSource = (bytes: Uint8Array, mediaType: string): string => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (READERS[mediaType] !== rtfToRich || isUtf8(buffer)) return fileText(buffer);
  return buffer.toString('latin1').replace(/[\x80-\xff]/g, (byte) => `\\'${byte.charCodeAt(0).toString(16)}`);
};
