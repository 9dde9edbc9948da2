import { createHash } from 'node:crypto';
import { Decimal } from '../../base/decimal.js';
import { MigrationError } from '../../base/error.js';
import { parseExactJson } from '../../base/exact-json.js';
import { stableId } from '../../base/stable-id.js';
import { isResourceType } from '../../chart/elements.js';
import { fitResource } from '../../chart/resource-fit.js';
import type { FhirAccount, Place } from './account.js';

type Json = Record<string, unknown>;

/** A FHIR file: `.ndjson` holds a resource a line, anything else a Bundle or a resource. */
export interface FhirInput {
  readonly name: string;
  readonly text: string;
}

/** A resource as charts hold it, with references as `Type/id` wherever what they name is in the input. */
export interface ReadResource {
  readonly resource: Json & { resourceType: string; id: string };
  readonly place: Place;
}

interface Raw {
  readonly key: string;
  readonly id: string;
  readonly json: Json;
  readonly place: Place;
  /** fullUrls of its bundle; names of its contained resources. */
  readonly names: ReadonlyMap<string, string>;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Decimal);

/** Namespace of the ids of resources that have none; drawn once, by chance, for this purpose. */
const NO_ID_NAMESPACE = '2c5d7c1c-9a38-4c1e-8f7b-7d0c0a4f6d52';

/**
 * All resources of the inputs, bundles of any kind and lines together, contained resources lifted out. `timestamp` is the newest date that the input states of itself.
 * Throws MigrationError FHIR_NOT_JSON or NOT_FHIR for an input that is neither.
 */
export function readResources(inputs: Iterable<FhirInput>, account: FhirAccount) {
  const raws: Raw[] = [];
  let timestamp: string | null = null;
  const newer = (text: unknown): void => {
    if (typeof text === 'string' && (timestamp === null || text > timestamp)) timestamp = text;
  };
  for (const { name, text } of inputs) {
    for (const [json, place, fullUrl, urls] of partsOf(name, text, account, newer)) {
      const type = json.resourceType;
      if (typeof type !== 'string' || !isResourceType(type)) {
        account.add(place, 'resource', 'no resource type of FHIR R4 that charts hold');
        continue;
      }
      const id = typeof json.id === 'string' && json.id !== '' ? json.id : idWithout(fullUrl, place);
      if (typeof fullUrl === 'string') urls.set(fullUrl, `${type}/${id}`);
      if (isObject(json.meta)) newer(json.meta.lastUpdated);
      raws.push(...withContained({ key: `${type}/${id}`, id, json, place, names: urls }, account));
    }
  }
  return { resources: linked(raws, account), timestamp: timestamp as string | null };
}

/** The resource, entry or line at a place, as the input has it; null where it is no JSON (then the text of the line). */
export function sourceJson(inputs: readonly FhirInput[]): (place: Place) => unknown {
  const parsed = new Map<string, unknown[]>();
  return ({ file, number, kind }) => {
    const input = inputs.find((one) => one.name === file);
    if (!input) return null;
    const text = input.text.replace(/^\ufeff/, '');
    if (kind === 'line') {
      let lines = parsed.get(file);
      if (!lines) {
        lines = text.split('\n');
        parsed.set(file, lines);
      }
      const line = lines[number - 1] as string | undefined;
      return line === undefined ? null : (parseExactJson(line) ?? line);
    }
    let entries = parsed.get(file);
    if (!entries) {
      const root = parseExactJson(text) as Json | undefined;
      entries = kind === 'entry' && Array.isArray(root?.entry) ? root.entry : [root];
      parsed.set(file, entries);
    }
    return entries[number - 1] ?? null;
  };
}

const idWithout = (fullUrl: unknown, place: Place): string => {
  const uuid = /^urn:uuid:([0-9a-f-]{36})$/i.exec(typeof fullUrl === 'string' ? fullUrl : '')?.[1];
  return uuid?.toLowerCase() ?? stableId(NO_ID_NAMESPACE, place.file, String(place.number));
};

type Part = readonly [json: Json, place: Place, fullUrl: unknown, urls: Map<string, string>];

function* partsOf(file: string, text: string, account: FhirAccount, newer: (time: unknown) => void): Iterable<Part> {
  const plain = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (/\.ndjson$/i.test(file)) {
    let number = 0;
    for (const line of plain.split('\n')) {
      number++;
      if (line.trim() === '') continue;
      const place: Place = { file, number, kind: 'line' };
      const json = parseExactJson(line);
      if (isObject(json)) yield [json, place, undefined, new Map()];
      else account.add(place, 'line', 'not JSON, or a member twice');
    }
    return;
  }
  const root = parseExactJson(plain);
  if (root === undefined)
    throw new MigrationError('The file is not JSON, or has a member twice', {
      code: 'FHIR_NOT_JSON',
      where: file,
      hint: 'Check that it is whole. A file of one resource a line must end in .ndjson.',
    });
  if (!isObject(root) || typeof root.resourceType !== 'string')
    throw new MigrationError('The JSON is no FHIR resource', {
      code: 'NOT_FHIR',
      where: file,
      hint: 'Give a Bundle, a resource or an NDJSON file of FHIR R4.',
    });
  const urls = new Map<string, string>();
  if (root.resourceType !== 'Bundle') {
    yield [root, { file, number: 1, kind: 'resource' }, undefined, urls];
    return;
  }
  newer(root.timestamp);
  for (const [i, entry] of (Array.isArray(root.entry) ? root.entry : []).entries()) {
    const place: Place = { file, number: i + 1, kind: 'entry' };
    if (!isObject(entry) || !isObject(entry.resource)) {
      account.add(place, 'entry', 'an entry without a resource (a deletion or a search remark)');
      continue;
    }
    if (isObject(entry.request) && entry.request.method === 'DELETE') continue;
    if (entry.resource.resourceType === 'Bundle')
      account.add(place, 'Bundle', 'a bundle inside a bundle is not opened');
    else yield [entry.resource, place, entry.fullUrl, urls];
  }
}

