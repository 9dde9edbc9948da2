import { template } from '../template.js';

/** A kind of document about one encounter. */
export interface EncounterDocumentKind {
  readonly templates: string;
  /** LOINC code and display of the document. */
  readonly code: readonly [code: string, display: string];
  /** Sections of the summary that its template demands, by name; those that have nothing say so. */
  readonly demanded: ReadonlySet<string>;
  /** Further sections that its template demands and whose content the notes hold as text. */
  readonly further: readonly {
    readonly templates: string;
    readonly code: string;
    readonly display: string;
    readonly title: string;
  }[];
  /** The template demands the order that was fulfilled (CONF:1198-8382). */
  readonly order: boolean;
}

// C-CDA R2.1 volume 1, Progress Note (V3): CONF:1198-7588, 1198-30657.
const PROGRESS_NOTE: EncounterDocumentKind = {
  templates: template('2.16.840.1.113883.10.20.22.1.9', '2015-08-01'),
  code: ['11506-3', 'Progress note'],
  demanded: new Set(['assessment', 'plan']),
  further: [],
  order: false,
};

// Consultation Note (V3): CONF:1198-8375, 1198-28907, 1198-28911, 1198-28929.
const CONSULTATION_NOTE: EncounterDocumentKind = {
  templates: template('2.16.840.1.113883.10.20.22.1.4', '2015-08-01'),
  code: ['11488-4', 'Consult note'],
  demanded: new Set(['reason-for-visit', 'allergies', 'problems', 'assessment', 'plan']), // CONF:1198-9504
  further: [
    {
      templates: template('1.3.6.1.4.1.19376.1.5.3.1.3.4'), // CONF:81-7848
      code: '10164-2',
      display: 'History of Present illness Narrative',
      title: 'History of Present Illness',
    },
  ],
  order: true,
};

/** LOINC codes of notes that make a document of that kind (C-CDA R2.1 ConsultDocumentType 2.16.840.1.113883.11.20.9.31, as far as general). */
const CONSULTATIONS: ReadonlySet<string> = new Set(['11488-4', '34100-8', '34104-0']);

/**
 * The kind of document that fits the notes of an encounter, by their LOINC codes. A Referral Note demands a recipient by name (CONF:1198-31589) and a Discharge Summary a
 * hospital course apart from the notes: a source that has notes alone gives neither, and they are Progress Notes.
 */
export const kindOf = (codes: readonly string[]): EncounterDocumentKind =>
  codes.some((code) => CONSULTATIONS.has(code)) ? CONSULTATION_NOTE : PROGRESS_NOTE;
