import type { Resource } from '../chart/fhir.js';
import type { NotCarried } from '../sources/ccda/account.js';
import { readCcdaDocument } from '../sources/ccda/document-reader.js';
import { transactionBundle } from '../targets/fhir/bundle.js';
import { toFhirResource } from '../targets/fhir/resource.js';

/** A C-CDA document as FHIR. */
export interface CcdaConversion {
  /** A transaction Bundle as JSON text: PUT under stable ids, so that sending it twice changes nothing. */
  readonly bundle: string;
  /** How many of each type, types by name. */
  readonly resources: Readonly<Record<string, number>>;
  readonly notCarried: readonly NotCarried[];
}

/**
 * Converts a C-CDA document of any vendor to a FHIR R4 bundle (US Core 6.1 profiles where a resource meets them), and tells what was not carried, with place and
 * reason. Same bytes in, same bytes out. Throws MigrationError `XML_NOT_WELL_FORMED`, `XML_DTD`, `XML_TOO_LARGE`, `XML_ENCODING` or `NOT_CDA`.
 */
export function convertCcdaToFhir(input: Uint8Array | string): CcdaConversion {
  const { id, resources, notCarried } = readCcdaDocument(input);
  const written = resources.map(toFhirResource);
  return { bundle: `${transactionBundle(id, written)}\n`, resources: countsOf(written), notCarried };
}

function countsOf(resources: readonly Resource[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { resourceType } of resources) counts.set(resourceType, (counts.get(resourceType) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
