import { noteSource } from '../formats/rich-text/note-file.js';
import { type FileContent, isPicture } from './file-content.js';
import { noteHtml } from './note.js';
import { text } from './page.js';

/** A file that lies beside the page, because a page that held it would be too large to save from. */
export interface PageFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Browsers refuse to save from longer data: addresses (Chromium: 2 MB). */
const MOST_IN_PAGE = 1_400_000;

const ENDINGS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/msword': 'doc',
  'image/tiff': 'tif',
  'image/svg+xml': 'svg.txt',
  'text/xml': 'xml.txt',
  'application/xml': 'xml.txt',
};

/** Shows the files that a document holds, and collects those that do not fit into the page. */
export class PageFiles {
  readonly beside: PageFile[] = [];
  #count = 0;

  /** `stem` begins the names of files that are saved. */
  constructor(readonly stem: string) {}

  /**
   * A file as HTML. Notes are shown with their formatting and pictures as pictures. Anything else, PDF among it, is offered to be saved: shown inside the page
   * it would run with what a viewer allows it. An address is shown and not followed.
   */
  show({ mediaType, bytes, address }: FileContent, caption: string, level: number): string {
    if (bytes === null) {
      if (address !== null)
        return `<p class="said" data-added>The file lies outside the document and was not loaded: ${text(address)}</p>`;
      return '<p class="said" data-added>The document holds a file here that cannot be read.</p>';
    }
    const note = mediaType === null ? null : noteHtml(noteSource(bytes, mediaType), mediaType, level);
    if (note !== null) return note;
    if (isPicture(mediaType, bytes)) return this.picture(mediaType, bytes, caption);
    return `<p class="said" data-added>${this.#link(mediaType, bytes)}</p>`;
  }

  /** A file within a line: a picture, or a link to save it. */
  inline({ mediaType, bytes, address }: FileContent, caption: string): string {
    if (bytes === null)
      return `<span class="said" data-added>[${address === null ? 'a file that cannot be read' : `not loaded: ${text(address)}`}]</span>`;
    if (isPicture(mediaType, bytes)) return this.picture(mediaType, bytes, caption);
    return `<span data-added>${this.#link(mediaType, bytes)}</span>`;
  }

  picture(mediaType: string | null, bytes: Buffer, caption: string): string {
    const alt = caption === '' ? 'Picture of the document, without a description' : caption;
    return `<img src="data:${mediaType};base64,${bytes.toString('base64')}" alt="${text(alt)}">`;
  }

  #link(mediaType: string | null, bytes: Buffer): string {
    this.#count++;
    const ending = mediaType !== null && Object.hasOwn(ENDINGS, mediaType) ? ENDINGS[mediaType] : 'bin';
    const name = `${this.stem}-file-${this.#count}.${ending}`;
    const kind = mediaType === 'application/pdf' ? 'PDF' : `file (${mediaType ?? 'of a kind that is not stated'})`;
    const size = bytes.length < 1000 ? `${bytes.length} bytes` : `${Math.round(bytes.length / 1000)} kB`;
    let href = `data:application/octet-stream;base64,`;
    if (bytes.length <= MOST_IN_PAGE) href += bytes.toString('base64');
    else {
      href = encodeURIComponent(name);
      this.beside.push({ name, bytes });
    }
    return `<a class="download" href="${href}" download="${text(name)}">Save the ${text(kind)}, ${size}</a>`;
  }
}
