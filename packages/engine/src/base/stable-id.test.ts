import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stableId, uuidToOid } from './stable-id.js';

const NAMESPACE = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

/** RFC 9562 section 5.5, written out. */
function byTheBook(namespace: string, parts: readonly string[]): string {
  const name = Buffer.concat(
    parts.map((part) => Buffer.concat([Buffer.from(`${Buffer.byteLength(part)}:`), Buffer.from(part)])),
  );
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

describe('stableId', () => {
  it('is the version 5 UUID of its parts', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (parts) => {
        expect(stableId(NAMESPACE, ...parts)).toBe(byTheBook(NAMESPACE, parts));
      }),
    );
  });

  it('tells parts apart however they are cut', () => {
    expect(stableId(NAMESPACE, 'ab', 'c')).not.toBe(stableId(NAMESPACE, 'a', 'bc'));
  });
});

describe('uuidToOid', () => {
  it('is the integer of the UUID below 2.25 (the example of ITU-T X.667)', () => {
    expect(uuidToOid('f81d4fae-7dec-11d0-a765-00a0c91e6bf6')).toBe('2.25.329800735698586629295641978511506172918');
  });
});
