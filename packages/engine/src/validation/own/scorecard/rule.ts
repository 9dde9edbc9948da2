import type { CdaElement } from '../cda-element.js';
import type { DocumentTree } from '../document-tree.js';
import type { UnitCheck } from '../vocabulary.js';

/** The Scorecard's categories by the letter of their rules. */
export const CATEGORIES = {
  P: 'Patient',
  E: 'Encounters',
  M: 'Medications',
  I: 'Immunizations',
  S: 'Social History',
  L: 'Laboratory Tests and Results',
  V: 'Vital Signs',
  R: 'Problems',
  A: 'Allergies',
  O: 'Procedures',
  C: 'Miscellaneous',
} as const;
export type CategoryLetter = keyof typeof CATEGORIES;

/** What the rules of one category look at. */
export interface CategoryView {
  readonly tree: DocumentTree;
  /** Sections of the category; none for the patient and for what concerns the whole document. */
  readonly sections: readonly CdaElement[];
  /** The clinical statements directly in the entries of these sections. */
  readonly statements: readonly CdaElement[];
  /** Says whether a unit is UCUM; null where no such knowledge is at hand. */
  readonly isUnit: UnitCheck | null;
}

/** What a rule found. `judged` 0: there was nothing that it speaks about, so it neither passes nor fails. */
export interface Judgement {
  readonly judged: number;
  /** Those of the judged that fail. */
  readonly failed: readonly CdaElement[];
  /** Places that it speaks about and that nothing at hand can judge. */
  readonly notChecked?: number;
}

/**
 * One rule of the Scorecard. Source: the id is that of the ONC's public C-CDA Scorecard, which implements the C-CDA Rubric of HL7's Structured
 * Documents Work Group (informative guide, balloted with the ONC); wording and judgement are Chartlift's.
 */
export interface ScorecardRule {
  readonly id: string;
  readonly message: string;
  readonly hint: string;
  readonly judge: (view: CategoryView) => Judgement;
}

export const categoryOf = (rule: ScorecardRule): CategoryLetter => rule.id[0] as CategoryLetter;

/** Judges each of a list: true passes, false fails, null cannot be judged. */
export function judgeEach(elements: Iterable<CdaElement>, passes: (element: CdaElement) => boolean | null): Judgement {
  let judged = 0;
  let notChecked = 0;
  const failed: CdaElement[] = [];
  for (const element of elements) {
    const verdict = passes(element);
    if (verdict === null) notChecked += 1;
    else judged += 1;
    if (verdict === false) failed.push(element);
  }
  return { judged, failed, notChecked };
}
