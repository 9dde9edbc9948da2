import { Decimal } from '../base/decimal.js';
import { parseExactJson } from '../base/exact-json.js';
import { stringifyFhir } from '../chart/stringify.js';

type Json = Record<string, unknown>;
interface Entry {
  readonly fullUrl?: string;
  readonly resource: Json & { readonly resourceType: string; readonly id?: string };
  readonly request: { readonly method: string; readonly url: string; readonly ifNoneExist?: string };
}

/** What became of the entries of one transaction. */
export interface Outcome {
  created: number;
  updated: number;
  /** PUT of what the server has already, and conditional creates that found their record. */
  unchanged: number;
}

/**
 * A FHIR server that knows transactions (R4 http 3.1.0.11) and nothing else: it keeps resources in memory, chooses the ids of what is POSTed, and refuses the whole
 * transaction, with an Error that names the rule, where a strict server would.
 */
export class FhirServer {
  /** By `Type/id`, as JSON with references to the ids of this server. */
  readonly resources = new Map<string, Json>();
  #ids = 0;

  transaction(text: string): Outcome {
    const bundle = parseExactJson(text.trim()) as { type?: string; entry?: Entry[] } | undefined;
    if (bundle?.type !== 'transaction') throw new Error('not a transaction');
    const entries = bundle.entry ?? [];
    const places = entries.map((entry) => this.#place(entry));
    const targets = places.map(({ place }) => place);
    if (new Set(targets).size !== targets.length) throw new Error('two entries are one resource');
    const urls = new Map(
      entries.flatMap(({ fullUrl }, i) => (fullUrl === undefined ? [] : [[fullUrl, targets[i] ?? '']])),
    );
    if (urls.size !== entries.filter(({ fullUrl }) => fullUrl !== undefined).length) throw new Error('fullUrl twice');
    const next = new Map(this.resources);
    const outcome: Outcome = { created: 0, updated: 0, unchanged: 0 };
    entries.forEach(({ resource }, i) => {
      const { place = '', found } = places[i] ?? {};
      const { id: _own, ...rest } = resource;
      const kept = { ...(relinked(rest, urls) as Json), id: place.slice(place.indexOf('/') + 1) };
      const before = next.get(place);
      if (before === undefined) outcome.created += 1;
      else if (found || stringifyFhir(before) === stringifyFhir(kept)) outcome.unchanged += 1;
      else outcome.updated += 1;
      if (!found) next.set(place, kept);
    });
    for (const [place, resource] of next) refuseDangling(resource, place, next);
    this.resources.clear();
    for (const [place, resource] of next) this.resources.set(place, resource);
    return outcome;
  }

  #place({ resource, request }: Entry): { place: string; found: boolean } {
    const { resourceType, id } = resource;
    if (request.method === 'PUT') {
      if (request.url !== `${resourceType}/${id}`) throw new Error('PUT to another place');
      return { place: request.url, found: false };
    }
    if (request.method !== 'POST' || request.url !== resourceType) throw new Error('request');
    const matches = request.ifNoneExist === undefined ? [] : this.search(resourceType, request.ifNoneExist);
    if (matches.length > 1) throw new Error('412: several match');
    if (matches[0] !== undefined) return { place: matches[0], found: true };
    this.#ids += 1;
    return { place: `${resourceType}/s${this.#ids}`, found: false };
  }

  /** Places of the resources of a type that have the identifier of `identifier=system|value` (R4 search 3.1.1.4.10). */
  search(type: string, query: string): string[] {
    const parsed = new URLSearchParams(query).get('identifier') ?? '';
    const bar = /^(?:[^\\|]|\\.)*\|/s.exec(parsed)?.[0].length;
    if (bar === undefined || /(?<!\\)[,|]/.test(parsed.slice(bar))) throw new Error('search');
    const plain = (part: string) => part.replaceAll(/\\(.)/gs, '$1');
    const [system, value] = [plain(parsed.slice(0, bar - 1)), plain(parsed.slice(bar))];
    return [...this.resources].flatMap(([place, resource]) => {
      if (resource.resourceType !== type) return [];
      const identifiers = ([] as unknown[]).concat(resource.identifier ?? []) as Json[];
      return identifiers.some((one) => one.system === system && one.value === value) ? [place] : [];
    });
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Decimal);

/** References and URLs to entries as places of the server (R4 http 3.1.0.11.2). */
function relinked(value: unknown, urls: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return urls.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item) => relinked(item, urls));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, relinked(member, urls)]));
}

function refuseDangling(value: unknown, place: string, resources: ReadonlyMap<string, Json>): void {
  if (Array.isArray(value)) for (const item of value) refuseDangling(item, place, resources);
  if (!isObject(value)) return;
  for (const [key, member] of Object.entries(value)) {
    if ((key === 'reference' || key === 'url') && typeof member === 'string') {
      if (member.startsWith('urn:uuid:')) throw new Error(`unknown entry named in ${place}`);
      if (/^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]+$/.test(member) && !resources.has(member))
        throw new Error(`dangling ${key} in ${place}`);
    }
    refuseDangling(member, place, resources);
  }
}
