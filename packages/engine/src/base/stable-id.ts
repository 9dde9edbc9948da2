import { hash } from 'node:crypto';

/** Bytes of the namespaces in use: a workspace has one or two, and parsing them was a third of the cost of an id. */
const namespaces = new Map<string, string>();

function namespaceBytes(namespace: string): string {
  let bytes = namespaces.get(namespace);
  if (bytes === undefined) {
    bytes = Buffer.from(namespace.replaceAll('-', ''), 'hex').toString('latin1');
    if (namespaces.size > 64) namespaces.clear();
    namespaces.set(namespace, bytes);
  }
  return bytes;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
const ASCII = /^[\u0000-\u007f]*$/;

/**
 * A UUID (version 5, RFC 9562 section 5.5) that depends on its parts alone: the same row gives the same id on every export.
 * `namespace` is the workspace's id namespace; parts are joined unambiguously.
 */
export function stableId(namespace: string, ...parts: readonly string[]): string {
  let name = '';
  for (const part of parts) name += `${part.length}:${part}`;
  // Of ASCII the bytes are the text.
  if (!ASCII.test(name)) {
    name = '';
    for (const part of parts) {
      const bytes = Buffer.from(part, 'utf8');
      name += `${bytes.length}:${bytes.toString('latin1')}`;
    }
  }
  const hex = hash('sha1', Buffer.from(namespaceBytes(namespace) + name, 'latin1'), 'hex');
  const digit = hex.charCodeAt(16);
  const variant = '89ab'.charAt((digit > 0x39 ? digit - 0x57 : digit) & 0x3);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The OID of a UUID: `2.25.<integer>` (ITU-T X.667 clause 7). */
export function uuidToOid(uuid: string): string {
  return `2.25.${BigInt(`0x${uuid.replaceAll('-', '')}`).toString()}`;
}