/** The resource and what it contains, each under a name of its own; a contained one says no patient where the resource around it does. */
function withContained(raw: Raw, account: FhirAccount): Raw[] {
  const contained = Array.isArray(raw.json.contained) ? raw.json.contained : [];
  if (contained.length === 0) return [raw];
  const names = new ChainedNames(raw.names);
  const inner: Raw[] = [];
  for (const json of contained) {
    if (!isObject(json) || typeof json.resourceType !== 'string' || !isResourceType(json.resourceType)) {
      account.add(raw.place, `${String(raw.json.resourceType)}.contained`, 'no resource type that charts hold');
      continue;
    }
    const id = stableId(NO_ID_NAMESPACE, raw.key, String(json.id));
    const key = `${json.resourceType}/${id}`;
    names.set(`#${String(json.id)}`, key);
    inner.push({ key, id, json, place: raw.place, names });
  }
  names.set('#', raw.key);
  return [{ ...raw, names }, ...inner];
}

/** Names of one resource before those of its bundle. */
class ChainedNames extends Map<string, string> {
  constructor(private readonly outer: ReadonlyMap<string, string>) {
    super();
  }

  override get(name: string): string | undefined {
    return super.get(name) ?? this.outer.get(name);
  }
}

function linked(raws: readonly Raw[], account: FhirAccount): ReadResource[] {
  const known = new Map<string, Raw>();
  const byIdentifier = new Map<string, string | null>();
  const kept: Raw[] = [];
  for (const raw of raws) {
    const before = known.get(raw.key);
    if (before !== undefined) {
      // Bundles of several patients repeat their practitioners; only another content is a loss.
      if (JSON.stringify(before.json) !== JSON.stringify(raw.json))
        account.add(raw.place, String(raw.json.resourceType), 'another resource of this type and id came first');
      continue;
    }
    known.set(raw.key, raw);
    kept.push(raw);
    const type = String(raw.json.resourceType);
    for (const one of listOf(raw.json.identifier))
      if (isObject(one) && one.value !== undefined) {
        const name = `${type} ${String(one.system ?? '')}|${String(one.value)}`;
        byIdentifier.set(name, byIdentifier.has(name) && byIdentifier.get(name) !== raw.key ? null : raw.key);
      }
  }
  return kept.map((raw) => {
    const type = String(raw.json.resourceType);
    const told = (element: string, reason: string): void => account.add(raw.place, element, reason);
    const fitted = fitResource(raw.json, told);
    const find = (text: string): string | null => {
      const named = raw.names.get(text);
      if (named !== undefined) return named;
      const search = /^([A-Z][A-Za-z]+)\?identifier=([^&]*)$/.exec(text);
      if (search) return byIdentifier.get(`${search[1]} ${unescaped(search[2] ?? '')}`) ?? null;
      const path = /(?:^|\/)([A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64})(?:\/_history\/[A-Za-z0-9.-]+)?$/.exec(text)?.[1];
      return path !== undefined && known.has(path) ? path : null;
    };
    const contents = (text: string): Json | null => {
      const json = known.get(find(text) ?? '')?.json;
      return json?.resourceType === 'Binary' ? json : null;
    };
    const resource = relink(fitted, type, find, contents, told) as Json;
    return { resource: { ...resource, resourceType: type, id: raw.id }, place: raw.place };
  });
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

function unescaped(search: string): string {
  try {
    return decodeURIComponent(search).replaceAll(/\\(.)/g, '$1');
  } catch {
    return search;
  }
}

/** References as `Type/id`, contents of a Binary in the attachments that name it. What cannot be found is told and keeps its display. */
function relink(
  value: unknown,
  path: string,
  find: (text: string) => string | null,
  contents: (text: string) => Json | null,
  told: (element: string, reason: string) => void,
): unknown {
  if (Array.isArray(value)) return value.map((item) => relink(item, path, find, contents, told));
  if (!isObject(value)) return value;
  const plain: Json = {};
  for (const [key, member] of Object.entries(value)) {
    if (key !== 'reference' || typeof member !== 'string') {
      plain[key] = relink(member, `${path}.${key}`, find, contents, told);
      continue;
    }
    const found = find(member);
    if (found !== null) plain.reference = found;
    else told(`${path}.reference`, 'what it refers to is not in the input');
  }
  if (typeof plain.url === 'string' && plain.data === undefined) {
    const binary = contents(plain.url);
    if (typeof binary?.data === 'string') {
      delete plain.url;
      plain.data = binary.data;
      plain.contentType ??= binary.contentType;
    }
  }
  if (typeof plain.data === 'string') checkContent(plain, plain.data, path, told);
  return plain;
}

/** Size and hash of content at hand say nothing more than the content; where they are not its own, it may have been changed on the way. */
function checkContent(
  attachment: Json,
  data: string,
  path: string,
  told: (element: string, reason: string) => void,
): void {
  const { size, hash } = attachment;
  if (size === undefined && hash === undefined) return;
  const bytes = Buffer.from(data, 'base64');
  const isWhole =
    (size === undefined || size === bytes.length) &&
    (hash === undefined || hash === createHash('sha1').update(bytes).digest('base64'));
  if (!isWhole) told(path, 'size or hash is not that of the content, which is carried as it is');
  delete attachment.size;
  delete attachment.hash;
}
