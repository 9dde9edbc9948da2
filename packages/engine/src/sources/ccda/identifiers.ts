import type { Identifier } from '../../chart/fhir.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { uriOf } from '../../terminology/code-systems.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const URI = 'urn:ietf:rfc:3986';

/** What an II names, `root^extension`; null for one without root. */
export function instanceKey(id: XmlElement): string | null {
  const root = id.attribute('root');
  return root === undefined ? null : `${root.toLowerCase()}^${id.attribute('extension') ?? ''}`;
}

/** URI of an II root: a known system's, `urn:oid:` or `urn:uuid:`; null for text that is neither. */
function rootUri(root: string): string | null {
  return UUID.test(root) ? `urn:uuid:${root.toLowerCase()}` : uriOf(root);
}

/** An II (HL7 v3 datatypes R1 2.14) as FHIR Identifier; null for a nullFlavor one. */
export function identifier(id: XmlElement): Identifier | null {
  id.used = true;
  const root = id.attribute('root');
  const extension = id.attribute('extension');
  const assigner = id.attribute('assigningAuthorityName');
  const by = assigner === undefined ? {} : { assigner: { display: assigner } };
  if (root === undefined) return extension === undefined ? null : { value: extension, ...by };
  const system = rootUri(root);
  if (system === null) {
    if (extension === undefined) {
      // No OID and no UUID, and still what the system calls it.
      return { value: root, ...by };
    }
    // A root that is no OID is kept as the text that it is.
    return { value: extension, assigner: { display: assigner ?? root } };
  }
  return extension === undefined
    ? { system: URI, value: system.startsWith('urn:') ? system : `urn:oid:${root}`, ...by }
    : { system, value: extension, ...by };
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
