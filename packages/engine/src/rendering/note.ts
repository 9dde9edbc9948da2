import { MigrationError } from '../base/error.js';
import { noteBlocks, noteSource } from '../formats/rich-text/note-file.js';
import { page, text } from './page.js';
import { richHtml } from './rich-html.js';

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
