/** A rectangle on a page: left, top, width, height, in pixels of the page's image upright as {@link DocumentPage} gives its size. */
export type PageBox = readonly [x: number, y: number, width: number, height: number];

/**
 * A document of the manual lane: a scan, a PDF or a note that lies in no column, or one that does and must be read by people. Kept once for the same bytes.
 * `name` and `place` are PHI (people name files after patients): they stay in the vault.
 */
export interface ScanDocument {
  /** SHA-256 of the bytes, hex: the name of its blob, and of the document everywhere. */
  readonly id: string;
  /** As recognised by content: application/pdf, image/tiff, image/png, image/jpeg, text/rtf, text/html, text/plain or the media type of DOCX. */
  readonly mediaType: string;
  readonly bytes: number;
  readonly pages: number;
  /** Every place that held these bytes, in order: a file (path relative to the folder that was added, with `/`) or the locator of a staged cell. */
  readonly places: readonly DocumentPlace[];
  /** When the legacy system or the file says it was made, RFC 3339 or date; null: nobody says. */
  readonly date: string | null;
  /** Title for people, e.g. of the index table; null: none. */
  readonly title: string | null;
  /** RFC 3339, UTC. */
  readonly addedAt: string;
  /** Why it could not be read (kebab-case issue code: `pdf-encrypted`, `file-too-large`, `parse-timeout` ...); null: it was read. Its bytes are kept either way. */
  readonly quarantine: string | null;
}

export type DocumentPlace =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'cell'; readonly locator: string };

/** Media type of a Word document (ECMA-376). */
export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export interface DocumentPage {
  readonly document: string;
  /** From 1. */
  readonly page: number;
  /** Pixels of the upright image at {@link dpi}; null for a page of text alone (RTF, HTML, DOCX, plain text). */
  readonly width: number | null;
  readonly height: number | null;
  /** Dots an inch of the image as it is rendered for reading; null without an image. */
  readonly dpi: number | null;
  /** Degrees clockwise by which the stored page must be turned to stand upright. */
  readonly rotation: 0 | 90 | 180 | 270;
  /** Nothing is on it. */
  readonly blank: boolean;
  /** Text that the file itself holds for this page (text layer, note), as plain text; null: none, it must be read by OCR. */
  readonly text: string | null;
}

/** Whose document it is, and how that is known. */
export interface DocumentLink {
  readonly document: string;
  /** Key of the patient row, as mapping specs name patients; null: nobody's, by decision (a form, an advertisement). */
  readonly patient: string | null;
  /** Name of the rule (`folder`, `file-name`, `index-table`, `page-identifier`, `barcode`), `cell` for a staged cell of the patient's row, or `decision`. */
  readonly by: string;
  /** Why, for people, without PHI: which parts agreed. */
  readonly reasons: readonly string[];
}
