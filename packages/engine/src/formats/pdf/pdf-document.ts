import { MigrationError } from '../../base/error.js';
import { loadPdfium, type Pdfium } from './pdfium.js';
import { type PdfWord, readWords, wordsToText } from './text-layer.js';

/** Points an inch (ISO 32000-1 section 8.3.2.3). */
const POINTS = 72;
/** fpdfview.h: FPDFBitmap_Gray, FPDF_ANNOT, FPDF_GRAYSCALE, FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY. */
const GRAY = 1;
const DRAW = 0x01 | 0x08;
const ERR_PASSWORD = 4;
const ERR_SECURITY = 5;
/** fpdf_edit.h: FPDF_PAGEOBJ_IMAGE, FPDF_PAGEOBJ_FORM. */
const IMAGE = 3;
const FORM = 5;

/** A page as 8-bit grey, upright as its /Rotate says, row by row from the top. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  /** width × height bytes; 255 is white. */
  readonly pixels: Uint8Array;
}

export interface PdfPage {
  /** Inches, upright. */
  readonly width: number;
  readonly height: number;
  /** /Rotate: degrees clockwise by which the stored page is turned to stand upright. */
  readonly rotation: 0 | 90 | 180 | 270;
  /** Words of the page that the file holds as text and shows, in reading order; boxes in points of the upright page, from its top left. */
  readonly words: readonly PdfWord[];
  /** The words as plain text; null where the page has none, or where they are not all that it says (see {@link PdfDocument.page}). */
  readonly text: string | null;
  /** Share of the page that images cover, 0 to 1. */
  readonly imageShare: number;
}

/** A PDF, open. Close it: its memory is not JavaScript's. */
export class PdfDocument implements Disposable {
  readonly pages: number;

  private constructor(
    private readonly pdfium: Pdfium,
    private readonly at: number,
    private readonly handle: number,
  ) {
    this.pages = pdfium._FPDF_GetPageCount(handle);
  }

  /** Errors: `pdf-encrypted` (needs a password to be opened), `pdf-broken`. PDFium mends what other readers mend (lost cross-references). */
  static async open(bytes: Uint8Array): Promise<PdfDocument> {
    const pdfium = await loadPdfium();
    const at = pdfium.wasmExports.malloc(bytes.length);
    if (at === 0) throw pdfFault('pdf-broken', 'The PDF does not fit into memory');
    pdfium.HEAPU8.set(bytes, at);
    const handle = pdfium._FPDF_LoadMemDocument(at, bytes.length, 0);
    if (handle === 0) {
      const reason = pdfium._FPDF_GetLastError();
      pdfium.wasmExports.free(at);
      const isLocked = reason === ERR_PASSWORD || reason === ERR_SECURITY;
      throw isLocked
        ? pdfFault('pdf-encrypted', 'The PDF is encrypted and opens with a password only')
        : pdfFault('pdf-broken', 'The PDF is damaged');
    }
    const document = new PdfDocument(pdfium, at, handle);
    if (document.pages > 0) return document;
    document.close();
    throw pdfFault('pdf-broken', 'The PDF has no pages');
  }

  /**
   * Page `number`, from 1. Its text is null where images cover much of the page (the words are a stamp on a scan), where the words are invisible (another program's
   * OCR, which nobody has checked) and where the fonts do not say which characters they show: such a page is read from its image.
   */
  page(number: number): PdfPage {
    return this.withPage(number, (page) => {
      const size = this.sizeOf(page);
      const { words, trusted } = readWords(this.pdfium, page, size);
      const imageShare = this.imageShareOf(page, size);
      const text = trusted && imageShare < SCAN_SHARE ? wordsToText(words) : '';
      const width = size.width / POINTS;
      const height = size.height / POINTS;
      return { width, height, rotation: this.rotationOf(page), words, text: text === '' ? null : text, imageShare };
    });
  }

  /** Page `number`, from 1, at `dpi` dots an inch, fewer where it would have more than `most` pixels; with its annotations and filled-in fields. */
  render(
    number: number,
    dpi: number,
    most: number,
  ): GreyImage & { readonly dpi: number; readonly rotation: 0 | 90 | 180 | 270 } {
    return this.withPage(number, (page) => {
      const size = this.sizeOf(page);
      const used = fittingDpi(size.width / POINTS, size.height / POINTS, dpi, most);
      const width = Math.max(1, Math.round((size.width / POINTS) * used));
      const height = Math.max(1, Math.round((size.height / POINTS) * used));
      return { ...this.draw(page, width, height), dpi: used, rotation: this.rotationOf(page) };
    });
  }

