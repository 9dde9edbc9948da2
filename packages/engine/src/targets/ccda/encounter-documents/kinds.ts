import type { Encounter } from '../../../chart/fhir.js';
import * as table from '../../../formats/cda/templates.js';
import type { Section } from '../section.js';
import { dischargeDiagnosis, dischargeMedications } from '../sections/discharge/section.js';
import type { NoteSection } from '../sections/notes/section.js';
import { reasonForReferral } from '../sections/referral/section.js';
import { template } from '../template.js';

/** A kind of document about one encounter. */
export interface EncounterDocumentKind {
  readonly name: 'progress' | 'consultation' | 'discharge' | 'referral';
  readonly templates: string;
  /** LOINC code and display of the document. */
  readonly code: readonly [code: string, display: string];
  /** Sections of the summary that its template demands, by name; those that have nothing say so. */
  readonly demanded: ReadonlySet<string>;
  /** Sections of its own, before those of the summary. */
  readonly own: readonly Section[];
  /** Sections that its template demands and that a source has as notes. */
  readonly notes: readonly NoteSection[];
}

// C-CDA R2.1 volume 1, Progress Note (V3): CONF:1198-7588, 1198-30657.
const PROGRESS_NOTE: EncounterDocumentKind = {
  name: 'progress',
  templates: template(table.PROGRESS_NOTE),
  code: ['11506-3', 'Progress note'],
  demanded: new Set(['assessment', 'plan']),
  own: [],
  notes: [],
};

// Consultation Note (V3): CONF:1198-8375, 1198-28907, 1198-28911, 1198-28929.
const CONSULTATION_NOTE: EncounterDocumentKind = {
  name: 'consultation',
  templates: template(table.CONSULTATION_NOTE),
  code: ['11488-4', 'Consult note'],
  demanded: new Set(['reason-for-visit', 'allergies', 'problems', 'assessment', 'plan']), // CONF:1198-9504
  own: [],
  notes: [
    {
      templates: template(table.HISTORY_OF_PRESENT_ILLNESS_SECTION),
      code: table.HISTORY_OF_PRESENT_ILLNESS_SECTION.code[0],
      display: 'History of Present illness Narrative',
      title: 'History of Present Illness',
    },
  ],
};

// Discharge Summary (V3): CONF:1198-8463, 1198-30519, 1198-30521, 1198-30523, 1198-30527; discharge medications are a SHOULD (1198-30525).
const DISCHARGE_SUMMARY: EncounterDocumentKind = {
  name: 'discharge',
  templates: template(table.DISCHARGE_SUMMARY),
  code: ['18842-5', 'Discharge summary'],
  demanded: new Set(['allergies', 'plan']),
  own: [dischargeDiagnosis, dischargeMedications],
  notes: [
    {
      templates: template(table.HOSPITAL_COURSE_SECTION),
      code: table.HOSPITAL_COURSE_SECTION.code[0],
      display: 'Hospital course',
      title: 'Hospital Course',
    },
  ],
};

// Referral Note (V2): CONF:1198-28947, 1198-29086, 1198-30911, 1198-30922, 1198-30924, 1198-29102.
const REFERRAL_NOTE: EncounterDocumentKind = {
  name: 'referral',
  templates: template(table.REFERRAL_NOTE),
  code: ['57133-1', 'Referral note'],
  demanded: new Set(['problems', 'allergies', 'medications', 'assessment', 'plan']),
  own: [reasonForReferral],
  notes: [],
};

/** LOINC codes of notes that make a document of that kind (C-CDA R2.1 value sets 2.16.840.1.113883.11.20.9.31, 11.20.4.1 and 1.11.20.2.3, as far as general). */
const CODES: readonly (readonly [EncounterDocumentKind, ReadonlySet<string>])[] = [
  [DISCHARGE_SUMMARY, new Set(['18842-5', '11490-0', '28655-9', '34105-7', '34106-5', '34745-0', '8648-8'])],
  [CONSULTATION_NOTE, new Set(['11488-4', '34100-8', '34104-0'])],
  [REFERRAL_NOTE, new Set(['57133-1'])],
];

/** HL7 v3 ActEncounterCode: stays in a hospital. */
const STAYS: ReadonlySet<string> = new Set(['IMP', 'ACUTE', 'NONAC']);

/**
 * The kind of document that fits an encounter, by what the source says of it: the LOINC codes of its notes; else a stay in a hospital with a discharge disposition; else, without
 * any note, an order that refers the patient. null where there is neither note nor such a fact: the encounter has nothing of its own to tell.
 */
export function kindOf(encounter: Encounter, codes: readonly string[], refers: boolean): EncounterDocumentKind | null {
  for (const [kind, known] of CODES) if (codes.some((code) => known.has(code))) return kind;
  if (STAYS.has(encounter.class?.code ?? '') && encounter.hospitalization?.dischargeDisposition)
    return DISCHARGE_SUMMARY;
  if (codes.length > 0) return PROGRESS_NOTE;
  return refers ? REFERRAL_NOTE : null;
}
