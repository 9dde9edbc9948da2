import type { KeyedEntry } from '../../artifacts/keying-form.js';
import type { Assertion, Span } from '../../artifacts/note-suggestion.js';
import type { FieldKind } from '../../artifacts/page-reading.js';
import type { PageBox } from '../../artifacts/scan-document.js';

/** A word as it stands on the page: a run of characters without space. */
export interface TruthWord {
  readonly text: string;
  readonly box: PageBox;
  readonly kind: FieldKind;
  /** Start and end in {@link TruthPage.text}. */
  readonly span: Span;
  /** Lines of the page from 0, the line that a fax machine put on top included. */
  readonly line: number;
  /** A stamp, a pen stroke or a hole lies over it: it may be unreadable to anybody. */
  readonly covered: boolean;
}

/** A fact that the page states. */
export interface TruthFact {
  /** `place.document` is empty until the page is in a file. */
  readonly entry: KeyedEntry;
  readonly assertion: Assertion;
  /** Where each field stands that the page states literally; a value over two lines has a box around both. */
  readonly boxes: Readonly<Record<string, PageBox>>;
  readonly spans: Readonly<Record<string, Span>>;
}

/** Everything that is known of a page image. */
export interface TruthPage {
  /** Pixels of the upright image that boxes refer to; square ones, also where a fax stores half the lines. */
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
  /** Degrees clockwise by which the stored image must be turned to stand upright. */
  readonly rotation: 0 | 90 | 180 | 270;
  /** Degrees by which the lines of the page fall to the right (clockwise). */
  readonly skew: number;
  readonly blank: boolean;
  /** In reading order: rows of tables from left to right, lines end with `\n`, paragraphs are parted by a blank line. */
  readonly text: string;
  readonly words: readonly TruthWord[];
  /** Words of stamps: on the page, but not part of its text. */
  readonly stamps: readonly { readonly text: string; readonly box: PageBox }[];
  readonly facts: readonly TruthFact[];
}
