import type { PageBox } from './scan-document.js';

/** What a word is as a field: digits of the first five are never taken on one read. */
export type FieldKind = 'date' | 'dose' | 'number' | 'identifier' | 'code' | 'phone' | 'word';

/** One word as one read of the page saw it. */
export interface WordRead {
  /** Name of the preprocessing that the read was made with. */
  readonly read: string;
  /** Empty: this read saw nothing there. */
  readonly text: string;
  /** 0 to 1, as the recogniser states it: not calibrated. */
  readonly confidence: number;
}

export interface PageWord {
  readonly text: string;
  readonly box: PageBox;
  /** Calibrated: of words with confidence c, the share c is right. */
  readonly confidence: number;
  /** May be used without a person having looked at it. */
  readonly accepted: boolean;
  readonly kind: FieldKind;
  /** Start and end in {@link PageReading.text}. */
  readonly span: readonly [start: number, end: number];
  readonly reads: readonly WordRead[];
}

/** The text of one page image with the place of every word. */
export interface PageReading {
  /** From 1. */
  readonly page: number;
  /** Pixels of the upright image that boxes refer to. */
  readonly width: number;
  readonly height: number;
  /** Degrees clockwise by which the image was turned before reading, and the skew (degrees, clockwise positive) that was taken out. Boxes are of the turned, unstraightened page. */
  readonly rotation: 0 | 90 | 180 | 270;
  readonly skew: number;
  readonly blank: boolean;
  /** ocr: read from pixels. text-layer: the file's own text; its words are accepted, for nothing was guessed. */
  readonly origin: 'ocr' | 'text-layer';
  /** Names and versions of what read it, e.g. `tesseract 5.3.0 + tesseract.js 7.0.0`; absent for a text layer. */
  readonly engine?: string;
  /** Lines end with `\n`, paragraphs with a blank line. */
  readonly text: string;
  readonly words: readonly PageWord[];
}

/** A page that could not be read: it stays unread, the next goes on. */
export interface PageFailure {
  readonly page: number;
  /** Issue code: `ocr-timeout`, `ocr-memory`, `ocr-crashed`, `image-unreadable`. */
  readonly failure: string;
}
