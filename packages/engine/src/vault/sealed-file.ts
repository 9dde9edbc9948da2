import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** JSON with sorted keys and no spaces: the same value gives the same bytes. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) =>
    v !== null && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : v,
  );
}

/** A 32-byte key for one purpose, derived from the vault key (RFC 5869, HKDF-SHA-256). */
export function deriveKey(key: Uint8Array, purpose: string, salt: Uint8Array = new Uint8Array(0)): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, `chartlift ${purpose}`, 32));
}

/** HMAC-SHA-256 over the canonical JSON of `content`, hex. */
export function seal(key: Uint8Array, purpose: string, content: unknown): string {
  return createHmac('sha256', deriveKey(key, purpose)).update(canonicalJson(content)).digest('hex');
}

/** Whether `mac` (hex) is the seal of `content`; takes as long whether it is or not. */
export function sealHolds(key: Uint8Array, purpose: string, content: unknown, mac: string): boolean {
  const expected = Buffer.from(seal(key, purpose, content), 'hex');
  const given = Buffer.from(mac, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Makes what was renamed in a folder durable. */
export function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

let serial = 0;

/** Replaces a file whole or not at all, mode 0600, durable when it returns. */
export function replaceFile(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.${++serial}.tmp`;
  try {
    const fd = openSync(temporary, 'wx', 0o600);
    try {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(temporary, path);
    syncFolder(dirname(path));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
