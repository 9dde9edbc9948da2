import { MigrationError } from '../../base/error.js';
import { type GreyImage, PdfDocument } from '../pdf/pdf-document.js';
import { ImageFile } from './image-pages.js';

/** Pixels of one page at most: 20 × 20 inches at 500 dots. A page drawn from vectors is drawn coarser instead. */
export const MOST_PIXELS = 100_000_000;
const MOST_DRAWN_PIXELS = 40_000_000;

/** Dots an inch that pages drawn from vectors are read at. */
export const READING_DPI = 300;

export interface PageImage extends GreyImage {
  /** Dots an inch that it has. */
  readonly dpi: number;
  /** Degrees clockwise by which the stored page was turned (EXIF, TIFF orientation, PDF /Rotate). The pixels are turned already. */
  readonly rotation: 0 | 90 | 180 | 270;
}

/** Media types whose pages have an image. */
export const PAGE_IMAGE_TYPES: readonly string[] = ['application/pdf', 'image/tiff', 'image/png', 'image/jpeg'];

/**
 * The image of page `page` (from 1) as people see it: upright by what the file says, 8-bit grey, 255 is white. `dpi` is for PDF; an image file keeps its own pixels
 * (made square where a fax has other dots across than down), for scaling them adds nothing: its `dpi` is told. Same bytes, same pixels.
 * Decodes in this process: call it in one that may be killed. Errors (MigrationError, codes of quarantine): `pdf-encrypted`, `pdf-broken`, `pdf-page-broken`,
 * `image-broken`, `image-too-large`, `no-page-image` (text has none).
 */
export async function renderPage(
  bytes: Uint8Array,
  mediaType: string,
  page: number,
  dpi: number = READING_DPI,
): Promise<PageImage> {
  if (mediaType === 'application/pdf') {
    using document = await PdfDocument.open(bytes);
    checkPage(page, document.pages);
    return document.render(page, dpi, MOST_DRAWN_PIXELS);
  }
  if (!PAGE_IMAGE_TYPES.includes(mediaType)) throw noImage();
  const file = await ImageFile.open(bytes, MOST_PIXELS);
  checkPage(page, file.pages);
  return file.pixels(page);
}

function checkPage(page: number, pages: number): void {
  if (page >= 1 && page <= pages) return;
  throw new MigrationError('The document has no such page', {
    code: 'page-missing',
    kind: 'usage',
    hint: `It has ${pages} page${pages === 1 ? '' : 's'}.`,
  });
}

const noImage = (): MigrationError =>
  new MigrationError('A document of text has no page images', {
    code: 'no-page-image',
    kind: 'usage',
    hint: 'Take its text.',
  });
