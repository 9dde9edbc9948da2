import type { Resource } from '../../chart/fhir.js';

/** What one document, or one set of resources, gives: resources of the chart model that refer to each other as `Type/id`, and what is in none of them. */
export interface SourceDocument {
  readonly resources: readonly Resource[];
  /** `Patient/id` of the patient whose a resource is; null where it says none, or where several may share it. */
  patientOf(resource: Resource): string | null;
  readonly notCarried: readonly Unread[];
  /** Statements of the document whose content another statement of it has taken in: `into` is `Type/id`. */
  readonly folded: readonly { readonly resource: Resource; readonly into: string; readonly agrees: boolean }[];
  /** What the document says of itself; null for a set of resources that is no document. */
  readonly header: DocumentHeader | null;
}

export interface DocumentHeader {
  /** The whole text, for the archive. */
  readonly content: string;
  /** `system|value` of the document's own id; null where it has none. */
  readonly id: string | null;
  readonly setId: string | null;
  readonly version: string | null;
  /** FHIR dateTime. */
  readonly date: string | null;
  readonly type: string | null;
  readonly title: string | null;
  /** Ids of documents that this one says it replaces. */
  readonly replaces: readonly string[];
}

/** A part of a document that became no resource. */
export interface Unread {
  readonly place: string;
  readonly line: number;
  readonly reason: string;
  /** The part itself where the document is not kept whole; else null. */
  readonly content: string | null;
}

/** Bytes that should be a document and are none. */
export interface RefusedDocument {
  readonly refused: string;
  readonly text: string;
}

/** Resources that several patients may share: they are one for each content, and belong to none. */
export const SHARED_TYPES: ReadonlySet<string> = new Set([
  'Endpoint',
  'HealthcareService',
  'Location',
  'Medication',
  'Organization',
  'OrganizationAffiliation',
  'Practitioner',
  'PractitionerRole',
  'Schedule',
  'Slot',
  'Substance',
]);
