import type { Resource } from '../../chart/fhir.js';
import { stringifyFhir } from '../../chart/stringify.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * JSON text of a transaction bundle that a FHIR server can take as it is: PUT under the chart's own stable ids, so sending it twice changes nothing.
 * Entries are known by `urn:uuid:` and references inside name them so, because a relative reference has no meaning
 * in a bundle whose fullUrls are not RESTful (FHIR R4 bundle, 2.36.4.1). Where an id is no UUID (never from stableId), the reference stays relative.
 */
export function transactionBundle(id: string, resources: readonly Resource[]): string {
  const known = new Map<string, string>();
  for (const { resourceType, id: own } of resources)
    if (own !== undefined && UUID.test(own)) known.set(`${resourceType}/${own}`, `urn:uuid:${own}`);
  let entries = '';
  for (const resource of resources) {
    const place = `${resource.resourceType}/${resource.id}`;
    const fullUrl = known.get(place);
    const request = { method: 'PUT', url: place };
    entries +=
      (entries === '' ? '{' : ',{') +
      (fullUrl === undefined ? '' : `"fullUrl":"${fullUrl}",`) +
      `"resource":${stringifyFhir(resource, known)},"request":${stringifyFhir(request)}}`;
  }
  return `{"resourceType":"Bundle","id":${stringifyFhir(id)},"type":"transaction","entry":[${entries}]}`;
}
