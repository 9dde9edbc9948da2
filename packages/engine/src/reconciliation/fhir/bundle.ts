import { Decimal } from '../../base/decimal.js';
import { parseExactJson } from '../../base/exact-json.js';
import type { BundleRequests } from '../../chart/chart.js';
import type { Tally } from '../read-back.js';

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Decimal);

/**
 * Resources of a transaction bundle with their references as `Type/id` again. What the bundle adds is checked on the way: each entry has the fullUrl
 * of its id, once, and asks the server in the way that was set.
 */
export function openBundle(
  text: string,
  requests: BundleRequests,
  tally: Tally,
): readonly (readonly [unknown, string])[] {
  const bundle = parseExactJson(text.trim());
  if (!isObject(bundle) || bundle.resourceType !== 'Bundle' || bundle.type !== 'transaction') {
    tally.differ('different', 'bundle', 'Bundle');
    return [];
  }
  const entries = (Array.isArray(bundle.entry) ? bundle.entry : []).filter(isObject);
  const places = new Map<string, string>();
  for (const [i, entry] of entries.entries()) {
    const resource = isObject(entry.resource) ? entry.resource : {};
    const place = `${String(resource.resourceType)}/${String(resource.id)}`;
    const url = entry.fullUrl;
    if (typeof url === 'string' && url === `urn:uuid:${String(resource.id)}` && !places.has(url)) tally.same();
    else tally.differ('different', `entry ${i + 1}`, 'Bundle.entry.fullUrl');
    if (typeof url === 'string') places.set(url, place);
    if (asksAsSet(entry.request, resource, place, requests)) tally.same();
    else tally.differ('different', `entry ${i + 1}`, 'Bundle.entry.request');
  }
  return entries.map((entry, i) => [relative(entry.resource, places), `entry ${i + 1}`] as const);
}

function asksAsSet(request: unknown, resource: Json, place: string, requests: BundleRequests): boolean {
  if (!isObject(request)) return false;
  const first = (Array.isArray(resource.identifier) ? resource.identifier[0] : resource.identifier) as Json | undefined;
  // AdverseEvent is the one type with identifiers that no server can search by (R4 search parameter registry).
  const searchable =
    first?.system !== undefined && first.value !== undefined && resource.resourceType !== 'AdverseEvent';
  if (requests === 'put' || !searchable) return request.method === 'PUT' && request.url === place;
  if (request.method !== 'POST' || request.url !== resource.resourceType) return false;
  const search = /^identifier=((?:[^|\\]|\\.)*)\|((?:[^|\\]|\\.)*)$/s.exec(decoded(String(request.ifNoneExist)));
  return search?.[1] === escaped(String(first.system)) && search[2] === escaped(String(first.value));
}

const escaped = (text: string): string => text.replaceAll(/[\\$,|]/g, '\\$&');

/** The query's text; what had to be percent-encoded and is not makes it another text. */
function decoded(query: string): string {
  try {
    return /[&#+\s]/.test(query) ? '' : decodeURIComponent(query);
  } catch {
    return '';
  }
}

function relative(value: unknown, places: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => relative(item, places));
  if (!isObject(value)) return value;
  const plain: Json = {};
  for (const [key, member] of Object.entries(value))
    plain[key] =
      (key === 'reference' || key === 'url') && typeof member === 'string'
        ? (places.get(member) ?? member)
        : relative(member, places);
  return plain;
}
