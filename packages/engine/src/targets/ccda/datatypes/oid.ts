import { stableId, uuidToOid } from '../../../base/stable-id.js';
import { codeSystem, oidOf } from '../../../terminology/code-systems.js';
import type { CodeTable } from '../../../terminology/code-table.js';
import { nameTables, valueSets } from '../../../terminology/value-sets.js';

// CDA R2 datatypes, simple type oid.
const OID = /^[0-2](\.(0|[1-9][0-9]*))+$/;

// OIDs of the code systems that templates name (HL7 OID registry).
export const SNOMED = '2.16.840.1.113883.6.96';
export const LOINC = '2.16.840.1.113883.6.1';
export const RXNORM = '2.16.840.1.113883.6.88';
export const NDC = '2.16.840.1.113883.6.69';
export const CVX = '2.16.840.1.113883.12.292';
export const UNII = '2.16.840.1.113883.4.9';
export const NDFRT = '2.16.840.1.113883.3.26.1.5';
export const CPT = '2.16.840.1.113883.6.12';
export const NCI_THESAURUS = '2.16.840.1.113883.3.26.1.1';
export const ACT_CODE = '2.16.840.1.113883.5.4';
export const ACT_CLASS = '2.16.840.1.113883.5.6';
export const INTERPRETATION = '2.16.840.1.113883.5.83';
export const MARITAL_STATUS = '2.16.840.1.113883.5.2';
export const RELIGIOUS_AFFILIATION = '2.16.840.1.113883.5.1076';

/** The tables that ship, by the OID of their code system (NCI Thesaurus and others have more than one URI). */
const tables = new Map<string, CodeTable[]>();
for (const table of Object.values<CodeTable>({ ...valueSets, ...nameTables })) {
  const key = oidOf(table.system) ?? table.system;
  tables.set(key, [...(tables.get(key) ?? []), table]);
}

/** What a code is called in its system, where a table that ships has it and the source gives no name; null otherwise. */
export function displayOf(uri: string, code: string): string | null {
  for (const table of tables.get(oidOf(uri) ?? uri) ?? []) {
    const display = table.byCode.get(code)?.display;
    if (display !== undefined && display !== '') return display;
  }
  return null;
}

/** The published OID of a URI, where it is one that CDA accepts; null otherwise. */
export function publishedOid(uri: string): string | null {
  let oid = published.get(uri);
  if (oid === undefined) {
    const stated = oidOf(uri) ?? (OID.test(uri) ? uri : null);
    oid = stated !== null && OID.test(stated) ? stated : null;
    if (published.size > 2000) published.clear();
    published.set(uri, oid);
  }
  return oid;
}

// A source has a handful of systems, and every code and id names one.
const published = new Map<string, string | null>();
// By URI alone, as a run has one namespace: a key made of both would be a new text to be hashed for each code and id.
const local = {
  'code-system': new Map<string, { readonly namespace: string; readonly oid: string }>(),
  'identifier-system': new Map<string, { readonly namespace: string; readonly oid: string }>(),
};

/** The OID of a URI; where none is published, a stable one below 2.25 made of the namespace and the URI, so that its codes and ids stay usable. */
export function oidFor(namespace: string, kind: 'code-system' | 'identifier-system', uri: string): string {
  const known = publishedOid(uri);
  if (known !== null) return known;
  const ofKind = local[kind];
  let made = ofKind.get(uri);
  if (made?.namespace !== namespace) {
    made = { namespace, oid: uuidToOid(stableId(namespace, kind, uri)) };
    if (ofKind.size > 2000) ofKind.clear();
    ofKind.set(uri, made);
  }
  return made.oid;
}

/** Name of a code system for codeSystemName. */
export function systemName(uri: string): string {
  if (uri === '') return 'not stated in the source';
  return (publishedOid(uri) === null ? null : codeSystem(uri)?.name) ?? uri;
}
