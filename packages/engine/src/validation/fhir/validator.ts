import { parseExactJson } from '../../base/exact-json.js';
import { NEVER_COVERED } from './definitions.js';
import { ReferenceCheck } from './references.js';
import { isObject, type Json, StructureWalk } from './structure.js';
import { checkUsCore } from './us-core.js';
import { FhirFindings, type FhirVerdict } from './verdict.js';

export interface FhirFile {
  /** Name with its ending: `.ndjson` holds one resource a line, anything else one resource or bundle. */
  readonly name: string;
  readonly text: string;
}

export interface FhirValidatorSettings {
  /** Findings kept of each file; all are counted. 10,000 by default. */
  readonly maxFindings?: number;
  /**
   * True: of the resources of a bundle only the references are looked at, beside all that is the bundle's own (entries, requests, fullUrls). For bundles whose
   * resources are checked in files of their own in the same call.
   */
  readonly shellsOfBundles?: boolean;
  /** True: the files are a part of what goes out, so that a reference out of them is a warning. */
  readonly partial?: boolean;
}

/**
 * Checks FHIR R4 files together: what one refers to may be in another. Offline, and never throws for what is in a file; each verdict
 * lists what no rule looked at (`notCovered`). Texts are read one by one, so that a folder may be larger than memory.
 */
export function validateFhir(files: Iterable<FhirFile>, settings: FhirValidatorSettings = {}): FhirVerdict[] {
  const known = new Set<string>();
  const open: { findings: FhirFindings; finish: () => void }[] = [];
  for (const file of files) {
    const findings = new FhirFindings(settings.maxFindings ?? 10_000);
    open.push({ findings, finish: checkFile(file, findings, known, settings) });
  }
  return open.map(({ findings, finish }) => {
    finish();
    return findings.verdict(NEVER_COVERED);
  });
}

function checkFile(
  file: FhirFile,
  findings: FhirFindings,
  known: Set<string>,
  settings: FhirValidatorSettings,
): () => void {
  const shells = settings.shellsOfBundles === true;
  const text = file.text.startsWith('\ufeff') ? file.text.slice(1) : file.text;
  if (!/\.ndjson$/i.test(file.name)) return checkOne(text, findings, known, shells);
  const own = new Set<string>();
  const check = checker(findings, known, { urls: null, closed: settings.partial !== true, alone: false }, false);
  let number = 0;
  for (const line of linesOf(text)) {
    number++;
    if (line.trim() === '') continue;
    check.walk.line = number;
    const resource = parseExactJson(line);
    if (!isObject(resource)) {
      check.walk.tell('not-json', `line ${number}`);
      continue;
    }
    const place = String(resource.resourceType ?? 'resource');
    if (typeof resource.id !== 'string') check.walk.tell('id-missing', place);
    else {
      const key = `${place}/${resource.id}`;
      if (own.has(key)) check.walk.tell('resource-type-twice', place);
      own.add(key);
      known.add(key);
    }
    check.walk.resource(resource, place, null);
  }
  return () => check.references.finish();
}

function* linesOf(text: string): Iterable<string> {
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    yield text.slice(start, end < 0 ? text.length : end);
    start = end < 0 ? text.length : end + 1;
  }
}

function checkOne(text: string, findings: FhirFindings, known: Set<string>, shells: boolean): () => void {
  const refuse = (rule: 'not-json' | 'not-fhir') => {
    findings.refused = true;
    new StructureWalk(findings, { reference: () => {}, resource: () => {} }).tell(rule, '/');
    return () => {};
  };
  const root = parseExactJson(text);
  if (root === undefined) return refuse('not-json');
  if (!isObject(root) || typeof root.resourceType !== 'string') return refuse('not-fhir');
  const isBundle = root.resourceType === 'Bundle';
  const entries = isBundle && Array.isArray(root.entry) ? (root.entry as Json[]) : [];
  const urls = new Map<string, string>();
  for (const entry of entries) {
    if (!isObject(entry) || !isObject(entry.resource)) continue;
    const { resourceType, id } = entry.resource;
    if (typeof entry.fullUrl === 'string') urls.set(entry.fullUrl, String(resourceType));
    if (typeof id === 'string') known.add(`${String(resourceType)}/${id}`);
  }
  if (!isBundle && typeof root.id === 'string') known.add(`${root.resourceType}/${root.id}`);
  // A document or a collection is whole by itself (R4 bundle, 2.36.4.1 and documents); the others meet a server.
  const closed = root.type === 'document' || root.type === 'collection';
  const check = checker(findings, known, { urls: isBundle ? urls : null, closed, alone: !isBundle }, shells);
  check.walk.resource(root, root.resourceType, null);
  entries.forEach((entry, i) => {
    if (isObject(entry)) bundleEntry(entry, `Bundle.entry[${i}]`, String(root.type), check.walk);
  });
  return () => check.references.finish();
}

function checker(
  findings: FhirFindings,
  known: ReadonlySet<string>,
  scope: { urls: ReadonlyMap<string, string> | null; closed: boolean; alone: boolean },
  shells: boolean,
) {
  const references = new ReferenceCheck(findings, known, () => walk, scope);
  const walk: StructureWalk = new StructureWalk(
    findings,
    {
      reference: (reference, targets, path, root) => references.check(reference, targets, path, root),
      resource: (resource, path) => {
        // The resources of a bundle are visited one by one.
        if (resource.resourceType !== 'Bundle') checkUsCore(resource, path, walk.line, findings);
      },
    },
    shells,
  );
  return { walk, references };
}

const METHODS_WITH_BODY: ReadonlySet<unknown> = new Set(['POST', 'PUT']);

/** What R4 says of an entry in words: fullUrl against id, request against resource (bundle 2.36.4, http 3.1.0.11). */
function bundleEntry(entry: Json, path: string, type: string, walk: StructureWalk): void {
  const { fullUrl, request } = entry;
  const resource = isObject(entry.resource) ? entry.resource : null;
  if (resource && typeof fullUrl === 'string') {
    const restful = /^https?:\/\/.*\/([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})$/.exec(fullUrl);
    const uuid = /^urn:uuid:(.*)$/.exec(fullUrl);
    const agrees =
      (!restful || (restful[1] === resource.resourceType && restful[2] === resource.id)) &&
      (!uuid || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(uuid[1] ?? ''));
    if (!agrees) walk.tell('fullurl-mismatch', path);
  }
  if (resource && fullUrl === undefined && !isObject(request) && (type === 'document' || type === 'collection'))
    walk.tell('fullurl-missing', path);
  if (!resource || !isObject(request) || !METHODS_WITH_BODY.has(request.method) || typeof request.url !== 'string')
    return;
  const [place = '', query] = request.url.split('?');
  const expected =
    request.method === 'POST' || query !== undefined
      ? String(resource.resourceType)
      : `${String(resource.resourceType)}/${String(resource.id)}`;
  if (place !== expected) walk.tell('request-url', path);
}
