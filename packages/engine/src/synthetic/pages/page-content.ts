import type { EntryKind } from '../../artifacts/keying-form.js';
import type { Assertion } from '../../artifacts/note-suggestion.js';
import type { FieldKind } from '../../artifacts/page-reading.js';

/** A fact that a page states, while the page is written: values come from the pieces that are marked with it, or are said outright. */
export interface DraftFact {
  readonly kind: EntryKind;
  readonly assertion: Assertion;
  /** Fields that the page states without their literal value (`negated: yes` for "denies"). */
  readonly said: Record<string, string>;
}

/** A stretch of text that means something. */
export interface Mark {
  readonly text: string;
  /** What its words with digits are; absent: as they look. */
  readonly kind?: FieldKind;
  /** The field that it is the value of; absent: none. */
  readonly fact?: DraftFact;
  readonly field?: string;
}

export type Piece = string | Mark;
export type Line = readonly Piece[];

export type Block =
  | { readonly block: 'title'; readonly line: Line }
  | { readonly block: 'heading'; readonly line: Line }
  /** `mark` is the bullet or number before it. */
  | { readonly block: 'paragraph'; readonly line: Line; readonly mark?: string }
  /** Columns are as wide as their cells; the last one wraps. `ruled` draws its lines. */
  | {
      readonly block: 'table';
      readonly rows: readonly (readonly Line[])[];
      readonly header: boolean;
      readonly ruled: boolean;
    }
  | { readonly block: 'gap' };

/** What stands on a page, before it is set. */
export interface PageContent {
  readonly blocks: readonly Block[];
}

/** Here, now, of the patient. */
export const PRESENT: Assertion = { negation: 'affirmed', temporality: 'recent', experiencer: 'patient' };

export const draft = (
  kind: EntryKind,
  assertion: Partial<Assertion> = {},
  said: Record<string, string> = {},
): DraftFact => ({
  kind,
  assertion: { ...PRESENT, ...assertion },
  said,
});

/** A value of a fact as the page writes it. */
export const field = (fact: DraftFact, name: string, text: string, kind?: FieldKind): Mark => ({
  text,
  fact,
  field: name,
  ...(kind ? { kind } : {}),
});
export const marked = (kind: FieldKind, text: string): Mark => ({ kind, text });
