import type { Resource } from '../../chart/fhir.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * A transaction bundle that a FHIR server can take as it is: PUT under the chart's own stable ids, so sending it twice changes nothing.
 * Entries are known by `urn:uuid:` and references inside name them so, because a relative reference has no meaning
 * in a bundle whose fullUrls are not RESTful (FHIR R4 bundle, 2.36.4.1). Where an id is no UUID (never from stableId), the reference stays relative.
 */
export function transactionBundle(id: string, resources: readonly Resource[]): Resource {
  const known = new Map<string, string>();
  for (const { resourceType, id: own } of resources)
    if (own !== undefined && UUID.test(own)) known.set(`${resourceType}/${own}`, `urn:uuid:${own}`);
  return {
    resourceType: 'Bundle',
    id,
    type: 'transaction',
    entry: resources.map((resource) => {
      const place = `${resource.resourceType}/${resource.id}`;
      const fullUrl = known.get(place);
      return {
        ...(fullUrl === undefined ? {} : { fullUrl }),
        resource: relinked(resource, known),
        request: { method: 'PUT', url: place },
      };
    }),
  };
}

function relinked<T>(value: T, known: ReadonlyMap<string, string>): T {
  if (Array.isArray(value)) return value.map((item) => relinked(item, known)) as T;
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    copy[key] =
      key === 'reference' && typeof member === 'string' ? (known.get(member) ?? member) : relinked(member, known);
  }
  return copy as T;
}
