import type { TermKind } from '../contract.js';

const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const SNOMED = 'http://snomed.info/sct';
const ICD10 = 'http://hl7.org/fhir/sid/icd-10-cm';

/** An element that wants a code. */
export interface CodedElement {
  readonly element: RegExp;
  readonly kind: TermKind;
  /** Systems of US Core 6.1's binding of the element, the one that is asked for first. */
  readonly systems: readonly string[];
  /** What a wrong code does to a patient. */
  readonly risk: 1 | 2 | 3;
}

/** Items of a list are told apart by `[n]`, which says nothing here. */
export const CODED: readonly CodedElement[] = Object.freeze([
  {
    element: /^AllergyIntolerance\.code$/,
    kind: 'drug',
    systems: [RXNORM, 'http://fdasis.nlm.nih.gov', SNOMED],
    risk: 3,
  },
  {
    element: /^AllergyIntolerance\.reaction(\[\d+\])?\.manifestation(\[\d+\])?$/,
    kind: 'problem',
    systems: [SNOMED],
    risk: 3,
  },
  { element: /^Medication\w*\.(medicationCodeableConcept|code)$/, kind: 'drug', systems: [RXNORM], risk: 3 },
  { element: /^Immunization\.vaccineCode$/, kind: 'other', systems: ['http://hl7.org/fhir/sid/cvx'], risk: 2 },
  { element: /^Condition\.code$/, kind: 'problem', systems: [SNOMED, ICD10], risk: 2 },
  { element: /^FamilyMemberHistory\.condition(\[\d+\])?\.code$/, kind: 'problem', systems: [SNOMED, ICD10], risk: 1 },
  { element: /^(Observation|DiagnosticReport)\.code$/, kind: 'lab', systems: ['http://loinc.org'], risk: 2 },
  {
    element: /^(Procedure|ServiceRequest)\.code$/,
    kind: 'problem',
    systems: [SNOMED, 'http://www.ama-assn.org/go/cpt', 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets'],
    risk: 1,
  },
] satisfies CodedElement[]);
