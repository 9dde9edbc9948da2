import { createHash } from 'node:crypto';

/**
 * A UUID (version 5, RFC 9562 section 5.5) that depends on its parts alone: the same row gives the same id on every export.
 * `namespace` is the workspace's id namespace; parts are joined unambiguously.
 */
export function stableId(namespace: string, ...parts: readonly string[]): string {
  const hash = createHash('sha1').update(Buffer.from(namespace.replaceAll('-', ''), 'hex'));
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  const bytes = hash.digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The OID of a UUID: `2.25.<integer>` (ITU-T X.667 clause 7). */
export function uuidToOid(uuid: string): string {
  return `2.25.${BigInt(`0x${uuid.replaceAll('-', '')}`).toString()}`;
}
