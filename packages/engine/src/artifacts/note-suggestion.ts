/** Start and end in the text of the note, in UTF-16 units. */
export type Span = readonly [start: number, end: number];

export type SuggestionKind =
  | 'problem'
  | 'medication'
  | 'allergy'
  | 'vital'
  | 'immunization'
  | 'result'
  | 'procedure'
  | 'social-history'
  | 'family-history'
  | 'finding';

/** What the sentence says of a thing (ConText: Harkema et al. 2009): whether it is there, when, and whose it is. */
export interface Assertion {
  readonly negation: 'affirmed' | 'negated' | 'possible';
  readonly temporality: 'recent' | 'historical' | 'hypothetical';
  readonly experiencer: 'patient' | 'family' | 'other';
}

/** A help to the person who keys, never a fact. */
export interface NoteSuggestion extends Assertion {
  readonly kind: SuggestionKind;
  /** The words of the note, as they stand. */
  readonly text: string;
  readonly span: Span;
  /** Title of the section it stands in; null: before the first. */
  readonly section: string | null;
  /**
   * Values by the names of the form's fields (keying-form.ts), as the note writes them; where the form has choices, the choice. A field that the note does not state is absent.
   * Medications have further ones where the form has no field: `duration`, `as_needed`, `quantity`, `change` (the words that say what became of it), `previous_strength` and its unit.
   */
  readonly fields: Readonly<Record<string, string>>;
  /** Where each field stands; the same names. `change` and `status` of a medication may stand outside of the suggestion's own span. */
  readonly spans: Readonly<Record<string, Span>>;
  /** Who made it: `rules`, or `connector` for a local language model. */
  readonly by: 'rules' | 'connector';
}

export interface NoteSection {
  /** As the note writes it. */
  readonly title: string;
  /** One of the section kinds of {@link SECTION_KINDS}; null: not known. */
  readonly kind: SectionKind | null;
  /** Title and body. */
  readonly span: Span;
}

/** Sections that notes have, by what stands in them. */
export const SECTION_KINDS = [
  'chief-complaint',
  'history-of-present-illness',
  'past-medical-history',
  'past-surgical-history',
  'family-history',
  'social-history',
  'medications',
  'allergies',
  'immunizations',
  'review-of-systems',
  'physical-exam',
  'vitals',
  'results',
  'assessment',
  'plan',
  'procedures',
  'problems',
] as const;
export type SectionKind = (typeof SECTION_KINDS)[number];

/** `abstract --json`. */
export interface NoteReading {
  readonly sections: readonly NoteSection[];
  readonly suggestions: readonly NoteSuggestion[];
}