  close(): void {
    this.pdfium._FPDF_CloseDocument(this.handle);
    this.pdfium.wasmExports.free(this.at);
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** Comments and fields are made part of the page first: they are seen, and so they are read. */
  private withPage<T>(number: number, use: (page: number) => T): T {
    const load = (): number => {
      const page = this.pdfium._FPDF_LoadPage(this.handle, number - 1);
      if (page === 0) throw pdfFault('pdf-page-broken', 'A page of the PDF is damaged');
      return page;
    };
    let page = load();
    // FLATTEN_SUCCESS is 1; the page is loaded anew so that its content is parsed again.
    if (this.pdfium._FPDFPage_Flatten(page, 0) === 1) {
      this.pdfium._FPDF_ClosePage(page);
      page = load();
    }
    try {
      return use(page);
    } finally {
      this.pdfium._FPDF_ClosePage(page);
    }
  }

  private rotationOf(page: number): 0 | 90 | 180 | 270 {
    return ((this.pdfium._FPDFPage_GetRotation(page) & 3) * 90) as 0 | 90 | 180 | 270;
  }

  private sizeOf(page: number): { width: number; height: number } {
    const width = this.pdfium._FPDF_GetPageWidthF(page);
    const height = this.pdfium._FPDF_GetPageHeightF(page);
    if (!(width > 0 && height > 0 && width < MOST_POINTS && height < MOST_POINTS))
      throw pdfFault('pdf-page-broken', 'A page of the PDF has no size that can be drawn');
    return { width, height };
  }

  private draw(page: number, width: number, height: number): GreyImage {
    const { pdfium } = this;
    const at = pdfium.wasmExports.malloc(width * height);
    if (at === 0) throw pdfFault('pdf-page-broken', 'A page of the PDF does not fit into memory');
    const bitmap = pdfium._FPDFBitmap_CreateEx(width, height, GRAY, at, width);
    try {
      pdfium._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
      pdfium._FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, DRAW);
      return { width, height, pixels: pdfium.HEAPU8.slice(at, at + width * height) };
    } finally {
      pdfium._FPDFBitmap_Destroy(bitmap);
      pdfium.wasmExports.free(at);
    }
  }

  private imageShareOf(page: number, size: { width: number; height: number }): number {
    const { pdfium } = this;
    const at = pdfium.wasmExports.malloc(16);
    let area = 0;
    const objects = Math.min(pdfium._FPDFPage_CountObjects(page), MOST_OBJECTS);
    for (let i = 0; i < objects; i++) {
      const object = pdfium._FPDFPage_GetObject(page, i);
      if (object === 0 || !this.showsImage(object)) continue;
      if (pdfium._FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12) === 0) continue;
      const [left = 0, bottom = 0, right = 0, top = 0] = new Float32Array(pdfium.HEAPU8.buffer, at, 4);
      area += Math.max(0, right - left) * Math.max(0, top - bottom);
    }
    pdfium.wasmExports.free(at);
    return Math.min(1, area / (size.width * size.height));
  }

  /** An image, or a group that holds one (the bounds of the group stand for it). */
  private showsImage(object: number, depth = 0): boolean {
    const type = this.pdfium._FPDFPageObj_GetType(object);
    if (type === IMAGE) return true;
    if (type !== FORM || depth > 3) return false;
    const inner = Math.min(this.pdfium._FPDFFormObj_CountObjects(object), MOST_OBJECTS);
    for (let i = 0; i < inner; i++) {
      const one = this.pdfium._FPDFFormObj_GetObject(object, i);
      if (one !== 0 && this.showsImage(one, depth + 1)) return true;
    }
    return false;
  }
}

/** From this share on a page is a scan, whatever text is stamped on it; a logo, a signature or a chart covers less. */
const SCAN_SHARE = 0.4;
/** A page is at most 14,400 units (ISO 32000-1 annex C.2), times 10 for a UserUnit. */
const MOST_POINTS = 144_000;
const MOST_OBJECTS = 20_000;

/** `dpi`, or the highest whole one at which a page of that size (inches) has no more than `most` pixels. */
export function fittingDpi(width: number, height: number, dpi: number, most: number): number {
  const wanted = width * height * dpi * dpi;
  return wanted <= most ? dpi : Math.max(1, Math.floor(Math.sqrt(most / (width * height))));
}

const pdfFault = (code: string, message: string): MigrationError =>
  new MigrationError(message, {
    code,
    hint: 'Open it in a PDF reader, save it anew without a password, and add it again.',
  });
