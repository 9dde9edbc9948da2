import { DOCX, type DocumentPage } from '../../artifacts/scan-document.js';
import { MigrationError } from '../../base/error.js';
import { readDocx } from '../../formats/docx/docx-document.js';
import { isBlankPage } from '../../formats/image/blank-page.js';
import { ImageFile } from '../../formats/image/image-pages.js';
import { MOST_PIXELS, READING_DPI } from '../../formats/image/page-image.js';
import { mediaTypeOf } from '../../formats/media-type/media-type.js';
import { fittingDpi, PdfDocument } from '../../formats/pdf/pdf-document.js';
import { noteSource, noteText } from '../../formats/rich-text/note-file.js';

/** What is read of one document at most; what goes beyond is quarantined. */
export interface ParseLimits {
  /** Bytes of the file. */
  readonly bytes: number;
  readonly pages: number;
  /** Pixels of one page. */
  readonly pixels: number;
  /** Unpacked bytes for one packed byte (DOCX, compressed cells). */
  readonly ratio: number;
  /** Characters of a note. */
  readonly characters: number;
}

export const PARSE_LIMITS: ParseLimits = Object.freeze({
  bytes: 200 << 20,
  pages: 2000,
  pixels: MOST_PIXELS,
  ratio: 100,
  characters: 20 << 20,
});

/** A page before anybody knows the document's hash. */
export type ParsedPage = Omit<DocumentPage, 'document'>;

export interface ParsedDocument {
  readonly mediaType: string;
  /** As the file says, also where not all of them could be read. */
  readonly pageCount: number;
  readonly pages: readonly ParsedPage[];
  /** Issue code; null: it was read whole. */
  readonly quarantine: string | null;
}

/** Dots an inch at which pages are looked at for ink. */
const LOOK_DPI = 100;

/**
 * Type, pages and text of a document. Decodes files that may be made to do harm: called in the child process of {@link DocumentParser} alone. `onPage` is told of every
 * page. What is wrong with a document is its quarantine code; other errors are faults of the program.
 */
export async function parseDocument(
  bytes: Uint8Array,
  limits: ParseLimits,
  onPage: (page: number) => void = () => {},
): Promise<ParsedDocument> {
  if (bytes.length > limits.bytes) return unread('application/octet-stream', 'file-too-large');
  const mediaType = await mediaTypeOf(bytes);
  if (mediaType === 'application/x-empty') return unread(mediaType, 'file-empty');
  try {
    if (mediaType === 'application/pdf') return await parsePdf(bytes, limits, onPage);
    if (mediaType.startsWith('image/') && ['tiff', 'png', 'jpeg'].includes(mediaType.slice(6)))
      return await parseImage(bytes, mediaType, limits, onPage);
    if (mediaType === DOCX) return await parseDocx(bytes, limits);
    if (bytes.length > limits.characters * 4) return unread(mediaType, 'note-too-large');
    const text = noteText(noteSource(bytes, mediaType), mediaType);
    return text === null ? unread(mediaType, 'document-type-unknown') : noteOf(mediaType, text);
  } catch (error) {
    if (error instanceof MigrationError) return unread(mediaType, error.code);
    throw error;
  }
}

const unread = (mediaType: string, quarantine: string, pageCount = 0): ParsedDocument => ({
  ...{ mediaType, pageCount, pages: [], quarantine },
});

/** Notes break pages by form feeds, as the printers did that they were written for. */
function noteOf(mediaType: string, text: string): ParsedDocument {
  const parts = text.includes('\f') ? text.split('\f') : [text];
  while (parts.length > 1 && parts.at(-1)?.trim() === '') parts.pop();
  const pages = parts.map((part, i) => textPage(i + 1, part));
  return { mediaType, pageCount: pages.length, pages, quarantine: null };
}

const textPage = (page: number, text: string): ParsedPage => ({
  ...{ page, width: null, height: null, dpi: null, rotation: 0, blank: text.trim() === '' },
  text: text.trim() === '' ? null : text,
});

async function parsePdf(
  bytes: Uint8Array,
  limits: ParseLimits,
  onPage: (page: number) => void,
): Promise<ParsedDocument> {
  using document = await PdfDocument.open(bytes);
  const mediaType = 'application/pdf';
  if (document.pages > limits.pages) return unread(mediaType, 'too-many-pages', document.pages);
  const pages: ParsedPage[] = [];
  let quarantine: string | null = null;
  for (let page = 1; page <= document.pages; page++) {
    onPage(page);
    try {
      const { width, height, rotation, text } = document.page(page);
      const dpi = fittingDpi(width, height, READING_DPI, limits.pixels);
      const size = { width: Math.max(1, Math.round(width * dpi)), height: Math.max(1, Math.round(height * dpi)) };
      const blank = text === null && isBlankPdfPage(document, page, limits);
      pages.push({ page, ...size, dpi, rotation, blank, text });
    } catch (error) {
      // The other pages are worth having; the document is marked, and the page is missing among them.
      if (!(error instanceof MigrationError)) throw error;
      quarantine ??= error.code;
    }
  }
  return { mediaType, pageCount: document.pages, pages, quarantine };
}

function isBlankPdfPage(document: PdfDocument, page: number, limits: ParseLimits): boolean {
  const image = document.render(page, LOOK_DPI, limits.pixels);
  return isBlankPage(image, image.dpi);
}

async function parseImage(
  bytes: Uint8Array,
  mediaType: string,
  limits: ParseLimits,
  onPage: (page: number) => void,
): Promise<ParsedDocument> {
  const file = await ImageFile.open(bytes, limits.pixels);
  if (file.pages > limits.pages) return unread(mediaType, 'too-many-pages', file.pages);
  const pages: ParsedPage[] = [];
  let quarantine: string | null = null;
  for (let page = 1; page <= file.pages; page++) {
    onPage(page);
    try {
      const { width, height, dpi, rotation, pixels } = await file.pixels(page);
      const blank = isBlankPage({ width, height, pixels }, dpi);
      pages.push({ page, width, height, dpi, rotation, blank, text: null });
    } catch (error) {
      if (!(error instanceof MigrationError)) throw error;
      quarantine ??= error.code;
    }
  }
  return { mediaType, pageCount: file.pages, pages, quarantine };
}

async function parseDocx(bytes: Uint8Array, limits: ParseLimits): Promise<ParsedDocument> {
  const { text, images } = await readDocx(bytes, { bytes: limits.bytes, ratio: limits.ratio, parts: 5000 });
  if (text.length > limits.characters) return unread(DOCX, 'note-too-large');
  const page = textPage(1, text);
  // A document that is nothing but pictures is no blank page; it is not read either.
  const isPicture = page.text === null && images.length > 0;
  return {
    ...{ mediaType: DOCX, pageCount: 1, pages: [isPicture ? { ...page, blank: false } : page] },
    quarantine: isPicture ? 'docx-images-only' : null,
  };
}
