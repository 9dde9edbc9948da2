import type { Issue } from '../base/issue.js';
import type { Patient, Resource } from './fhir.js';

/** Where a fragment came from, down to the row: the raw material of Provenance, the ledger and `why`. */
export interface Origin {
  readonly lane: 'electronic' | 'manual';
  readonly source: string;
  readonly table: string;
  /** 1-based ordinal in the table. */
  readonly row: number;
  /** Value of the spec's key columns, joined by `|`: goes into ids and identifiers only. */
  readonly key: string;
  /** Mapping spec id (and `#variant`). */
  readonly spec: string;
  /** Rows of detail tables that this resource carries too. */
  readonly details: readonly { readonly table: string; readonly row: number }[];
  /** Who read it off the record, in the manual lane. Staff, never patients. */
  readonly people?: readonly { readonly role: 'abstractor' | 'reviewer'; readonly name: string }[];
  /** When they did, RFC 3339. */
  readonly keyedAt?: string;
  /** Where on the record it stands, in the manual lane. */
  readonly place?: OriginPlace;
}

/** A place on a page of a document. */
export interface OriginPlace {
  /** Key of the document's row. */
  readonly document: string;
  /** Identifier of its DocumentReference; null where no spec was named that makes it. */
  readonly identifier: { readonly system: string; readonly value: string } | null;
  /** From 1; null where the row does not say. */
  readonly page: number | null;
  /** Left, top, width, height in pixels of the page's image; null: the page as a whole. */
  readonly box: readonly [number, number, number, number] | null;
}

/**
 * One FHIR R4 resource of one patient with its origin. `resource.id` is stable: derived from the workspace's id namespace, source, table,
 * key and variant. Resources that have `identifier` carry `{ system: 'urn:oid:2.25...' (one per source table), value: key }` as their first identifier:
 * C-CDA ids are taken from there. References inside are `Type/id`.
 */
export interface ChartFragment {
  readonly resource: Resource;
  readonly origin: Origin;
  /** Rows that said the same fact and went into this resource, with the name of the rule; absent: none. */
  readonly merged?: readonly { readonly origin: Origin; readonly rule: string }[];
}

/**
 * All that is known of one patient. Fragments keep spec order, then row order. `shared` holds the practitioners, organizations,
 * locations ... that this chart refers to, so that a chart can be written alone.
 */
export interface Chart {
  /** Key of the patient row. PHI-adjacent: never logged. */
  readonly patientKey: string;
  readonly patient: Patient & { id: string };
  readonly patientOrigin: Origin;
  readonly fragments: readonly ChartFragment[];
  readonly shared: readonly ChartFragment[];
  readonly issues: readonly Issue[];
}

/** How the entries of a FHIR transaction ask the server: PUT under stable ids, or create where the first identifier is not there yet. */
export type BundleRequests = 'put' | 'conditional-create';

/** Settings that targets need and that are the same for all charts of a run. */
export interface ChartSettings {
  /** Workspace id namespace (UUID). */
  readonly idNamespace: string;
  /** Date of the documents: when the source was taken. RFC 3339 date or instant. */
  readonly asOf: string;
  /** HL7 v3 Confidentiality of every chart at the least: U, L, M, N, R or V. Absent: only what the source labels is labelled. */
  readonly confidentiality?: string;
  /** Absent: `put`. */
  readonly fhirBundles?: BundleRequests;
  readonly custodian?: {
    readonly name: string;
    readonly npi?: string;
    readonly oid?: string;
    readonly phone?: string;
    readonly address?: {
      readonly line?: readonly string[];
      readonly city?: string;
      readonly state?: string;
      readonly postalCode?: string;
      readonly country?: string;
    };
  };
  /** C-CDA: also a Progress, Consultation or Referral Note or Discharge Summary for each encounter that has something of its own to tell. Absent: false. */
  readonly encounterDocuments?: boolean;
  /** Name and version of this software, for authoringDevice. */
  readonly software: string;
}
