import { oidOf } from '../../terminology/code-systems.js';
import { xmlText } from './leaves.js';

type Json = Record<string, unknown>;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A FHIR identifier as `root^extension`; `*^extension` where its system has no OID (the writer makes one). null where it is none. */
export function identifierText(identifier: Json): string | null {
  const { system, value } = identifier;
  if (typeof value !== 'string') return null;
  const text = xmlText(value);
  if (text === '') return null;
  if (text.startsWith('urn:uuid:') && UUID.test(text.slice(9))) return text.slice(9).toLowerCase();
  if (text.startsWith('urn:oid:') && oidOf(text) !== null) return oidOf(text);
  const uri = typeof system === 'string' ? system : '';
  if (uri.startsWith('urn:uuid:') && UUID.test(uri.slice(9))) return `${uri.slice(9).toLowerCase()}^${text}`;
  return `${oidOf(uri) ?? '*'}^${text}`;
}

/**
 * A contact point without its URL scheme and spacing, with the characters that a URI escapes as they are (RFC 3986 section 2.1), so that a TEL
 * and the text that it was made of are the same.
 */
export const contactText = (text: string): string =>
  text
    .replace(/^[a-z][a-z0-9+.-]*:/i, '')
    .replace(/(%[0-9a-f]{2})+/gi, (escaped) => {
      try {
        return decodeURIComponent(escaped);
      } catch {
        return escaped;
      }
    })
    .toLowerCase()
    .replace(/[\s-]/g, '');

/** Whether an id of a document is that identifier. */
export function isId(read: string, wanted: string): boolean {
  if (read === wanted) return true;
  return wanted.startsWith('*^') && read.slice(read.indexOf('^')) === wanted.slice(1);
}

/** Ids under which a resource may be found: its own id, then its identifiers. */
export function idsOf(resource: Json): { own: string; others: string[] } {
  const identifiers = Array.isArray(resource.identifier) ? (resource.identifier as Json[]) : [];
  return {
    own: String(resource.id ?? '').toLowerCase(),
    others: identifiers.map((i) => (i ? identifierText(i) : null)).filter((i): i is string => i !== null),
  };
}
