import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findPlaintext } from './canaries.js';

const CANARY = 'ZZ-Canary Müller/42';
const noise = (n: number): Buffer => Buffer.from(Array.from({ length: n }, (_, i) => (i * 37 + 11) % 251));

describe('findPlaintext', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'chartlift-canary-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));
  const utf8 = Buffer.from(`before ${CANARY} after`);
  const zipEntry = (): Buffer => {
    const header = Buffer.alloc(30);
    header.write('PK\x03\x04', 'latin1');
    header[8] = 8;
    return Buffer.concat([header, deflateRawSync(utf8)]);
  };

  it.each<[string, Buffer]>([
    ['utf-8', utf8],
    ['utf-16le', Buffer.from(utf8.toString(), 'utf16le')],
    ['utf-16be', Buffer.from(utf8.toString(), 'utf16le').swap16()],
    ['base64 at 0', Buffer.from(utf8.subarray(7).toString('base64'))],
    ['base64 at 1', Buffer.from(utf8.subarray(6).toString('base64'))],
    ['base64 at 2', Buffer.from(utf8.subarray(5).toString('base64'))],
    ['hex', Buffer.from(utf8.toString('hex'))],
    ['HEX', Buffer.from(utf8.toString('hex').toUpperCase())],
    ['zlib', deflateSync(utf8)],
    ['gzip', gzipSync(utf8)],
    ['zip', zipEntry()],
    ['utf-16 in gzip', gzipSync(Buffer.from(utf8.toString(), 'utf16le'))],
  ])('finds a canary as %s', (_, bytes) => {
    writeFileSync(join(dir, 'x.bin'), Buffer.concat([noise(1000), bytes, noise(1000)]));
    const hits = findPlaintext(dir, ['another-canary', CANARY]);
    expect(hits.map((hit) => hit.canary)).toContain(CANARY);
    expect(hits.every((hit) => hit.canary === CANARY)).toBe(true);
  });

  it('finds a canary across a chunk border and in a file name', () => {
    writeFileSync(join(dir, 'x.bin'), Buffer.concat([Buffer.alloc(4 * 1024 * 1024 - 5), utf8, Buffer.alloc(200_000)]));
    writeFileSync(join(dir, 'patient-Canary-77.txt'), '');
    expect(findPlaintext(dir, [CANARY])).toHaveLength(1);
    expect(findPlaintext(dir, ['Canary-77'])).toHaveLength(1);
  });

  it('finds nothing where there is nothing', () => {
    writeFileSync(join(dir, 'x.bin'), noise(200_000));
    expect(findPlaintext(dir, [CANARY])).toEqual([]);
  });
});
