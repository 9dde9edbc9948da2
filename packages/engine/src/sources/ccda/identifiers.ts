import type { Identifier } from '../../chart/fhir.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { uriOf } from '../../terminology/code-systems.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const URI = 'urn:ietf:rfc:3986';

/** What an II names, `root^extension`; null for one without root. */
export function instanceKey(id: XmlElement): string | null {
  let key = id.memo as string | null | undefined;
  if (key === undefined) {
    const root = id.attribute('root');
    key = root === undefined ? null : `${root.toLowerCase()}^${id.attribute('extension') ?? ''}`;
    id.memo = key;
  }
  return key;
}

/** URIs of the OIDs that documents state; null where the text is none. */
const uris = new Map<string, string | null>();

/** URI of a root or a code system: a known system's, `urn:oid:` or `urn:uuid:`; null for text that is neither. */
export function rootUri(root: string): string | null {
  let uri = uris.get(root);
  if (uri === undefined) {
    // UUIDs are many, and each is of one document.
    if (UUID.test(root)) return `urn:uuid:${root.toLowerCase()}`;
    uri = uriOf(root);
    if (uris.size > 1024) uris.clear();
    uris.set(root, uri);
  }
  return uri;
}

/** An II (HL7 v3 datatypes R1 2.14) as FHIR Identifier; null for a nullFlavor one. */
export function identifier(id: XmlElement): Identifier | null {
  id.used = true;
  const root = id.attribute('root');
  const extension = id.attribute('extension');
  if (root === undefined && extension === undefined) return null;
  const system = root === undefined ? null : rootUri(root);
  let assigner = id.attribute('assigningAuthorityName');
  let made: { system?: string; value: string; assigner?: { display: string } };
  if (root === undefined || system === null) {
    // A root that is no OID and no UUID is still what the system calls it: kept as the text that it is.
    made = { value: extension ?? root! };
    if (extension !== undefined) assigner ??= root;
  } else
    made =
      extension === undefined
        ? { system: URI, value: system.startsWith('urn:') ? system : `urn:oid:${root}` }
        : { system, value: extension };
  if (assigner !== undefined) made.assigner = { display: assigner };
  return made;
}

function isAmong(found: readonly Identifier[], one: Identifier): boolean {
  for (const other of found) if (other.system === one.system && other.value === one.value) return true;
  return false;
}

/** All ids of a list that name something, each once. */
export function identifiers(ids: readonly XmlElement[]): Identifier[] {
  const found: Identifier[] = [];
  for (const id of ids) {
    const one = identifier(id);
    if (one && !isAmong(found, one)) found.push(one);
  }
  return found;
}
