import type { BundleRequests } from '../../chart/chart.js';
import type { Resource } from '../../chart/fhir.js';
import { stringifyFhir } from '../../chart/stringify.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * JSON text of a transaction bundle that a FHIR server can take as it is, and that changes nothing when it is sent twice. `put`: PUT under the chart's own
 * stable ids. `conditional-create`: POST with `ifNoneExist` on the first identifier, so that the server chooses the ids; what has no identifier (Provenance, Binary)
 * is still PUT.
 * Entries are known by `urn:uuid:` and references inside name them so, because a relative reference has no meaning
 * in a bundle whose fullUrls are not RESTful (FHIR R4 bundle, 2.36.4.1). Where an id is no UUID (never from stableId), the reference stays relative.
 */
export function transactionBundle(
  id: string,
  resources: readonly Resource[],
  requests: BundleRequests = 'put',
): string {
  const known = new Map<string, string>();
  for (const { resourceType, id: own } of resources)
    if (own !== undefined && UUID.test(own)) known.set(`${resourceType}/${own}`, `urn:uuid:${own}`);
  let entries = '';
  for (const resource of resources) {
    const place = `${resource.resourceType}/${resource.id}`;
    const fullUrl = known.get(place);
    const search = requests === 'conditional-create' ? identifierSearch(resource) : null;
    const request =
      search === null
        ? { method: 'PUT', url: place }
        : { method: 'POST', url: resource.resourceType, ifNoneExist: search };
    entries +=
      (entries === '' ? '{' : ',{') +
      (fullUrl === undefined ? '' : `"fullUrl":"${fullUrl}",`) +
      `"resource":${stringifyFhir(resource, known)},"request":${stringifyFhir(request)}}`;
  }
  return `{"resourceType":"Bundle","id":${stringifyFhir(id)},"type":"transaction","entry":[${entries}]}`;
}

/** Types that have identifiers and no search parameter of that name (R4 search parameter registry). */
const NOT_SEARCHABLE: ReadonlySet<string> = new Set(['AdverseEvent']);

/** Search for the first identifier (R4 http 3.1.0.8.1, conditional create); null where there is none with system and value. */
function identifierSearch(resource: Resource): string | null {
  if (NOT_SEARCHABLE.has(resource.resourceType)) return null;
  const { identifier } = resource;
  const first = (Array.isArray(identifier) ? identifier[0] : identifier) as
    | { readonly system?: unknown; readonly value?: unknown }
    | undefined;
  if (typeof first?.system !== 'string' || typeof first.value !== 'string') return null;
  return `identifier=${searchText(first.system)}|${searchText(first.value)}`;
}

/** `$`, `,`, `|` and the backslash have a meaning in searches (R4 search 3.1.1.2); then percent-encoded as part of a query, colons and slashes left readable. */
const searchText = (text: string): string =>
  encodeURIComponent(text.replaceAll(/[\\$,|]/g, '\\$&'))
    .replaceAll('%3A', ':')
    .replaceAll('%2F', '/');
